import type { PortalTexts } from './portal-texts.ts';
import { questionnaireDe } from './questionnaire-texts-de.ts';
import { verificationDe } from './verification-texts-de.ts';

export const de: PortalTexts = {
  locale: 'de-DE',
  inUtc: (dateAndTime) => `${dateAndTime} Uhr (UTC)`,
  otherLanguage: { code: 'en', name: 'English' },
  error: 'Fehler',
  skip: 'Zum Inhalt springen',
  link: {
    heading: 'Zu diesem Link',
    opening:
      'Das Öffnen übermittelt nichts. Sie können den Link bis zu seinem Ablauf so oft öffnen, wie Sie möchten.',
    personal:
      'Er ist nur für Sie bestimmt. Bitte geben Sie ihn nicht weiter: Wer ihn hat, kann diese Anfrage öffnen.',
    unexpectedHeading: 'Haben Sie diese Anfrage nicht erwartet?',
    unexpected: (tenant) =>
      `Dann tragen Sie hier bitte nichts ein und fragen Sie bei ${tenant} über einen Ihnen bereits bekannten Kontakt nach. Ohne Ihr Zutun wird nichts übermittelt.`,
  },
  steps: 'Schritte',
  completed: {
    badge: 'Abgeschlossen',
    lead: (tenant) => `Vielen Dank. Alles, worum ${tenant} Sie hier gebeten hat, ist erledigt.`,
    completedAt: 'Abgeschlossen',
    notesHeading: 'Wie es weitergeht',
    notes: (tenant) => [
      `Das Team von ${tenant} sieht sich an, was Sie gesendet haben, und schreibt Ihnen, falls etwas fehlt.`,
      'Für Sie gibt es nichts mehr zu tun, und diese Seite nimmt keine weiteren Antworten an.',
    ],
    copyHeading: 'Ihre Antworten',
    copyHint: 'Eine Kopie zum Drucken oder Speichern. Sie wird angezeigt, solange der Link gültig ist.',
  },
  unsaved: {
    heading: 'Diese Antworten wurden nicht gespeichert',
    lead: 'Sie kamen von einer Seite, die nicht mehr gespeichert werden konnte. Kopieren oder drucken Sie sie jetzt: Sie werden nur dieses eine Mal angezeigt.',
  },
  notAnswered: 'Keine Antwort',
  answers: questionnaireDe,
  identity: verificationDe,
  questionnaire: 'Fragebogen',
  verification: 'Identitätsprüfung',
  done: 'Erledigt',
  request: 'Anfrage',
  askedBy: 'Angefragt von',
  concerns: 'Betrifft',
  validUntil: 'Link gültig bis',
  wasValidUntil: 'Link war gültig bis',
  actionsHeading: 'Was Sie tun können',
  closed: {
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
    tooMuch: {
      heading: 'Das war zu viel auf einmal',
      lead: 'Auf einmal können höchstens 20 Dateien hinzugefügt und 10 entfernt werden. Was Sie eben gesendet haben, wurde nicht gespeichert.',
      actions: [
        'Gehen Sie zurück zur vorigen Seite, wählen Sie weniger Dateien und speichern Sie erneut. Der Link selbst gilt weiter.',
      ],
    },
    failed: {
      heading: 'Diese Seite kann gerade nicht angezeigt werden',
      lead: 'Auf unserer Seite ist etwas schiefgegangen. Nichts, was Sie bereits gesendet haben, ist verloren.',
      actions: ['Laden Sie diese Seite in einigen Minuten neu. Der Link selbst gilt weiter.'],
    },
  },
  pending: {
    heading: 'Einen Moment bitte',
    lead: 'Ihre Anfrage wird bereitgestellt. Das dauert wenige Sekunden, dann wird diese Seite automatisch aktualisiert.',
    reloadHint: 'Es passiert nichts?',
    reload: 'Seite neu laden',
  },
  returned: {
    done: {
      heading: 'Vielen Dank, das war alles',
      lead: 'Ihre Identitätsprüfung wurde übermittelt. Sie können diese Seite schließen.',
      actions: ['Um den Stand Ihrer Anfrage zu sehen, öffnen Sie den Link in der E-Mail noch einmal.'],
    },
    cancelled: {
      heading: 'Sie haben die Identitätsprüfung verlassen',
      lead: 'Es wurde noch nichts übermittelt.',
      actions: [
        'Um weiterzumachen, öffnen Sie den Link in der E-Mail noch einmal und starten Sie die Identitätsprüfung erneut.',
      ],
    },
  },
  linkRequest: {
    heading: 'Möchten Sie noch antworten?',
    hint: (tenant) =>
      `Das Team von ${tenant} wird benachrichtigt und kann Ihnen per E-Mail einen neuen Link schicken.`,
    button: 'Neuen Link anfordern',
    doneHeading: 'Sie haben einen neuen Link angefordert',
    done: (tenant) =>
      `Das Team von ${tenant} wurde benachrichtigt. Wenn es Ihnen einen neuen Link schickt, kommt er mit einer neuen E-Mail.`,
  },
  contact: {
    heading: (tenant) => `Kontakt zu ${tenant}:`,
    privacy: (tenant) => `Datenschutzhinweise von ${tenant} (öffnet sich in einem neuen Tab)`,
  },
  footer: (tenant) =>
    tenant === undefined
      ? 'Bereitgestellt von Postern. Diese Seite enthält kein Tracking.'
      : `Bereitgestellt von Postern im Auftrag von ${tenant}. Diese Seite enthält kein Tracking.`,
};
