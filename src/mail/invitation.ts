import type { InvitationChanges } from './invitation-occasion.ts';
import { fillInvitation } from './invitation-template.ts';
import { type Invitation, type InvitationView, viewInvitation } from './invitation-view.ts';

export type { InvitationOccasion } from './invitation-occasion.ts';
export type { Invitation } from './invitation-view.ts';

/**
 * Writes the email that carries a magic link: who asks, for what, until when and what to do if it was not expected; that
 * the link is new, or what the team asks to be changed. It has no images and no tracking.
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
    ...(view.notice === '' ? [] : [view.notice]),
    ...(view.changes === null ? [] : renderChanges(view.changes)),
    ...steps,
    `${view.deadlineLabel} ${view.deadline}.\n${view.deadlineHint}`,
    `${view.button}:\n${view.link}`,
    view.personal,
    `${view.unexpectedTitle}\n${view.unexpected}`,
    ...(view.contact.length === 0 ? [] : [renderContact(view)]),
    `-- \n${view.footer}\n`,
  ].join('\n\n');
}

const renderContact = ({ contactTitle, contact }: InvitationView): string =>
  [contactTitle, ...contact.map(({ label, text }) => `${label}: ${text}`)].join('\n');

/** Every line of the team's message is quoted, so that none can pass for one of the email's own. */
function renderChanges(changes: InvitationChanges): string[] {
  const { messageLabel, message, questionsLabel, questions, moreQuestions } = changes;
  const quote = message.map((line) => `> ${line}`.trimEnd());
  const items = [...questions, moreQuestions].filter((item) => item !== '').map((item) => `- ${item}`);
  return [
    [messageLabel, ...quote].join('\n'),
    ...(items.length === 0 ? [] : [[questionsLabel, ...items].join('\n')]),
  ];
}
