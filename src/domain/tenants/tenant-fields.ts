import { boundedText } from '../bounded.ts';
import { expiryHours, language, singleLine } from '../fields.ts';

const colourMessage = 'Use a colour written as #rrggbb, such as #205c4e.';

/** A colour as `#rrggbb`, in lower case whatever the case it came in. */
const accentColour = boundedText({ max: 7, message: colourMessage })
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, colourMessage);

/** How a tenant looks to its recipients, and what its links are like unless a send says otherwise. */
export const tenantFields = {
  name: singleLine({ max: 200 }),
  defaultExpiryHours: expiryHours,
  language,
  accentColour,
};
