import { type Language, languages } from '../../languages.ts';

/**
 * The language of the pages that a browser prefers, by the weights of its `Accept-Language` header and, between
 * equal weights, by their order. Defaults to the first of `languages`. Never fails: what is malformed is skipped.
 */
export function chooseLanguage(acceptLanguage = ''): Language {
  const ranges = acceptLanguage.toLowerCase().split(',').map(readRange);
  const named = new Set(ranges.map(({ language }) => language));
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const known = languages.find((candidate) => candidate === language);
    if (known) {
      return known;
    }
    // The wildcard stands for every language that the header does not list.
    const other = languages.find((candidate) => !named.has(candidate));
    if (language === '*' && other) {
      return other;
    }
  }
  return languages[0];
}

/** One part of the header, such as `de-CH;q=0.8`. Regions make no difference here. */
function readRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const weight = quality === undefined ? 1 : Number(quality.slice(quality.indexOf('=') + 1).trim() || 'none');
  const [language = ''] = tag.split('-');
  return { language, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}
