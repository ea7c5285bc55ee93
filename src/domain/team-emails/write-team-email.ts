import type { Language } from '../../languages.ts';
import { composeNotification } from '../../mail/notification.ts';
import type { WebhookEventName } from '../events/event-types.ts';
import { teamEmailTexts } from './team-email-texts-by-language.ts';

/** An event that a team is notified of. */
export interface NotifiedEvent {
  type: WebhookEventName;
  at: Date;
  /** The name of the response, or of the entity where there is no response. `null` if it was erased. */
  about: string | null;
}

interface TeamEmail {
  tenantName: string;
  /** `#rrggbb`, or null for the gateway's own colour. */
  accentColour: string | null;
  language: Language;
  /** Whether the events are those of test keys. */
  isRehearsal: boolean;
  /** At least one, oldest first. */
  events: readonly NotifiedEvent[];
}

/** Writes an email that lists events. It contains names of responses and entities, and no answers. */
export function writeTeamEmail({ tenantName, accentColour, language, isRehearsal, events }: TeamEmail) {
  const texts = teamEmailTexts[language];
  const times = new Intl.DateTimeFormat(texts.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const items = events.map(({ type, at, about }) => ({
    title: about ?? texts.erased,
    text: texts.events[type],
    detail: texts.inUtc(times.format(at)),
  }));
  const [first] = items;
  const subject = items.length === 1 && first ? `${first.title}: ${first.text}` : texts.several(items.length);
  const heading = isRehearsal ? `[${texts.rehearsal}] ${subject}` : subject;
  return composeNotification({
    language,
    accentColour,
    senderName: tenantName,
    subject: heading,
    introduction: texts.introduction(items.length),
    items,
    footer: texts.footer(tenantName),
  });
}
