import countries from 'i18n-iso-countries/index.js';
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { standsIn } from '../quote-stands-on.ts';
import { hasWords } from './words.ts';

countries.registerLocale(english);
countries.registerLocale(german);

/** Every name of every country in the languages that are known, by its code. */
const namesByCode: readonly (readonly [string, readonly string[]])[] = Object.keys(
  countries.getAlpha2Codes(),
).map((code) => [
  code,
  ['en', 'de'].flatMap((language) => countries.getName(code, language, { select: 'all' }) ?? []),
]);

/**
 * Whether a text names a country, but not this one. Where it names none it may still say one, by a city, a part of the
 * country or an adjective.
 */
export function namesOtherCountry(code: string, text: string): boolean {
  const named = namesByCode.filter(([, names]) => names.some((name) => isNamed(name, text)));
  return named.length > 0 && !named.some(([known]) => known === code);
}

/** The short for a country is one in capitals only: `us` is none. */
const isNamed = (name: string, text: string): boolean =>
  /^[A-Z.]+$/.test(name) ? standsIn(name, text) : hasWords(name, text);
