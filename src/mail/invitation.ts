import { fillInvitation } from './invitation-template.ts';
import { type Invitation, type InvitationView, viewInvitation } from './invitation-view.ts';

export type { Invitation } from './invitation-view.ts';

/**
 * Writes the mail that carries a magic link: who asks, for what, until when and what to do if it was not expected. It
 * has no images and no tracking.
 */
export function composeInvitation(invitation: Invitation): { subject: string; text: string; html: string } {
  const view = viewInvitation(invitation);
  return { subject: view.subject, text: renderText(view), html: fillInvitation(view) };
}

function renderText(view: InvitationView): string {
  const steps = view.steps.map(({ number, kicker, title, detail, items }) => {
    const name = kicker === '' ? title : `${kicker}: ${title}`;
    const heading = number === null ? name : `${number}. ${name}`;
    const lines = [detail, ...items.map((item) => `- ${item}`)].filter((line) => line !== '');
    return [heading, ...lines.map((line) => `   ${line}`)].join('\n');
  });
  return [
    view.greeting,
    view.introduction,
    ...steps,
    `${view.deadlineLabel} ${view.deadline}.\n${view.deadlineHint}`,
    `${view.button}:\n${view.link}`,
    view.personal,
    `${view.unexpectedTitle}\n${view.unexpected}`,
    `-- \n${view.footer}\n`,
  ].join('\n\n');
}
