/*
 * By how much the figures of a document are to be multiplied: as the words after a figure say ("12.5 million"), the label or
 * the column that it is in ("EUR m", "k€", "'000"), or a line for all of them ("All amounts in thousand EUR").
 */

const currency =
  '(?:US\\$|A\\$|C\\$|[€£$¥]|EUR|GBP|USD|CHF|JPY|CNY|RMB|PLN|CZK|HUF|SEK|NOK|DKK|RON|BGN|TRY|AUD|CAD|SGD|HKD|INR|AED|ZAR|euros?|pounds?|dollars?|Franken|francs?)';

/** Words that mean a scale wherever they appear, in the languages of Europe. */
const words: readonly (readonly [string, number])[] = [
  [
    '(?:thousands?|tausend|tsd|milliers?|millares|migliaia|duizend|tys(?:iąc[ey])?|tusen|tusind|milhares)',
    1e3,
  ],
  ["(?:miles|mille|mila)(?= (?:de |d[’']|di )?(?:eur|€|usd|\\$))", 1e3],
  ['(?:millions?|millionen|mio|mln|mill|millones|milioni|miljoen|miljoner|millioner|milhões|mn)', 1e6],
  ['(?:mrd|milliarden?|milliards?|miliardi|miljard|miliard(?:y|ów)?|mld|md)', 1e9],
  // In English and in what is written of money today; the German word for a thousand of them is left open.
  ['(?:billions?|bn|bln)', 1e9],
  ['(?:lakhs?|lacs?)', 1e5],
  ['(?:crores?)', 1e7],
];

/** Letters that mean a scale directly at a currency. */
const atCurrency: readonly (readonly [RegExp, number])[] = [
  [
    new RegExp(
      `(?<![\\p{L}\\d])[kKtT]\\s?${currency}(?![\\p{L}\\d])|(?<!\\p{L})${currency}\\s?[kKT](?![\\p{L}\\d])`,
      'u',
    ),
    1e3,
  ],
  [
    new RegExp(
      `(?<![\\p{L}\\d])[mM]\\s?(?:${currency})(?![\\p{L}\\d])|(?<!\\p{L})${currency}\\s?(?:[mM]|MM|mm)(?![\\p{L}\\d])`,
      'u',
    ),
    1e6,
  ],
  [new RegExp(`(?<!\\p{L})${currency}\\s?[bB](?![\\p{L}\\d])`, 'u'), 1e9],
];

/** Zeros that replace those that are left out: "EUR 000", "(000s)", "'000", "x 1,000", "in 1.000 EUR". */
const noughts: readonly (readonly [RegExp, number])[] = [
  [/(?<![\d.,])(?:[’'´`‘]?000[’'´`]?s?(?:[’'´`]s)?)(?![\d.,]\d|\d)/u, 1e3],
  [
    new RegExp(
      `(?:[x×*]\\s?|(?<!\\p{L})in (?:${currency}\\s?)?|(?<!\\p{L})en )1[.,’' ]?000(?![.,’' ]?\\d)`,
      'iu',
    ),
    1e3,
  ],
  [
    /(?<![\d.,])[’'´`‘]?000[.,’' ]000(?![.,’' ]?\d)|(?:[x×*]\s?|(?<!\p{L})in (?:EUR |€ ?)?)1[.,’' ]?000[.,’' ]?000(?![.,’' ]?\d)/iu,
    1e6,
  ],
  [/10\s?(?:\^\s?3|³)(?!\d)/u, 1e3],
  [/10\s?(?:\^\s?6|⁶)(?!\d)/u, 1e6],
];

/** "in m EUR", "in k": a letter that is said to be the unit. */
const letterUnits: readonly (readonly [RegExp, number])[] = [
  [/(?:(?<!\p{L})in|\() ?[kKT](?: ?(?:€|EUR|USD|GBP|CHF|\$|£))?(?=\s*(?:$|[).,;:|\n]))/u, 1e3],
  [/(?:(?<!\p{L})in|\() ?(?:[mM]|MM)(?: ?(?:€|EUR|USD|GBP|CHF|\$|£))?(?=\s*(?:$|[).,;:|\n]))/u, 1e6],
];

const asWord = ([source, factor]: readonly [string, number]): readonly [RegExp, number] => [
  new RegExp(`(?<![\\p{L}\\d])${source}(?!\\p{L})`, 'iu'),
  factor,
];

const labelScales: readonly (readonly [RegExp, number])[] = [
  ...words.map(asWord),
  ...atCurrency,
  ...noughts,
  ...letterUnits,
];

/** A scale that is not clear. */
export const doubtfulScale = 'doubtful';

export type Scale = number | typeof doubtfulScale;

/** Figures with words after them, which are scaled by these and scale nothing else. */
const scaledFigure = new RegExp(
  `(?<!\\d)\\d+(?:[.,’' ]\\d+){0,20}[\\s.,\\p{Pd}]{0,5}(?:${words.map(([source]) => source).join('|')}|k|mm?|b)(?:illion)?(?![\\p{L}])\\.?`,
  'giu',
);

/** Figures whose groups are set apart by spaces: the noughts of `86 400 000` scale nothing. */
const spacedFigure = /(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)/gu;

/** Units that only look like a scale, or one that is not known here. */
const unknownUnit = new RegExp(
  `(?<!\\p{L})billionen(?!\\p{L})|(?<![\\p{L}\\d])hundreds?(?!\\p{L})|\\(\\s?(?:in )?${currency}\\s?[ac-jln-su-zAC-JLN-SU-Z]\\s?\\)|‰|(?<!\\p{L})(?:basis points|bps)(?!\\p{L})`,
  'iu',
);

/** Nested scales are one: thousands of millions. */
const nested = /(?<!\p{L})(?:mil millones|thousands? of millions|tausend millionen|mille milioni)(?!\p{L})/iu;

/**
 * By how much a label, a column's heading or a line for all figures says that figures are to be multiplied; undefined if it
 * says nothing of it. A scale directly after a figure applies to that figure only.
 */
export function scaleIn(text: string): Scale | undefined {
  const plain = text.replaceAll(scaledFigure, ' ').replaceAll(spacedFigure, ' ');
  if (nested.test(plain)) {
    return 1e9;
  }
  if (unknownUnit.test(plain)) {
    return doubtfulScale;
  }
  const factors = new Set(labelScales.filter(([pattern]) => pattern.test(plain)).map(([, factor]) => factor));
  // Six noughts are also three.
  if (factors.size === 2 && factors.has(1e6) && noughts[2]?.[0].test(plain)) {
    return 1e6;
  }
  return factors.size > 1 ? doubtfulScale : [...factors][0];
}

const ownWords = [
  ...words.map(([source, factor]) => [new RegExp(`^${source}(?!\\p{L})`, 'iu'), factor] as const),
];
const ownLetters: readonly (readonly [RegExp, number])[] = [
  [new RegExp(`^(?:[kK](?:\\s?${currency})?|T\\s?${currency})(?![\\p{L}\\d])`, 'u'), 1e3],
  [new RegExp(`^(?:[mM]|MM|mm)(?:\\s?${currency})?(?![\\p{L}\\d²³])`, 'u'), 1e6],
  [new RegExp(`^[bB](?:\\s?${currency})?(?![\\p{L}\\d])`, 'u'), 1e9],
];

/** The scale stated directly after a figure; undefined if there is none. */
export function scaleAfter(following: string): Scale | undefined {
  const text = following.replace(/^[\s.\p{Pd}]+/u, '');
  if (/^billionen(?!\p{L})/iu.test(text)) {
    return doubtfulScale;
  }
  return [...ownWords, ...ownLetters].find(([pattern]) => pattern.test(text))?.[1];
}

const scaleSource = `(?:${words.map(([source]) => source).join('|')}|[’'´\`‘]?000[’'´\`]?s?|[kKmMbBT]|MM|mm)`;
const moneyScale = new RegExp(
  `(?<!\\p{L})${currency}[\\s(]{0,2}(?:in )?${scaleSource}(?![\\p{L}\\d])\\.?|(?<![\\p{L}\\d])${scaleSource}\\.?\\s?(?:of |de |d[’'])?${currency}(?!\\p{L})`,
  'giu',
);

/** A text without the scales that it has for amounts of money only. */
export const withoutMoneyScales = (text: string): string => text.replaceAll(moneyScale, ' ');

export const hasCurrency = (text: string): boolean =>
  new RegExp(`(?<!\\p{L})${currency}(?!\\p{L})`, 'u').test(text);
