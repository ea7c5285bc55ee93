import type { InvitationTexts } from './invitation-texts.ts';

export const englishInvitationTexts: InvitationTexts = {
  locale: 'en-GB',
  inUtc: (dateAndTime) => `${dateAndTime} UTC`,
  subject: {
    DDQ: (tenant) => `${tenant} asks you to complete a questionnaire`,
    VERIFICATION: (tenant) => `${tenant} asks you to verify your identity`,
    BOTH: (tenant) => `${tenant} asks you for a questionnaire and an identity check`,
  },
  heading: {
    DDQ: 'Please complete a questionnaire',
    VERIFICATION: 'Please verify your identity',
    BOTH: 'Please complete a questionnaire and an identity check',
  },
  greeting: (recipient) => (recipient === '' ? 'Hello,' : `Hello ${recipient},`),
  introduction: (tenant) =>
    `As part of its checks on customers and business partners, ${tenant} asks you for the following. You do not need an account: the link below opens in your browser.`,
  newLinkSubject: (subject) => `New link: ${subject}`,
  newLinkHeading: {
    DDQ: 'Your new link to the questionnaire',
    VERIFICATION: 'Your new link to the identity check',
    BOTH: 'Your new link to the request',
  },
  newLinkNotice: 'This link is new. Links in earlier emails no longer work.',
  newLinkDraft: 'Everything that was saved before is still there.',
  changesSubject: (tenant) => `${tenant} asks you for changes to your questionnaire`,
  changesHeading: 'Please revise your questionnaire',
  changesIntroduction: (tenant) =>
    `${tenant} has reviewed your questionnaire and asks you for changes. Your answers are still there: the link below opens them in your browser, and you do not need an account.`,
  messageLabel: (tenant) => `${tenant} writes:`,
  questionsLabel: (count) =>
    count === 1 ? 'Please look at this question again:' : 'Please look at these questions again:',
  moreQuestions: (count) => (count === 1 ? 'and one more' : `and ${count} more`),
  questionnaire: 'Questionnaire',
  questionnaireDetail: 'You can save a draft at any time and continue later using the same link.',
  questionnaireTakes: (minutes) =>
    minutes === 1 ? 'It takes about a minute.' : `It takes about ${minutes} minutes.`,
  questionnaireFiles: 'Please have these files ready:',
  moreFiles: (count) => (count === 1 ? 'and one more' : `and ${count} more`),
  verification: 'Identity check',
  verificationDetail: 'Please have the following ready:',
  checks: {
    DOCUMENT: 'a passport, driving licence or identity card',
    IDENTITY: 'a camera, for a selfie that is compared with your identity document',
    ENHANCED_IDENTITY: 'a camera, for a short video that is compared with your identity document',
    PROOF_OF_ADDRESS: 'a document that shows your address',
  },
  deadlineLabel: 'Please complete this by',
  deadlineHint: 'The link expires at that time.',
  button: {
    DDQ: 'Open the questionnaire',
    VERIFICATION: 'Start the identity check',
    BOTH: 'Open the request',
  },
  linkHint: 'If the button does not work, copy this address into your browser:',
  personal:
    'The link is personal. Please do not forward this email: anyone who has the link can open the request.',
  unexpectedTitle: 'Not expecting this email?',
  unexpected: (tenant) =>
    `Please do not use the link. Contact ${tenant} using contact details that you already have. Nothing is submitted unless you submit it yourself, and the link expires automatically.`,
  contactTitle: 'Questions?',
  contactLabels: { email: 'Email', phone: 'Phone', privacy: 'Privacy notice' },
  footer: ({ tenant, areRepliesRead }) =>
    `Sent by Postern on behalf of ${tenant}. ${
      areRepliesRead ? `Replies go to ${tenant}.` : 'Replies to this address are not read.'
    } This email contains no tracking.`,
};
