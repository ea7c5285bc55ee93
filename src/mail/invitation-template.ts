import { readFileSync } from 'node:fs';
import handlebars from 'handlebars';
import type { InvitationView } from './invitation-view.ts';

/** What `npm run generate` lays out from `templates/invitation.mjml`: HTML for mail clients, with placeholders. */
const layout = new URL('./templates/invitation.generated.hbs', import.meta.url);

let fill: handlebars.TemplateDelegate<InvitationView> | undefined;

/** The HTML part, every value escaped. A misspelt placeholder is an error, never an empty place in a mail. */
export function fillInvitation(view: InvitationView): string {
  fill ??= handlebars.compile<InvitationView>(readFileSync(layout, 'utf8'), {
    strict: true,
    knownHelpersOnly: true,
  });
  return fill(view);
}
