import { doubtfulScale, type Scale, scaleAfter, scaleIn, withoutMoneyScales } from './scales.ts';

/** A number as a document states it. */
export interface ReadNumber {
  value: number;
  currency?: string;
}

const currencies: readonly (readonly [string, RegExp])[] = [
  ['EUR', /€|\bT?EUR\b|\beuros?\b/iu],
  ['GBP', /£|\bGBP\b|\bpounds?(?: sterling)?\b/iu],
  ['USD', /(?<![A-TV-Z])\$|\bUS\$|\bUSD\b|\bdollars?\b/iu],
  ['CHF', /\bCHF\b|\bSFr\.?(?!\p{L})|\b(?:swiss )?francs?\b|\bFranken\b/iu],
  ['INR', /₹|\bINR\b|\bRs\b|\brupees?\b/iu],
  ['PLN', /\bPLN\b|\bz(?:ł|l)(?:ot\p{L}*)?(?!\p{L})/iu],
  ['SEK', /\bSEK\b|\b(?:swedish|schwedisch\p{L}*) kron\p{L}+/iu],
  ['NOK', /\bNOK\b|\b(?:norwegian|norwegisch\p{L}*) kron\p{L}+/iu],
  ['DKK', /\bDKK\b|\b(?:danish|d(?:ä|ae)nisch\p{L}*) kron\p{L}+/iu],
  ['AED', /\bAED\b|\bdirhams?\b/iu],
  ['SGD', /\bSGD\b|S\$/u],
  ['JPY', /¥|\bJPY\b|\byen\b/iu],
];

/** The currencies that a text mentions. */
export const currenciesIn = (text: string): string[] =>
  currencies.filter(([, pattern]) => pattern.test(text)).map(([currency]) => currency);

export type DecimalMark = '.' | ',' | undefined;

/**
 * How a document separates decimals: as in those of its figures that can be read in one way only, otherwise as in its language.
 */
export function decimalMarkOf(pages: readonly string[]): DecimalMark {
  const sample = pages.slice(0, 5).join('\n').slice(0, 20_000);
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const commas = count(/(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d/g);
  const points = count(/(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])|(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d/g);
  if (commas !== points) {
    return commas > points ? ',' : '.';
  }
  const german = count(
    /[äöüß]|\b(?:GmbH|AG|Firma|Land|Sitz|der|die|das|und|ist|von|mit|für|nicht|eine?|gemäß|Umsatz|Anschrift|Geschäftsführer)\b/giu,
  );
  const english = count(/\b(?:the|and|of|is|to|with|for|not|an?|by|company|office)\b/giu);
  return german > english ? ',' : '.';
}

interface NumberOptions {
  /** The value's own label and unit. */
  label?: string;
  /** Other text around the value that may state its unit: column headings, headings. */
  surroundings: string;
  /** The decimal separator of the document; `undefined` if it is unclear. */
  decimalMark: DecimalMark;
  /** Whether it is an amount of money; scales of money are ignored for anything else. Defaults to true. */
  isAmount?: boolean;
  /** The scale of amounts that state none themselves, as stated in a line of the document. */
  statedScale?: (amount: string) => Scale | undefined;
}

/**
 * The one number of a value, with separators as the document writes them. `undefined` for ranges, estimates, figures whose
 * separators could mean two things, and amounts with an unclear scale.
 */
export function readNumber(value: string, options: NumberOptions): ReadNumber | undefined {
  const { label = '', surroundings, decimalMark } = options;
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
  const plain = parseFigure(digits, { decimalMark, isScaled: own !== undefined });
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

/** No company has a larger amount, in the currencies that are requested: a scale was applied to a figure written in full. */
const maxLikelyNumber = 2e12;

/** The scale of a figure. The nearest statement counts; if two that apply to it differ, it is uncertain. */
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
  { decimalMark, isScaled }: { decimalMark: DecimalMark; isScaled: boolean },
): number | undefined {
  const grouped = digits.replaceAll(/[ '’]/g, '');
  if (/^\d+$/.test(grouped)) {
    return Number(grouped);
  }
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(grouped)) {
    const isOneGroup = /^\d{1,3},\d{3}$/.test(grouped);
    return isOneGroup && (decimalMark !== '.' || isScaled) ? undefined : Number(grouped.replaceAll(',', ''));
  }
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(grouped)) {
    const isOneGroup = /^\d{1,3}\.\d{3}$/.test(grouped);
    return isOneGroup && (decimalMark !== ',' || isScaled)
      ? undefined
      : Number(grouped.replaceAll('.', '').replace(',', '.'));
  }
  return /^\d+[.,]\d{1,2}$/.test(grouped) || (isScaled && /^\d+[.,]\d$/.test(grouped))
    ? Number(grouped.replace(',', '.'))
    : undefined;
}
