import type { PortalTexts } from './portal-texts.ts';
import { questionnaireEn } from './questionnaire-texts-en.ts';
import { verificationEn } from './verification-texts-en.ts';

export const en: PortalTexts = {
  locale: 'en-GB',
  inUtc: (dateAndTime) => `${dateAndTime} UTC`,
  otherLanguage: { code: 'de', name: 'Deutsch' },
  error: 'Error',
  skip: 'Skip to the content',
  link: {
    heading: 'About this link',
    opening:
      'Opening the link does not submit anything. You can come back to it as often as you like until it expires.',
    personal: 'The link is personal. Please do not forward it: anyone who has it can open this request.',
    unexpectedHeading: 'Not expecting this request?',
    unexpected: (tenant) =>
      `Please do not enter anything here. Contact ${tenant} using contact details that you already have. Nothing is submitted unless you submit it yourself.`,
  },
  steps: 'Steps',
  completed: {
    badge: 'Completed',
    lead: (tenant) => `Thank you. Everything that ${tenant} requested here is complete.`,
    completedAt: 'Completed',
    notesHeading: 'What happens next',
    notes: (tenant) => [
      `The team at ${tenant} will review what you have sent and contact you if anything is missing.`,
      'You do not need to do anything else. Answers can no longer be changed on this page.',
    ],
    copyHeading: 'Your answers',
    copyHint: 'A copy to print or save, available until the link expires.',
  },
  unsaved: {
    heading: 'These answers were not saved',
    lead: 'The page that they were entered on could no longer be saved. Copy or print them now: they will not be shown again.',
  },
  notAnswered: 'No answer',
  answers: questionnaireEn,
  identity: verificationEn,
  questionnaire: 'Questionnaire',
  verification: 'Identity check',
  done: 'Done',
  request: 'Request',
  askedBy: 'Requested by',
  concerns: 'About',
  validUntil: 'Link valid until',
  wasValidUntil: 'Link was valid until',
  actionsHeading: 'What you can do',
  closed: {
    expired: (tenant) => ({
      heading: 'This link has expired',
      lead: 'The deadline has passed, so the link no longer opens the request.',
      actions: [
        `Ask the team at ${tenant} for a new link. You will receive it in a new email.`,
        'If you have already received a newer email about this request, use the link in that email.',
      ],
    }),
    revoked: (tenant) => ({
      heading: 'This link has been withdrawn',
      lead: `The team at ${tenant} has withdrawn the link, so it no longer opens the request.`,
      actions: [
        'You do not need to do anything.',
        `If you think this is a mistake, ask the team at ${tenant} for a new link.`,
      ],
    }),
    replaced: (tenant) => ({
      heading: 'There is a newer link',
      lead: `The team at ${tenant} has sent you a newer email. Its link replaces this one.`,
      actions: [
        'Open the most recent email about this request and use its link.',
        `If you cannot find it, check your spam folder or ask the team at ${tenant} for a new link.`,
      ],
    }),
    'rolled back': (tenant) => ({
      heading: 'This link was never activated',
      lead: 'The email with this link could not be sent properly, so the link was never activated and no information has been requested from you.',
      actions: [
        'Wait for a new email and use the link in it.',
        `If it does not arrive, ask the team at ${tenant} for a new link.`,
      ],
    }),
  },
  unknown: {
    heading: 'This link does not lead to a request',
    lead: 'The address in your browser is incomplete, or this site never issued it.',
    actions: [
      'Check that you copied the whole link. Some email programs break long links into two lines.',
      'Open the link directly from the email instead of copying it.',
      'If that does not help, ask the team that wrote to you for a new link.',
    ],
  },
  trouble: {
    busy: {
      heading: 'Please try again in a minute',
      lead: 'Too many pages were requested from your connection in a short time.',
      actions: ['Wait a minute, then load this page again. The link still works.'],
    },
    tooMuch: {
      heading: 'Too many files at once',
      lead: 'At most 20 files can be added and 10 removed at a time. What you just sent was not saved.',
      actions: ['Go back to the previous page, choose fewer files and save again. The link still works.'],
    },
    failed: {
      heading: 'This page cannot be shown right now',
      lead: 'Something went wrong on our side. Everything that you sent before is safe.',
      actions: ['Load this page again in a few minutes. The link still works.'],
    },
  },
  pending: {
    heading: 'One moment, please',
    lead: 'Your request is being prepared. This takes a few seconds, and then the page updates automatically.',
    reloadHint: 'Nothing happening?',
    reload: 'Load this page again',
  },
  returned: {
    done: {
      heading: 'Thank you, that is all',
      lead: 'Your identity check has been submitted. You can close this page.',
      actions: ['To see the status of your request, open the link in the email again.'],
    },
    cancelled: {
      heading: 'You left the identity check',
      lead: 'Nothing has been submitted yet.',
      actions: ['To continue, open the link in the email again and restart the identity check.'],
    },
  },
  linkRequest: {
    heading: 'Do you still want to answer?',
    hint: (tenant) => `The team at ${tenant} will be notified, and can send you a new link by email.`,
    button: 'Request a new link',
    doneHeading: 'You have requested a new link',
    done: (tenant) =>
      `The team at ${tenant} has been notified. If they send you a new link, it arrives in a new email.`,
  },
  contact: {
    heading: (tenant) => `Contact ${tenant}:`,
    privacy: (tenant) => `Privacy notice of ${tenant} (opens in a new tab)`,
  },
  footer: (tenant) =>
    tenant === undefined
      ? 'Provided by Postern. This page contains no tracking.'
      : `Provided by Postern on behalf of ${tenant}. This page contains no tracking.`,
};
