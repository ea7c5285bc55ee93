import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { onFirstUse } from '../runtime/on-first-use.ts';
import type { InvitationView } from './invitation-view.ts';

/** What `npm run generate` lays out from `templates/invitation.mjml`: HTML for mail clients, with placeholders. */
const layout = new URL('./templates/invitation.generated.hbs', import.meta.url);

const require = createRequire(import.meta.url);

const template = onFirstUse(() => {
  const handlebars: typeof import('handlebars') = require('handlebars');
  return handlebars.compile<InvitationView>(readFileSync(layout, 'utf8'), {
    strict: true,
    knownHelpersOnly: true,
  });
});

/** The HTML part, every value escaped. A misspelt placeholder is an error, never an empty place in an email. */
export const fillInvitation = (view: InvitationView): string => template()(view);
