import type { InvitationTexts } from './invitation-texts.ts';

export const germanInvitationTexts: InvitationTexts = {
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
  newLinkSubject: (subject) => `Neuer Link: ${subject}`,
  newLinkHeading: {
    DDQ: 'Ihr neuer Link zum Fragebogen',
    VERIFICATION: 'Ihr neuer Link zur Identitätsprüfung',
    BOTH: 'Ihr neuer Link zur Anfrage',
  },
  newLinkNotice: 'Dieser Link ist neu. Links aus früheren E-Mails funktionieren nicht mehr.',
  newLinkDraft: 'Was bisher gespeichert wurde, ist noch da.',
  changesSubject: (tenant) => `${tenant} bittet Sie um Änderungen an Ihrem Fragebogen`,
  changesHeading: 'Bitte überarbeiten Sie Ihren Fragebogen',
  changesIntroduction: (tenant) =>
    `${tenant} hat Ihren Fragebogen durchgesehen und bittet Sie um Änderungen. Ihre Antworten sind noch da: Der Link unten öffnet sie in Ihrem Browser, ein Konto brauchen Sie nicht.`,
  messageLabel: (tenant) => `${tenant} schreibt:`,
  questionsLabel: (count) =>
    count === 1
      ? 'Bitte sehen Sie diese Frage noch einmal an:'
      : 'Bitte sehen Sie diese Fragen noch einmal an:',
  moreQuestions: (count) => (count === 1 ? 'und eine weitere' : `und ${count} weitere`),
  questionnaire: 'Fragebogen',
  questionnaireDetail:
    'Sie können jederzeit einen Entwurf speichern und später mit demselben Link weitermachen.',
  questionnaireTakes: (minutes) =>
    minutes === 1 ? 'Das dauert etwa eine Minute.' : `Das dauert etwa ${minutes} Minuten.`,
  questionnaireFiles: 'Bitte halten Sie diese Dateien bereit:',
  moreFiles: (count) => (count === 1 ? 'und eine weitere' : `und ${count} weitere`),
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
    `Dann verwenden Sie den Link bitte nicht und fragen Sie bei ${tenant} über einen Ihnen bereits bekannten Kontakt nach. Ohne Ihr Zutun wird nichts übermittelt, und der Link läuft automatisch ab.`,
  contactTitle: 'Haben Sie Fragen?',
  contactLabels: { email: 'E-Mail', phone: 'Telefon', privacy: 'Datenschutzhinweise' },
  footer: ({ tenant, areRepliesRead }) =>
    `Gesendet von Postern im Auftrag von ${tenant}. ${
      areRepliesRead ? `Antworten gehen an ${tenant}.` : 'Antworten an diese Adresse werden nicht gelesen.'
    } Diese E-Mail enthält kein Tracking.`,
};
