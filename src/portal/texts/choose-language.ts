import type { PortalLanguage } from './texts.ts';

/**
 * The language of the pages that a browser likes best, by the weights of its `Accept-Language` header and, between
 * equal weights, by their order. English where neither language is wanted. Never fails: what is malformed is skipped.
 */
export function chooseLanguage(acceptLanguage: string | undefined): PortalLanguage {
  const ranges = (acceptLanguage ?? '').toLowerCase().split(',').map(readRange);
  const named = new Set(ranges.map(({ language }) => language));
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    if (language === 'en' || language === 'de') {
      return language;
    }
    // The wildcard stands for every language that the header does not name itself.
    const other = (['en', 'de'] as const).find((candidate) => !named.has(candidate));
    if (language === '*' && other) {
      return other;
    }
  }
  return 'en';
}

/** One part of the header, such as `de-CH;q=0.8`. Regions make no difference here. */
function readRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => /^q\s*=/.test(parameter));
  const weight = quality === undefined ? 1 : Number(quality.slice(quality.indexOf('=') + 1).trim() || 'none');
  return { language: tag.split('-')[0] ?? '', weight: weight >= 0 && weight <= 1 ? weight : 0 };
}
