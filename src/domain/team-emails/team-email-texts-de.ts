import type { TeamEmailTexts } from './team-email-texts.ts';

export const germanTeamEmailTexts: TeamEmailTexts = {
  locale: 'de-DE',
  inUtc: (dateAndTime) => `${dateAndTime} Uhr UTC`,
  events: {
    'onboarding.created': 'Ein Link wurde verschickt.',
    'onboarding.ddq_completed': 'Der Fragebogen wurde eingereicht.',
    'onboarding.verification_completed': 'Die Identitätsprüfung wurde durchlaufen.',
    'onboarding.completed': 'Alle Schritte sind abgeschlossen.',
    'onboarding.expired': 'Der Link ist abgelaufen, bevor alle Schritte abgeschlossen waren.',
    'onboarding.revoked': 'Der Link wurde widerrufen.',
    'onboarding.link_regenerated': 'Ein neuer Link wurde verschickt.',
    'onboarding.link_requested': 'Der Empfänger eines abgelaufenen Links bittet um einen neuen.',
    'response.created': 'Die Antwort wurde angelegt.',
    'response.submitted': 'Die Antwort wurde eingereicht und kann geprüft werden.',
    'response.reviewed': 'Die Prüfung wurde abgeschlossen.',
    'response.approved': 'Die Antwort wurde genehmigt.',
    'response.rejected': 'Die Antwort wurde abgelehnt.',
    'response.autofill_completed': 'Ein automatisches Ausfüllen ist beendet.',
    'verification.completed': 'Das Ergebnis der Identitätsprüfung wurde festgehalten.',
  },
  erased: 'Gelöscht',
  several: (count) => `${count} Neuigkeiten zu Ihren Anfragen`,
  introduction: (count) =>
    count === 1 ? 'Zu einer Ihrer Anfragen gibt es Neues:' : 'Zu Ihren Anfragen gibt es Neues:',
  rehearsal: 'Test',
  footer: (tenant) =>
    `Von Postern an das Team von ${tenant} gesendet. Adressen und Ereignisse kann die Administration mit updateTenant ändern.`,
};
