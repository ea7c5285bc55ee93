import { questionnaireEn } from './questionnaire-texts-en.ts';
import type { PortalTexts } from './texts.ts';
import { verificationEn } from './verification-texts-en.ts';

export const en: PortalTexts = {
  locale: 'en-GB',
  inUtc: (dateAndTime) => `${dateAndTime} UTC`,
  otherLanguage: { code: 'de', name: 'Deutsch' },
  skip: 'Skip to the content',
  link: {
    heading: 'About this link',
    opening: 'Opening it submits nothing and does not use it up: you can come back as often as you like.',
    personal: 'It is for you alone. Please do not pass it on: whoever has it can open this request.',
    unexpectedHeading: 'Were you not expecting this?',
    unexpected: (tenant) =>
      `Then please enter nothing here, and ask ${tenant} through a contact that you already know. Nothing is submitted unless you do it yourself.`,
  },
  steps: 'Steps',
  completed: {
    badge: 'Completed',
    lead: (tenant) => `Thank you. Everything that ${tenant} asked for here is complete.`,
    completedAt: 'Completed',
    notesHeading: 'What happens next',
    notes: (tenant) => [
      `The team at ${tenant} looks at what you have sent and writes to you if something is missing.`,
      'There is nothing left for you to do, and this page takes no further answers.',
    ],
    copyHeading: 'Your answers',
    copyHint: 'A copy to print or to save, shown for as long as the link is valid.',
  },
  unsaved: {
    heading: 'These answers were not saved',
    lead: 'They came from a page that could no longer be saved. Copy or print them now: they are shown only this once.',
  },
  notAnswered: 'No answer',
  answers: questionnaireEn,
  identity: verificationEn,
  questionnaire: 'Questionnaire',
  verification: 'Identity check',
  done: 'Done',
  request: 'Request',
  askedBy: 'Asked by',
  concerns: 'About',
  validUntil: 'Link valid until',
  wasValidUntil: 'Link was valid until',
  actionsHeading: 'What you can do',
  dead: {
    expired: (tenant) => ({
      heading: 'This link has expired',
      lead: 'The time in which the link could be used is over, so it no longer opens the request.',
      actions: [
        `Ask the team at ${tenant} for a new link. It comes in a new mail.`,
        'If a newer mail about this request has already reached you, use the link in that one.',
      ],
    }),
    revoked: (tenant) => ({
      heading: 'This link has been withdrawn',
      lead: `The team at ${tenant} has withdrawn the link, so it no longer opens the request.`,
      actions: [
        'You do not have to do anything.',
        `If you think that this is a mistake, ask the team at ${tenant} for a new link.`,
      ],
    }),
    replaced: (tenant) => ({
      heading: 'There is a newer link',
      lead: `The team at ${tenant} has sent you a newer mail. The link in it has taken the place of this one.`,
      actions: [
        'Open the newest mail about this request and use the link in it.',
        `If you cannot find it, look in your spam folder, or ask the team at ${tenant} for a new link.`,
      ],
    }),
    'rolled back': (tenant) => ({
      heading: 'This link was never activated',
      lead: 'The mail with this link was not sent properly. The link was therefore never activated, and no data was requested from you.',
      actions: [
        'Wait for a new mail, and use the link in that one.',
        `If none arrives, ask the team at ${tenant} for a new link.`,
      ],
    }),
  },
  unknown: {
    heading: 'This link does not lead to a request',
    lead: 'The address in your browser is not one that was given out here, or it is incomplete.',
    actions: [
      'Check that you copied the link in full, to its last character. Some mail programs break a long link into two lines.',
      'Open the link from the mail itself rather than by copying it.',
      'If that does not help either, ask the team that wrote to you for a new link.',
    ],
  },
  trouble: {
    busy: {
      heading: 'Please try again in a minute',
      lead: 'Your connection has asked for many pages in a short time.',
      actions: ['Wait a minute, then load this page again. The link itself still works.'],
    },
    tooMuch: {
      heading: 'That was too much at once',
      lead: 'At most 20 files can be added and 10 removed at a time. Nothing of what you just sent was saved.',
      actions: [
        'Go back to the page before this one, choose fewer files and save again. The link itself still works.',
      ],
    },
    failed: {
      heading: 'This page cannot be shown right now',
      lead: 'Something went wrong on our side. Nothing of what you sent before is lost.',
      actions: ['Load this page again in a few minutes. The link itself still works.'],
    },
  },
  pending: {
    heading: 'One moment, please',
    lead: 'Your request is being made ready. This takes a few seconds, and then this page shows it by itself.',
    reloadHint: 'Does nothing happen?',
    reload: 'Load this page again',
  },
  returned: {
    done: {
      heading: 'Thank you, that is all',
      lead: 'The identity check has been handed over. You can close this page.',
      actions: ['To see where the request stands, open the link in the mail again.'],
    },
    cancelled: {
      heading: 'You left the identity check',
      lead: 'Nothing has been handed over yet.',
      actions: ['To go on, open the link in the mail again and start the identity check once more.'],
    },
  },
  footer: (tenant) =>
    tenant === undefined
      ? 'Provided by Postern. This page contains no tracking.'
      : `Provided by Postern on behalf of ${tenant}. This page contains no tracking.`,
};
