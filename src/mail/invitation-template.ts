import { readFile } from 'node:fs/promises';
import type Handlebars from 'handlebars';
import type { InvitationView } from './invitation-view.ts';

const source = new URL('./templates/invitation.mjml', import.meta.url);

let compiled: Promise<Handlebars.TemplateDelegate<InvitationView>> | undefined;

/**
 * The HTML part as a function of what is written in it, every value escaped. MJML takes most of a second, so it lays
 * out the placeholders once, at the first call; from then on a mail is filled in well under a millisecond.
 */
export function invitationTemplate(): Promise<Handlebars.TemplateDelegate<InvitationView>> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<Handlebars.TemplateDelegate<InvitationView>> {
  const [{ default: mjml }, { default: handlebars }, layout] = await Promise.all([
    import('mjml'),
    import('handlebars'),
    readFile(source, 'utf8'),
  ]);
  // Without a list of fonts MJML adds links to a font server.
  const { html } = await mjml(layout, { validationLevel: 'strict', fonts: {}, keepComments: false });
  // Known helpers only and strict lookups: a misspelt placeholder is an error, never an empty place in a mail.
  return handlebars.compile<InvitationView>(html, { strict: true, knownHelpersOnly: true });
}
