import type { WebhookEventName } from '../events/event-types.ts';

/** The texts of emails to a tenant's team, in one language. */
export interface TeamEmailTexts {
  locale: string;
  inUtc: (dateAndTime: string) => string;
  /** What happened, for each event that a team can be notified of. Follows a name and a colon. */
  events: Record<WebhookEventName, string>;
  /** Stands for the name of what was erased. */
  erased: string;
  /** The subject of an email about several events. */
  several: (count: number) => string;
  introduction: (count: number) => string;
  /** Marks emails about the events of test keys, in the subject and in the text. */
  rehearsal: string;
  footer: (tenant: string) => string;
}
