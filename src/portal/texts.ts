export type PortalLanguage = 'en' | 'de';

/** What the recipient is asked for, which decides on some of the words. */
export type RequestKind = 'DDQ' | 'VERIFICATION' | 'BOTH';

/** Why a link does not lead to a request. Each has a page that says so and what to do. */
export type DeadState = 'expired' | 'revoked' | 'replaced' | 'rolled back';

/** A page without a request on it: its heading, what happened, and what to do. */
export interface NoticeTexts {
  heading: string;
  lead: string;
  actions: string[];
}

/** Why a page cannot be shown right now, whatever the link. */
export type Trouble = 'busy' | 'failed';

export interface PortalTexts {
  /** For dates, with the day before the month. */
  locale: string;
  /** Puts the time zone to a date that was formatted for UTC. */
  inUtc: (dateAndTime: string) => string;
  open: {
    lead: (tenant: string) => string;
    stepsHeading: string;
    notesHeading: string;
    /** What the recipient does on this page, and what there is to do at the moment. */
    here: Record<RequestKind, string>;
    valid: (deadline: string) => string;
    submits: string;
    personal: string;
    unexpectedHeading: string;
    unexpected: (tenant: string) => string;
  };
  completed: {
    badge: string;
    lead: (tenant: string) => string;
    stepsHeading: string;
    notesHeading: string;
    notes: (tenant: string) => string[];
  };
  questionnaire: string;
  questionCount: (count: number) => string;
  verification: string;
  verificationOf: (entity: string) => string;
  /** Read out for a step that is done, where others see a tick. */
  done: string;
  request: string;
  askedBy: string;
  concerns: string;
  validUntil: string;
  wasValidUntil: string;
  actionsHeading: string;
  dead: Record<DeadState, (tenant: string) => NoticeTexts>;
  unknown: NoticeTexts;
  trouble: Record<Trouble, NoticeTexts>;
  pending: { heading: string; lead: string; reloadHint: string; reload: string };
  footer: (tenant: string | undefined) => string;
}

const en: PortalTexts = {
  locale: 'en-GB',
  inUtc: (dateAndTime) => `${dateAndTime} UTC`,
  open: {
    lead: (tenant) => `The team at ${tenant} has prepared this request for you.`,
    stepsHeading: 'What you are asked for',
    notesHeading: 'What happens here',
    here: {
      DDQ: 'You will answer the questionnaire on this page; you need no account. There is nothing to fill in at the moment.',
      VERIFICATION:
        'You will start the identity check from this page; you need no account. There is nothing to do at the moment.',
      BOTH: 'You will answer the questionnaire and start the identity check on this page; you need no account. There is nothing to fill in at the moment.',
    },
    valid: (deadline) => `Please keep the link. It stays valid until ${deadline}.`,
    submits:
      'Opening the link submits nothing and does not use it up: you can come back as often as you like.',
    personal: 'The link is for you alone. Please do not pass it on: whoever has it can open this request.',
    unexpectedHeading: 'Were you not expecting this?',
    unexpected: (tenant) =>
      `Then please do not use the link, and ask ${tenant} through a contact that you already know. Nothing is submitted unless you do it yourself.`,
  },
  completed: {
    badge: 'Completed',
    lead: (tenant) => `Thank you. Everything that ${tenant} asked for here is complete.`,
    stepsHeading: 'What you have completed',
    notesHeading: 'What happens next',
    notes: (tenant) => [
      'There is nothing left for you to do, and this page takes no further answers.',
      `If something needs to be corrected, please ask the team at ${tenant} how to go about it.`,
    ],
  },
  questionnaire: 'Questionnaire',
  questionCount: (count) => (count === 1 ? '1 question' : `${count} questions`),
  verification: 'Identity check',
  verificationOf: (entity) => `Confirms the identity of ${entity}`,
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
  footer: (tenant) =>
    tenant === undefined
      ? 'Provided by Postern. This page contains no tracking.'
      : `Provided by Postern on behalf of ${tenant}. This page contains no tracking.`,
};

const de: PortalTexts = {
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

export const portalTexts: Record<PortalLanguage, PortalTexts> = { en, de };

/**
 * The language of the pages that a browser likes best, by the weights of its `Accept-Language` header and, between
 * equal weights, by their order. English where neither language is wanted. Never fails: what is malformed is skipped.
 */
export function chooseLanguage(acceptLanguage: string | undefined): PortalLanguage {
  const ranges = (acceptLanguage ?? '').toLowerCase().split(',').map(readRange);
  const named = new Set(ranges.map(({ language }) => language));
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    if (language === 'en' || language === 'de') {
      return language;
    }
    // The wildcard stands for every language that the header does not name itself.
    const other = (['en', 'de'] as const).find((candidate) => !named.has(candidate));
    if (language === '*' && other) {
      return other;
    }
  }
  return 'en';
}

/** One part of the header, such as `de-CH;q=0.8`. Regions make no difference here. */
function readRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const weight = quality === undefined ? 1 : Number(quality.slice(quality.indexOf('=') + 1).trim() || 'none');
  return { language: tag.split('-')[0] ?? '', weight: weight >= 0 && weight <= 1 ? weight : 0 };
}
