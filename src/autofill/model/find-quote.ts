/** Characters that models and typesetters exchange for each other without changing the meaning. */
const alike = ["'‘’‚‛`´′", '"“”„‟«»″', '-‐‑‒–—−'];

/**
 * Finds a quote in a text and returns it as it is written there; `undefined` if it does not appear in it. White space, the form
 * of quotation marks and the length of dashes may differ; nothing else may. A quote neither begins nor ends within a word or a
 * number.
 */
export function findQuote(text: string, quote: string): string | undefined {
  const words = quote.trim().split(/\s+/);
  if (!/[\p{L}\p{N}]/u.test(quote)) {
    return undefined;
  }
  const pattern = words.map((word) => Array.from(word, signPattern).join('')).join('\\s+');
  // Only scripts with spaces between words have words that could be split.
  const edge = '[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{N}\\p{M}]';
  const before = new RegExp(`^${edge}`, 'u').test(words[0] ?? '') ? `(?<!${edge})` : '';
  const after = new RegExp(`${edge}$`, 'u').test(words.at(-1) ?? '') ? `(?!${edge})` : '';
  return new RegExp(`${before}${pattern}${after}`, 'u').exec(text)?.[0];
}

function signPattern(sign: string): string {
  const likeIt = alike.find((signs) => signs.includes(sign));
  return likeIt === undefined ? escapeSign(sign) : `[${Array.from(likeIt, escapeSign).join('')}]`;
}

const escapeSign = (sign: string): string => `\\u{${sign.codePointAt(0)?.toString(16)}}`;
