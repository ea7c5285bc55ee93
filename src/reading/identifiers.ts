import { createRequire } from 'node:module';
import { onFirstUse } from '../runtime/on-first-use.ts';
import { hasCheckDigits97 } from './check-digits.ts';

const require = createRequire(import.meta.url);
const ibans = onFirstUse((): typeof import('ibantools') => require('ibantools'));
const phones = onFirstUse((): typeof import('libphonenumber-js/min') => require('libphonenumber-js/min'));

/** Longer texts are none of these, and are not looked at further. */
const maxLength = 60;

const compact = (text: string): string => text.replaceAll(/[\s-]/g, '').toUpperCase();

/** A legal entity identifier: 20 characters, without spaces and in upper case; undefined for anything else. */
export function readLei(text: string): string | undefined {
  const code = text.length <= maxLength ? compact(text) : '';
  return /^[A-Z0-9]{18}\d{2}$/.test(code) && hasCheckDigits97(code) ? code : undefined;
}

/**
 * An international bank account number of a country that has them, without spaces and in upper case; undefined for one whose
 * length or check digits are wrong, and for anything else.
 */
export function readIban(text: string): string | undefined {
  const code = text.length <= maxLength ? compact(text) : '';
  return ibans().isValidIBAN(code) ? code : undefined;
}

/** An IBAN in groups of four, as it is printed. */
export const writeIban = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, '$1 ');

/**
 * A telephone number in the form of E.164, `+442079460958`. What people write between digits is accepted, and `00` in the place of
 * `+`; a number without the code of its country is not guessed.
 *
 * @returns undefined for anything that cannot be dialled, and for numbers with an extension
 */
export function readPhone(text: string): string | undefined {
  const written = text.trim().replace(/^00(?=[1-9])/, '+');
  if (written.length > maxLength || !/^\+[\d\s()./\u2010-\u2015-]+$/.test(written)) {
    return undefined;
  }
  // The zero that is dialled within a country only.
  const number = phones().parsePhoneNumberFromString(written.replace('(0)', ''));
  return number?.isPossible() ? number.number : undefined;
}

/** A telephone number as it is printed for readers in any country, `+44 20 7946 0958`. */
export const writePhone = (number: string): string =>
  phones().parsePhoneNumberFromString(number)?.formatInternational() ?? number;

/**
 * Whether a text contains an identifier with check digits as a whole, in whatever groups it is written. One that is only a part
 * of a longer run of letters and digits is another identifier.
 *
 * @param code in the form that its reader returns
 */
export function hasIdentifier(code: string, text: string): boolean {
  const inGroups = Array.from(code).join('[\\s-]*');
  return new RegExp(`(?<![\\p{L}\\p{N}])${inGroups}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

/** Whether a text contains a telephone number, with the code of its country, in whatever groups it is written. */
export const hasPhone = (number: string, text: string): boolean =>
  (text.match(/(?:\+|00)[\d\s()./\u2010-\u2015-]{6,}/g) ?? []).some(
    (written) => readPhone(written) === number,
  );
