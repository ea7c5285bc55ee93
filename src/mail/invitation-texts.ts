export type InvitationLanguage = 'en' | 'de';

/** What the recipient is asked for, which decides on most of the words. */
export type InvitationKind = 'DDQ' | 'VERIFICATION' | 'BOTH';

export type InvitationCheck = 'DOCUMENT' | 'IDENTITY' | 'ENHANCED_IDENTITY' | 'PROOF_OF_ADDRESS';

export interface InvitationTexts {
  /** For dates, with the day before the month. */
  locale: string;
  /** Puts the time zone to a date that was formatted for UTC. */
  inUtc: (dateAndTime: string) => string;
  subject: Record<InvitationKind, (tenant: string) => string>;
  heading: Record<InvitationKind, string>;
  greeting: (recipient: string) => string;
  introduction: (tenant: string) => string;
  questionnaire: string;
  questionnaireDetail: string;
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
  footer: (tenant: string) => string;
}

const en: InvitationTexts = {
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
    `As part of its checks on customers and business partners, ${tenant} asks you for the following. You need no account: the link below opens it in your browser.`,
  questionnaire: 'Questionnaire',
  questionnaireDetail: 'You can save a draft at any time and go on later with the same link.',
  verification: 'Identity check',
  verificationDetail: 'Please have ready what is listed here:',
  checks: {
    DOCUMENT: 'a passport, driving licence or identity card',
    IDENTITY: 'a camera, for a selfie that is compared with your identity document',
    ENHANCED_IDENTITY: 'a camera, for a short video that is compared with your identity document',
    PROOF_OF_ADDRESS: 'a document that shows your address',
  },
  deadlineLabel: 'Please complete this by',
  deadlineHint: 'The link stops working at that time.',
  button: {
    DDQ: 'Open the questionnaire',
    VERIFICATION: 'Start the identity check',
    BOTH: 'Open the request',
  },
  linkHint: 'If the button does not work, copy this address into your browser:',
  personal:
    'The link is for you alone. Please do not forward this mail: whoever has the link can open the request.',
  unexpectedTitle: 'Were you not expecting this?',
  unexpected: (tenant) =>
    `Then please do not use the link, and ask ${tenant} through a contact that you already know. Nothing is submitted unless you do it yourself, and the link expires on its own.`,
  footer: (tenant) =>
    `Sent by Postern on behalf of ${tenant}. Replies to this address are not read. This mail contains no tracking.`,
};

const de: InvitationTexts = {
  locale: 'de-DE',
  inUtc: (dateAndTime) => `${dateAndTime} Uhr (UTC)`,
  subject: {
    DDQ: (tenant) => `${tenant} bittet Sie, einen Fragebogen auszufüllen`,
    VERIFICATION: (tenant) => `${tenant} bittet Sie, Ihre Identität zu bestätigen`,
    BOTH: (tenant) => `${tenant} bittet Sie um einen Fragebogen und eine Identitätsprüfung`,
  },
  heading: {
    DDQ: 'Bitte füllen Sie einen Fragebogen aus',
    VERIFICATION: 'Bitte bestätigen Sie Ihre Identität',
    BOTH: 'Bitte um einen Fragebogen und eine Identitätsprüfung',
  },
  greeting: (recipient) => (recipient === '' ? 'Guten Tag,' : `Guten Tag ${recipient},`),
  introduction: (tenant) =>
    `im Rahmen der Prüfung von Kunden und Geschäftspartnern bittet ${tenant} Sie um Folgendes. Sie brauchen kein Konto: Der Link unten öffnet alles in Ihrem Browser.`,
  questionnaire: 'Fragebogen',
  questionnaireDetail:
    'Sie können jederzeit einen Entwurf speichern und später mit demselben Link weitermachen.',
  verification: 'Identitätsprüfung',
  verificationDetail: 'Bitte halten Sie bereit:',
  checks: {
    DOCUMENT: 'einen Reisepass, Führerschein oder Personalausweis',
    IDENTITY: 'eine Kamera für ein Selfie, das mit Ihrem Ausweis verglichen wird',
    ENHANCED_IDENTITY: 'eine Kamera für ein kurzes Video, das mit Ihrem Ausweis verglichen wird',
    PROOF_OF_ADDRESS: 'ein Dokument, aus dem Ihre Anschrift hervorgeht',
  },
  deadlineLabel: 'Bitte erledigen Sie dies bis',
  deadlineHint: 'Danach funktioniert der Link nicht mehr.',
  button: {
    DDQ: 'Fragebogen öffnen',
    VERIFICATION: 'Identitätsprüfung beginnen',
    BOTH: 'Anfrage öffnen',
  },
  linkHint: 'Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
  personal:
    'Der Link ist nur für Sie bestimmt. Bitte leiten Sie diese E-Mail nicht weiter: Wer den Link hat, kann die Anfrage öffnen.',
  unexpectedTitle: 'Haben Sie diese E-Mail nicht erwartet?',
  unexpected: (tenant) =>
    `Dann verwenden Sie den Link bitte nicht und fragen Sie bei ${tenant} über einen Ihnen bereits bekannten Kontakt nach. Ohne Ihr Zutun wird nichts übermittelt, und der Link läuft von selbst ab.`,
  footer: (tenant) =>
    `Gesendet von Postern im Auftrag von ${tenant}. Antworten an diese Adresse werden nicht gelesen. Diese E-Mail enthält kein Tracking.`,
};

export const invitationTexts: Record<InvitationLanguage, InvitationTexts> = { en, de };
