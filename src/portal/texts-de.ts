import type { PortalTexts } from './texts.ts';

export const de: PortalTexts = {
  locale: 'de-DE',
  inUtc: (dateAndTime) => `${dateAndTime} Uhr (UTC)`,
  open: {
    lead: (tenant) => `Das Team von ${tenant} hat diese Anfrage für Sie vorbereitet.`,
    stepsHeading: 'Worum Sie gebeten werden',
    notesHeading: 'Was hier geschieht',
    here: {
      DDQ: 'Den Fragebogen beantworten Sie auf dieser Seite, ein Konto brauchen Sie nicht. Im Moment gibt es hier nichts auszufüllen.',
      VERIFICATION:
        'Die Identitätsprüfung beginnen Sie von dieser Seite aus, ein Konto brauchen Sie nicht. Im Moment gibt es hier nichts zu tun.',
      BOTH: 'Den Fragebogen beantworten und die Identitätsprüfung beginnen Sie auf dieser Seite, ein Konto brauchen Sie nicht. Im Moment gibt es hier nichts auszufüllen.',
    },
    valid: (deadline) => `Bitte bewahren Sie den Link auf. Er ist gültig bis ${deadline}.`,
    submits:
      'Das Öffnen des Links übermittelt nichts und verbraucht ihn nicht: Sie können so oft wiederkommen, wie Sie möchten.',
    personal:
      'Der Link ist nur für Sie bestimmt. Bitte geben Sie ihn nicht weiter: Wer ihn hat, kann diese Anfrage öffnen.',
    unexpectedHeading: 'Haben Sie diese Anfrage nicht erwartet?',
    unexpected: (tenant) =>
      `Dann verwenden Sie den Link bitte nicht und fragen Sie bei ${tenant} über einen Ihnen bereits bekannten Kontakt nach. Ohne Ihr Zutun wird nichts übermittelt.`,
  },
  completed: {
    badge: 'Abgeschlossen',
    lead: (tenant) => `Vielen Dank. Alles, worum ${tenant} Sie hier gebeten hat, ist erledigt.`,
    stepsHeading: 'Was Sie erledigt haben',
    notesHeading: 'Wie es weitergeht',
    notes: (tenant) => [
      'Für Sie gibt es nichts mehr zu tun, und diese Seite nimmt keine weiteren Antworten an.',
      `Wenn etwas zu berichtigen ist, fragen Sie bitte beim Team von ${tenant} nach, wie Sie vorgehen können.`,
    ],
  },
  questionnaire: 'Fragebogen',
  questionCount: (count) => (count === 1 ? '1 Frage' : `${count} Fragen`),
  verification: 'Identitätsprüfung',
  verificationOf: (entity) => `Bestätigt die Identität von ${entity}`,
  done: 'Erledigt',
  request: 'Anfrage',
  askedBy: 'Angefragt von',
  concerns: 'Betrifft',
  validUntil: 'Link gültig bis',
  wasValidUntil: 'Link war gültig bis',
  actionsHeading: 'Was Sie tun können',
  dead: {
    expired: (tenant) => ({
      heading: 'Dieser Link ist abgelaufen',
      lead: 'Die Zeit, in der der Link verwendet werden konnte, ist vorbei. Er öffnet die Anfrage nicht mehr.',
      actions: [
        `Bitten Sie das Team von ${tenant} um einen neuen Link. Er kommt mit einer neuen E-Mail.`,
        'Falls Sie bereits eine neuere E-Mail zu dieser Anfrage haben, verwenden Sie den Link darin.',
      ],
    }),
    revoked: (tenant) => ({
      heading: 'Dieser Link wurde zurückgezogen',
      lead: `Das Team von ${tenant} hat den Link zurückgezogen. Er öffnet die Anfrage nicht mehr.`,
      actions: [
        'Sie müssen nichts weiter tun.',
        `Wenn Sie das für ein Versehen halten, bitten Sie das Team von ${tenant} um einen neuen Link.`,
      ],
    }),
    replaced: (tenant) => ({
      heading: 'Es gibt einen neueren Link',
      lead: `Das Team von ${tenant} hat Ihnen eine neuere E-Mail geschickt. Der Link darin ersetzt diesen hier.`,
      actions: [
        'Öffnen Sie die neueste E-Mail zu dieser Anfrage und verwenden Sie den Link darin.',
        `Wenn Sie sie nicht finden, sehen Sie im Spam-Ordner nach oder bitten Sie das Team von ${tenant} um einen neuen Link.`,
      ],
    }),
    'rolled back': (tenant) => ({
      heading: 'Dieser Link wurde nie aktiviert',
      lead: 'Die E-Mail mit diesem Link wurde nicht ordnungsgemäß versandt. Der Link wurde deshalb nie aktiviert, und es wurden keine Daten von Ihnen angefordert.',
      actions: [
        'Warten Sie auf eine neue E-Mail und verwenden Sie den Link darin.',
        `Wenn keine kommt, bitten Sie das Team von ${tenant} um einen neuen Link.`,
      ],
    }),
  },
  unknown: {
    heading: 'Dieser Link führt zu keiner Anfrage',
    lead: 'Die Adresse in Ihrem Browser wurde hier nicht vergeben oder ist unvollständig.',
    actions: [
      'Prüfen Sie, ob Sie den Link vollständig kopiert haben, bis zum letzten Zeichen. Manche E-Mail-Programme brechen lange Links in zwei Zeilen um.',
      'Öffnen Sie den Link direkt aus der E-Mail, statt ihn zu kopieren.',
      'Wenn auch das nicht hilft, bitten Sie das Team, das Ihnen geschrieben hat, um einen neuen Link.',
    ],
  },
  trouble: {
    busy: {
      heading: 'Bitte versuchen Sie es in einer Minute noch einmal',
      lead: 'Über Ihre Verbindung wurden in kurzer Zeit sehr viele Seiten abgerufen.',
      actions: ['Warten Sie eine Minute und laden Sie diese Seite dann neu. Der Link selbst gilt weiter.'],
    },
    failed: {
      heading: 'Diese Seite kann gerade nicht angezeigt werden',
      lead: 'Auf unserer Seite ist etwas schiefgegangen. Nichts, was Sie bereits gesendet haben, ist verloren.',
      actions: ['Laden Sie diese Seite in einigen Minuten neu. Der Link selbst gilt weiter.'],
    },
  },
  pending: {
    heading: 'Einen Moment bitte',
    lead: 'Ihre Anfrage wird bereitgestellt. Das dauert wenige Sekunden, dann zeigt diese Seite sie von selbst.',
    reloadHint: 'Es passiert nichts?',
    reload: 'Seite neu laden',
  },
  footer: (tenant) =>
    tenant === undefined
      ? 'Bereitgestellt von Postern. Diese Seite enthält kein Tracking.'
      : `Bereitgestellt von Postern im Auftrag von ${tenant}. Diese Seite enthält kein Tracking.`,
};
