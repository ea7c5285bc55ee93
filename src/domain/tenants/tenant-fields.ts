import { named } from '../api-types.ts';
import { boundedText } from '../bounded.ts';
import { expiryHours, integerFrom, language, singleLine } from '../fields.ts';

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
};
