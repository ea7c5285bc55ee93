import countries from 'i18n-iso-countries/index.js';
import type { Language } from '../../languages.ts';
import { onFirstUse } from '../../runtime/on-first-use.ts';

/** Kosovo's code, which ISO 3166-1 leaves to its users. */
const kosovo = 'XK';

/** Countries whose long names begin with what no one looks for, such as "Sonderverwaltungsregion Hongkong". */
const knownByShortName = new Set(['HK', 'MO', 'PS']);

/** The codes of all countries with the names that people know them by, in the order of the names. */
export const countryNames: Record<Language, () => ReadonlyMap<string, string>> = {
  en: onFirstUse(() => namesIn('en')),
  de: onFirstUse(() => namesIn('de')),
};

function namesIn(language: Language): Map<string, string> {
  const { compare } = new Intl.Collator(language);
  const long = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const short = new Intl.DisplayNames(language, { type: 'region', style: 'short' });
  const codes = new Set([...Object.keys(countries.getAlpha2Codes()), kosovo]);
  return new Map(
    [...codes]
      .map((code): [string, string] => [code, (knownByShortName.has(code) ? short : long).of(code) ?? code])
      .toSorted(([, one], [, other]) => compare(one, other)),
  );
}
