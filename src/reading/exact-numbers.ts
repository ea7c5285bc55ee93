/** More digits and points in a row than an exact number has, or an exponent. Only such numbers can lose digits. */
const suspicious = /\d[\d.]{15}|\d[eE]/;
const suspiciousNumbers = /(?<![\d.-])-?\d(?:[\d.]{15,}(?:[eE][+-]?\d+)?|[\d.]{0,14}[eE][+-]?\d+)/g;

/** A longer number is rejected without being parsed. Every double can be written in fewer characters. */
const maxWrittenLength = 400;

/** Placeholder for a number that would lose digits. No text can contain it, because none can contain NUL. */
const inexactMark = '\0number:';

/** Whether a number written in decimal digits is the same number as a double: `0.10` is, and 2⁵³ + 1 is not. */
export function isExactNumber(written: string): boolean {
  if (written.length > maxWrittenLength) {
    return false;
  }
  const value = Number(written);
  return Number.isFinite(value) && significantDigits(written) === significantDigits(String(value));
}

/** A number as it is read from a request; one that would lose digits becomes a value that no field accepts. */
export const exactNumber = (written: string): number | string =>
  isExactNumber(written) ? Number(written) : `${inexactMark}${written.slice(0, 100)}`;

/** Whether a value was a number that would lose digits. */
export const isInexact = (value: unknown): boolean =>
  typeof value === 'string' && value.startsWith(inexactMark);

/**
 * Replaces the numbers of a JSON text that would lose digits when they are parsed, so that they are reported at their paths
 * instead of stored as other numbers. Takes time in proportion to the text, and next to none without such numbers.
 */
export function markInexactNumbers(json: string): string {
  if (!suspicious.test(json)) {
    return json;
  }
  const parts: string[] = [];
  for (let at = 0; at < json.length; ) {
    const quote = json.indexOf('"', at);
    const stringStart = quote === -1 ? json.length : quote;
    parts.push(markOutsideStrings(json.slice(at, stringStart)));
    at = endOfString(json, stringStart);
    parts.push(json.slice(stringStart, at));
  }
  return parts.join('');
}

const markOutsideStrings = (json: string): string =>
  json.replace(suspiciousNumbers, (written) =>
    isExactNumber(written) || Number.isNaN(Number(written)) ? written : JSON.stringify(exactNumber(written)),
  );

/** The position after the string that starts at a quote. */
export function endOfString(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); quote !== -1; quote = json.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (json[quote - 1 - backslashes] === '\\') {
      backslashes += 1;
    }
    if (backslashes % 2 === 0) {
      return quote + 1;
    }
  }
  return json.length;
}

/** The digits of a number without those that do not change it, and the exponent of the last one. */
function significantDigits(written: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === ''
    ? '0'
    : `${trimmed}e${Number(exponent) - fraction.length + digits.length - trimmed.length}`;
}
