/** What is requested of the recipient, which decides most of the wording. */
export type InvitationKind = 'DDQ' | 'VERIFICATION' | 'BOTH';

export type InvitationCheck = 'DOCUMENT' | 'IDENTITY' | 'ENHANCED_IDENTITY' | 'PROOF_OF_ADDRESS';

export interface InvitationTexts {
  /** For dates, with the day before the month. */
  locale: string;
  /** Adds the time zone to a date that was formatted for UTC. */
  inUtc: (dateAndTime: string) => string;
  subject: Record<InvitationKind, (tenant: string) => string>;
  heading: Record<InvitationKind, string>;
  greeting: (recipient: string) => string;
  introduction: (tenant: string) => string;
  /** Built from the subject of the first invitation, or of a request for changes. */
  newLinkSubject: (subject: string) => string;
  newLinkHeading: Record<InvitationKind, string>;
  newLinkNotice: string;
  /** Follows if nothing else says so. */
  newLinkDraft: string;
  changesSubject: (tenant: string) => string;
  changesHeading: string;
  changesIntroduction: (tenant: string) => string;
  /** Above the team's own words, so that they are not mistaken for the gateway's. */
  messageLabel: (tenant: string) => string;
  questionsLabel: (count: number) => string;
  moreQuestions: (count: number) => string;
  questionnaire: string;
  questionnaireDetail: string;
  /** How long the questionnaire takes. */
  questionnaireTakes: (minutes: number) => string;
  /** Before the files that it asks for. */
  questionnaireFiles: string;
  moreFiles: (count: number) => string;
  verification: string;
  verificationDetail: string;
  checks: Record<InvitationCheck, string>;
  deadlineLabel: string;
  deadlineHint: string;
  button: Record<InvitationKind, string>;
  linkHint: string;
  personal: string;
  unexpectedTitle: string;
  unexpected: (tenant: string) => string;
  contactTitle: string;
  contactLabels: Record<'email' | 'phone' | 'privacy', string>;
  footer: (options: { tenant: string; areRepliesRead: boolean }) => string;
}
