import { named } from '../api-types.ts';
import { boundedText } from '../bounded.ts';
import { webhookEvents } from '../events/event-types.ts';
import { emailAddress, expiryHours, integerFrom, language, oneOf, singleLine } from '../fields.ts';
import { uniqueList } from '../unique-list.ts';

const colourMessage = 'Use a colour written as #rrggbb, such as #205c4e.';

/** A colour written as `#rrggbb` in either case, kept as it is written. */
const accentColour = named(
  'HexColorCode',
  boundedText({ max: 7, message: colourMessage }).regex(/^#[0-9a-f]{6}$/i, colourMessage),
);

/** How a tenant looks to its recipients, and what its links are like unless a send says otherwise. */
export const tenantFields = {
  name: singleLine({ max: 200 }),
  defaultExpiryHours: expiryHours,
  language,
  accentColour,
  retentionDays: integerFrom({ min: 1, max: 36_500 }),
  teamEmails: uniqueList(emailAddress, { max: 20, repeated: 'This address is already in the list.' }),
  teamEmailEvents: uniqueList(named('WebhookEventType', oneOf(webhookEvents)), {
    max: webhookEvents.length,
    repeated: 'This event is already in the list.',
  }),
  teamEmailSchedule: named('TeamEmailSchedule', oneOf(['IMMEDIATE', 'DAILY'])),
};
