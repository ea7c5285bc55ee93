import { LRUCache } from 'lru-cache';
import {
  dateFromSerial,
  format,
  getFormatDateInfo,
  isDateFormat,
  TOKEN_BREAK,
  TOKEN_EXP,
  TOKEN_GROUP,
  TOKEN_LOCALE,
  TOKEN_POINT,
  TOKEN_SCALE,
  tokenize,
} from 'numfmt';

/** The text that a cell shows; if its format omits the magnitude, such as `#,##0,`, also the stored value. */
export interface Shown {
  text: string;
  /** The figure in full, which is used if nothing next to it states its magnitude. */
  stored?: string;
}

/** A format's code, prepared once for all cells that have it. */
type Formatter = (value: number | string) => Shown;

/** A workbook usually has only a few formats; one with more only takes longer. */
const formatters = new LRUCache<string, Formatter>({ max: 1_000 });

/** Dates count from 1904 in workbooks created by old versions for the Macintosh, 1,462 days later. */
const daysTo1904 = 1_462;

/**
 * The text that a cell shows, by its format's code. A date that is shown in full is written in ISO 8601, and figures without
 * thousands separators, so that they mean the same in every language.
 */
export function formatCell(value: number | string, code: string, is1904: boolean): Shown {
  const formatter = formatters.get(code) ?? formatterOf(code);
  formatters.set(code, formatter);
  const isDate = typeof value === 'number' && is1904 && isDateFormat(code);
  return formatter(isDate ? value + daysTo1904 : value);
}

function formatterOf(code: string): Formatter {
  if (/^general$/i.test(code)) {
    return (value) => ({ text: plain(value) });
  }
  try {
    return isDateFormat(code) ? dateFormatter(code) : numberFormatter(code);
  } catch {
    return (value) => ({ text: plain(value) });
  }
}

function dateFormatter(code: string): Formatter {
  const { year, month, day, hours } = getFormatDateInfo(code);
  return (value) => {
    const parts = typeof value === 'number' && year && month && day ? dateFromSerial(value) : undefined;
    if (parts === undefined || parts === null) {
      return { text: shown(code, value) };
    }
    const [y = 0, m = 0, d = 0, h = 0, minutes = 0] = parts;
    const date = [String(y).padStart(4, '0'), twoDigits(m), twoDigits(d)].join('-');
    return { text: hours ? `${date} ${twoDigits(h)}:${twoDigits(minutes)}` : date };
  };
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function numberFormatter(code: string): Formatter {
  const tokens = tokenize(code);
  const plainCode = tokens
    .map(({ type, value, raw }) =>
      type === TOKEN_GROUP ? '' : type === TOKEN_LOCALE ? currencyOf(value) : raw,
    )
    .join('');
  const isScaled = tokens.some(({ type }) => type === TOKEN_SCALE);
  const isScientific = tokens.some(({ type }) => type === TOKEN_EXP);
  const hasPoint = tokens.some(({ type }) => type === TOKEN_POINT);
  const hasSections = tokens.some(({ type }) => type === TOKEN_BREAK);
  const currency = tokens
    .map(({ type, value }) => (type === TOKEN_LOCALE ? value.split('-')[0] : value))
    .join('')
    .match(/€|£|\$|EUR|GBP|USD|CHF/)?.[0];
  return (value) => {
    if (typeof value === 'string') {
      return { text: shown(plainCode, value) };
    }
    const text = hasPoint ? withoutDoubt(shown(plainCode, value)) : shown(plainCode, value);
    // A format that shows nothing hides the figure, whatever its magnitude.
    if ((isScaled || isScientific) && (!hasSections || /\d/.test(text))) {
      const stored = `${plain(value)}${currency === undefined ? '' : ` ${currency}`}`;
      return isScaled ? { text, stored } : { text: stored };
    }
    return { text };
  };
}

/** `[$€-407]` is a currency sign and a locale for writing figures; only the sign matters here. */
const currencyOf = (locale: string): string => {
  const [sign = ''] = locale.split('-');
  return sign === '' ? '' : `"${sign.replaceAll('"', '')}"`;
};

const shown = (code: string, value: number | string): string =>
  format(code, value, { dateErrorThrows: false, dateErrorNumber: true, nbsp: false }).trim();

/** A figure with three decimals may be misread as thousands; a fourth decimal prevents this. */
const withoutDoubt = (text: string): string =>
  text.replace(/(?<![\d.])(\d{1,3}\.\d{3})(?![\d.])/, (figure) =>
    figure.endsWith('0') ? String(Number(figure)) : `${figure}0`,
  );

/** Fifteen digits are what a spreadsheet keeps and shows; the sixteenth is an artefact, as in 0.30000000000000004. */
export function plain(value: number | string): string {
  if (typeof value === 'string') {
    return value;
  }
  const text = String(Number(value.toPrecision(15)));
  return /e/i.test(text) ? text : withoutDoubt(text);
}
