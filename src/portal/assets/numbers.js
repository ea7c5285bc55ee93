// @ts-check

/**
 * Reads a number as people write it: grouped by commas, dots, apostrophes or spaces of any width, or not at all, with a
 * decimal comma or point. A mark that could be either, as in 1,234, means what it means in the language of the page.
 * The gateway and the script of its pages both read numbers with this function.
 *
 * @param {string} text
 * @param {{ language: string, isPercentage?: boolean }} options where a percentage is asked, a percent sign may follow
 * @returns {number | undefined} undefined for anything but one finite number, and for more digits than a number can keep
 */
export function readNumber(text, { language, isPercentage = false }) {
  const tidy = text
    .trim()
    .replaceAll(/[\u2012\u2013\u2212]/g, '-')
    .replaceAll(/[\u00b4`\u2018\u2019\u02bc\u2032]/g, "'")
    .replaceAll(/\s+/g, ' ');
  const bare = isPercentage ? tidy.replace(/ ?[%\uff05]$/, '') : tidy;
  const [, sign = '', body = '', exponent = ''] = /^([+-]?) ?([\d., ']*\d)(e[+-]?\d+)?$/i.exec(bare) ?? [];
  const at = body.lastIndexOf(decimalMark(body, language) || '\n');
  const whole = at === -1 ? body : body.slice(0, at);
  const fraction = at === -1 ? '' : body.slice(at + 1);
  if (body === '' || !/^\d*$/.test(fraction) || !(isWhole(whole) || (whole === '' && at === 0))) {
    return undefined;
  }
  const digits = `${whole.replaceAll(/\D/g, '')}.${fraction}`;
  const value = Number(`${sign}${digits}${exponent}`);
  return Number.isFinite(value) && (exponent !== '' || keepsDigits(digits, value)) ? value : undefined;
}

/**
 * The mark before the decimals; empty if there are none.
 * @param {string} body @param {string} language
 */
function decimalMark(body, language) {
  const marks = [...body].filter((mark) => mark === '.' || mark === ',');
  const last = marks.at(-1) ?? '';
  if (marks.filter((mark) => mark === last).length !== 1) {
    return '';
  }
  const isAmbiguous = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body);
  return isAmbiguous && last !== (language === 'de' ? ',' : '.') ? '' : last;
}

/** Digits without groups, in groups of three, or in the groups of India. @param {string} text */
const isWhole = (text) =>
  /^(?:\d+|\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$/.test(text);

/** @param {string} digits @param {number} value */
function keepsDigits(digits, value) {
  const significant = (/** @type {string} */ text) => text.replaceAll(/\D/g, '').replaceAll(/^0+|0+$/g, '');
  return significant(digits).length <= 15 || significant(digits) === significant(allDigits(value));
}

/** A number in all its digits, without groups or exponent. @param {number} value */
const allDigits = (value) =>
  Math.abs(value).toLocaleString('en', { useGrouping: false, maximumSignificantDigits: 21 });

/**
 * Writes a number as people of the language do, so that `readNumber` reads the same one again. Groups begin with five
 * digits, so that a year is left alone.
 *
 * @param {number} value @param {string} locale
 */
export function writeNumber(value, locale) {
  return value.toLocaleString(locale, {
    useGrouping: 'min2',
    maximumSignificantDigits: 21,
  });
}
