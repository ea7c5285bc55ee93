import { readPhone } from '../../reading/identifiers.ts';
import { named } from '../api-types.ts';
import { boundedText, boundedTrimmedText } from '../bounded.ts';
import { webhookEvents } from '../events/event-types.ts';
import { emailAddress, expiryHours, integerFrom, language, oneOf, singleLine, url } from '../fields.ts';
import { uniqueList } from '../unique-list.ts';

const colourMessage = 'Use a colour written as #rrggbb, such as #205c4e.';

/** A colour written as `#rrggbb` in either case, kept as it is written. */
const accentColour = named(
  'HexColorCode',
  boundedText({ max: 7, message: colourMessage }).regex(/^#[0-9a-f]{6}$/i, colourMessage),
);

const phoneMessage = 'Use a telephone number with its country code, such as +44 20 7946 0958.';

/** A telephone number with a plus sign and the code of its country, kept as it is written. */
const telephoneNumber = boundedTrimmedText({ max: 32, message: phoneMessage }).refine(
  (text) => text.startsWith('+') && readPhone(text) !== undefined,
  phoneMessage,
);

const privacyMessage = 'Use a web address that starts with https:// and has no user name or password.';

/** The web address of a page for recipients. */
const privacyUrl = named(
  'URL',
  url.refine((text) => {
    const address = URL.parse(text);
    return address?.protocol === 'https:' && `${address.username}${address.password}` === '';
  }, privacyMessage),
);

/** How a tenant looks to its recipients, and what its links are like unless a send says otherwise. */
export const tenantFields = {
  name: singleLine({ max: 200 }),
  defaultExpiryHours: expiryHours,
  language,
  accentColour,
  contactEmail: emailAddress,
  contactPhone: telephoneNumber,
  privacyUrl,
  replyTo: emailAddress,
  retentionDays: integerFrom({ min: 1, max: 36_500 }),
  teamEmails: uniqueList(emailAddress, { max: 20, repeated: 'This address is already in the list.' }),
  teamEmailEvents: uniqueList(named('WebhookEventType', oneOf(webhookEvents)), {
    max: webhookEvents.length,
    repeated: 'This event is already in the list.',
  }),
  teamEmailSchedule: named('TeamEmailSchedule', oneOf(['IMMEDIATE', 'DAILY'])),
};
