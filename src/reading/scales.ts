/*
 * The factors by which the figures of a document are to be multiplied: stated in the words after a figure ("12.5 million"),
 * in its label or column ("EUR m", "k€", "'000"), or in a line for all of them ("All amounts in thousand EUR").
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
  // As in English and in texts about money today; the German word for a thousand of them is left open.
  ['(?:billions?|bn|bln)', 1e9],
  ['(?:lakhs?|lacs?)', 1e5],
  ['(?:crores?)', 1e7],
];

/** Letters that mean a scale directly beside a currency. */
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

/** Zeros that stand for those that are left out: "EUR 000", "(000s)", "'000", "x 1,000", "in 1.000 EUR". */
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

/** "in m EUR", "in k": a letter that is stated to be the unit. */
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

/** A scale that is unclear. */
export const doubtfulScale = 'doubtful';

export type Scale = number | typeof doubtfulScale;

/** Figures followed by words, which scale these figures and nothing else. */
const scaledFigure = new RegExp(
  `(?<!\\d)\\d+(?:[.,’' ]\\d+){0,20}[\\s.,\\p{Pd}]{0,5}(?:${words.map(([source]) => source).join('|')}|k|mm?|b)(?:illion)?(?![\\p{L}])\\.?`,
  'giu',
);

/** Figures whose groups are separated by spaces: the zeros of `86 400 000` do not scale anything. */
const spacedFigure = /(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)/gu;

/** Units that only look like a scale, or a scale that is not known here. */
const unknownUnit = new RegExp(
  `(?<!\\p{L})billionen(?!\\p{L})|(?<![\\p{L}\\d])hundreds?(?!\\p{L})|\\(\\s?(?:in )?${currency}\\s?[ac-jln-su-zAC-JLN-SU-Z]\\s?\\)|‰|(?<!\\p{L})(?:basis points|bps)(?!\\p{L})`,
  'iu',
);

/** Nested scales are one: thousands of millions. */
const nested = /(?<!\p{L})(?:mil millones|thousands? of millions|tausend millionen|mille milioni)(?!\p{L})/iu;

/**
 * The factor by which figures are to be multiplied according to a label, a column's heading or a line for all figures;
 * `undefined` if it states none. A scale directly after a figure applies to that figure only.
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
  // Six zeros also contain three.
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

/** The scale stated directly after a figure; `undefined` if there is none. */
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

/** A text without the scales that it contains for amounts of money only. */
export const withoutMoneyScales = (text: string): string => text.replaceAll(moneyScale, ' ');

export const hasCurrency = (text: string): boolean =>
  new RegExp(`(?<!\\p{L})${currency}(?!\\p{L})`, 'u').test(text);
