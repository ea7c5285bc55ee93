import {
  doubtfulScale,
  type Scale,
  scaleAfter,
  scaleIn,
  withoutMoneyScales,
} from '../../../reading/scales.ts';

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

/** The currencies that a text names. */
export const currenciesIn = (text: string): string[] =>
  currencies.filter(([, pattern]) => pattern.test(text)).map(([currency]) => currency);

interface NumberOptions {
  /** The value's own label and unit. */
  label?: string;
  /** What else stands around the value and may name its unit: column headings, headings. */
  surroundings: string;
  isGerman: boolean;
  /** Whether it is an amount of money; scales of money count for nothing else. Defaults to true. */
  isAmount?: boolean;
  /** By how much amounts are to be multiplied that say nothing of it themselves, as a line of the document says. */
  statedScale?: (amount: string) => Scale | undefined;
}

/**
 * The one number of a value, with separators as English or German writes them. Ranges, estimates, figures whose separators
 * could mean two things and amounts of which it is not clear by how much they are to be multiplied are undefined.
 */
export function readNumber(value: string, options: NumberOptions): ReadNumber | undefined {
  const { label = '', surroundings, isGerman } = options;
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
  const at = text.indexOf(digits);
  const own = scaleAfter(text.slice(at + digits.length)) ?? scaleIn(text.replace(digits, ' '));
  const plain = parseFigure(digits, { isGerman, isScaled: own !== undefined });
  const scale = scaleOf(text, own, options);
  if (plain === undefined || scale === doubtfulScale || plain * scale > maxLikelyNumber) {
    return undefined;
  }
  const ownCurrencies = currenciesIn(text);
  const named = ownCurrencies.length > 0 ? ownCurrencies : currenciesIn(`${label}\n${surroundings}`);
  const exact = Number((plain * scale).toFixed(2));
  return named.length > 1
    ? undefined
    : { value: exact, ...(named[0] !== undefined && { currency: named[0] }) };
}

/** No company has an amount that is larger, in the currencies that are asked for: a scale was applied to a figure in full. */
const maxLikelyNumber = 2e12;

/** By how much a figure is to be multiplied. What is nearer counts; where two that count for it differ, it is doubtful. */
function scaleOf(text: string, own: Scale | undefined, options: NumberOptions): Scale {
  const { label = '', surroundings, isAmount = true, statedScale } = options;
  const scaleOfMoney = (around: string) => scaleIn(isAmount ? around : withoutMoneyScales(around));
  const inLabel = scaleOfMoney(label);
  const around = scaleOfMoney(surroundings);
  const said = [own, inLabel, around].filter((scale) => scale !== undefined);
  if (said.length > 0) {
    return new Set(said.slice(0, 2)).size === 1 ? (said[0] ?? 1) : doubtfulScale;
  }
  return (isAmount ? statedScale?.(text) : undefined) ?? 1;
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
