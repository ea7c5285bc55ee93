/** A number as a document states it. */
export interface ReadNumber {
  value: number;
  currency?: string;
}

const currencies: readonly (readonly [string, RegExp])[] = [
  ['EUR', /€|\bT?EUR\b|\beuros?\b/iu],
  ['GBP', /£|\bGBP\b|\bpounds?(?: sterling)?\b/iu],
  ['USD', /\bUS\$|\$|\bUSD\b|\bdollars?\b/iu],
  ['CHF', /\bCHF\b|\bSFr\.?\b|\bfrancs?\b|\bFranken\b/iu],
];

const scales: readonly (readonly [number, RegExp])[] = [
  [1e9, /(?:\b|\d)(?:billions?|bn|Mrd|Milliarden?)(?![\p{L}])/iu],
  [1e6, /(?:\b|\d)(?:millions?|mn|mio|m|Millionen?)(?![\p{L}])|[€£$]m(?![\p{L}])/iu],
  [
    1e3,
    /(?:\b|\d)(?:thousands?|k|Tsd|Tausend)(?![\p{L}])|\bT(?:EUR|€|CHF)|['’´]000\b|[€£$]000s?\b|\b000s\b|[€£$]k(?![\p{L}])/iu,
  ],
];

/** The currencies that a text names. */
export const currenciesIn = (text: string): string[] =>
  currencies.filter(([, pattern]) => pattern.test(text)).map(([currency]) => currency);

/** By how much figures are to be multiplied, as "in thousands" says. */
const scaleIn = (text: string): number => scales.find(([, pattern]) => pattern.test(text))?.[0] ?? 1;

interface NumberOptions {
  /** What stands around the value and may name its unit: label, column headings, headings. */
  surroundings: string;
  isGerman: boolean;
}

/**
 * The one number of a value, with separators as English or German writes them. Ranges, estimates and figures whose
 * separators could mean two things are undefined.
 */
export function readNumber(value: string, { surroundings, isGerman }: NumberOptions): ReadNumber | undefined {
  const text = value.trim();
  if (
    /\d\s?(?:[-–—]|to|bis)\s?[€£$]?\d|\b(?:more than|over|under|less than|up to|at least|about|around|approx\w*|circa|ca|rund|etwa|mehr als|weniger als|über|unter|bis zu|mindestens|nearly|almost|fast|knapp)\b|[<>≥≤~]/iu.test(
      text,
    )
  ) {
    return undefined;
  }
  const figures =
    text.match(/(?<![\p{L}\d.,])[-–(]?(?:\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?|\d[\d.,]*)/gu) ?? [];
  const [figure] = figures;
  const digits = figure?.replace(/[.,]+$/, '');
  if (figures.length !== 1 || digits === undefined || /^[-–(]/.test(digits)) {
    return undefined;
  }
  const ownScale = scaleIn(text);
  const plain = parseFigure(digits, { isGerman, isScaled: ownScale > 1 });
  if (plain === undefined) {
    return undefined;
  }
  const own = currenciesIn(text);
  const named = own.length > 0 ? own : currenciesIn(surroundings);
  const scale = ownScale > 1 ? ownScale : scaleIn(surroundings.replaceAll(/\b[mk]\b/gi, ''));
  const exact = Number((plain * scale).toFixed(2));
  return named.length > 1
    ? undefined
    : { value: exact, ...(named[0] !== undefined && { currency: named[0] }) };
}

function parseFigure(
  digits: string,
  { isGerman, isScaled }: { isGerman: boolean; isScaled: boolean },
): number | undefined {
  const grouped = digits.replaceAll(/[ '’]/g, '');
  if (/^\d+$/.test(grouped)) {
    return Number(grouped);
  }
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(grouped)) {
    const isOneGroup = /^\d{1,3},\d{3}$/.test(grouped);
    return isOneGroup && (isGerman || isScaled) ? undefined : Number(grouped.replaceAll(',', ''));
  }
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(grouped)) {
    const isOneGroup = /^\d{1,3}\.\d{3}$/.test(grouped);
    return isOneGroup && (!isGerman || isScaled)
      ? undefined
      : Number(grouped.replaceAll('.', '').replace(',', '.'));
  }
  return /^\d+[.,]\d{1,2}$/.test(grouped) || (isScaled && /^\d+[.,]\d$/.test(grouped))
    ? Number(grouped.replace(',', '.'))
    : undefined;
}
