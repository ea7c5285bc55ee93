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

/**
 * A telephone number of 7 to 15 digits as E.164 has them, kept as it is written: with a plus sign, and with spaces, hyphens,
 * dots or parentheses between the digits.
 */
const telephoneNumber = boundedTrimmedText({ max: 32, message: phoneMessage }).regex(
  /^\+[ (]{0,2}[1-9](?:[ ().-]{0,2}\d){6,14}$/,
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
