import countries from 'i18n-iso-countries/index.js';
import german from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import type { PortalLanguage } from './texts.ts';

countries.registerLocale(english);
countries.registerLocale(german);

/** The assigned ISO 3166-1 alpha-2 codes and XK for Kosovo with the countries' names, in the order of the names. */
export const countryNames: Record<PortalLanguage, ReadonlyMap<string, string>> = {
  en: namesIn('en'),
  de: namesIn('de'),
};

function namesIn(language: PortalLanguage): Map<string, string> {
  const { compare } = new Intl.Collator(language);
  return new Map(
    Object.entries(countries.getNames(language, { select: 'official' })).toSorted(([, one], [, other]) =>
      compare(one, other),
    ),
  );
}
