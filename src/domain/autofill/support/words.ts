/**
 * Whether a text has the value's words, next to each other and in their order. Letter case, punctuation and line breaks
 * may differ, as an address has commas where the page has lines; signs that mean something, such as those of currencies,
 * may not.
 */
export function hasWords(value: string, text: string): boolean {
  const words = wordsOf(value);
  return words.length > 0 && ` ${wordsOf(text).join(' ')} `.includes(` ${words.join(' ')} `);
}

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+|[\p{S}%&@#]/gu) ?? [];
