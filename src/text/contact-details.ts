/** How recipients can reach a tenant, and where it says what it does with their data. Each is null where it is not set. */
export interface ContactDetails {
  email: string | null;
  /** With its country code, as people write it. */
  phone: string | null;
  /** An https address. */
  privacyUrl: string | null;
}

export const noContact: ContactDetails = { email: null, phone: null, privacyUrl: null };

/** The link to write an email: an address can contain characters that would start a subject or further recipients. */
export const emailLink = (email: string): string =>
  `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`;

/** The link to call a number: only digits after its plus sign, without the zero that is dialled within a country. */
export const phoneLink = (phone: string): string => `tel:+${phone.replace('(0)', '').replaceAll(/\D/g, '')}`;
