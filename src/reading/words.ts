/**
 * Whether a text contains the value's words, next to each other and in their order. Letter case, punctuation and line breaks
 * may differ, because an address has commas at the page's line breaks; characters that carry meaning, such as those of
 * currencies, may not.
 */
export function hasWords(value: string, text: string): boolean {
  const words = wordsOf(value);
  return words.length > 0 && ` ${wordsOf(text).join(' ')} `.includes(` ${words.join(' ')} `);
}

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+|[\p{S}%&@#]/gu) ?? [];

/** A text in one spelling: `ß` and `ss` are the same, and so are `Müller` and `Mueller`; accents are ignored. */
export const foldText = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '');

/** The words of a text in that one spelling, without the characters between them. */
export const foldedWordsOf = (text: string): string[] =>
  foldText(text.normalize('NFC')).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * English and German words that mean nothing on their own. `No`, `yes` and `not` do mean something: they may be the whole
 * answer.
 */
const emptyWords = new Set(
  `a an the this that these those it its he she they we you i our your his her their of in on at by for from to with as and
  or is are was were be been has have had do does did will there here which who what
  der die das den dem des ein eine einen einem einer eines dies diese dieser dieses es er sie wir ihr ich unser unsere sein
  seine ihre von im am an auf aus bei mit fuer zu zum zur als und oder ist sind war waren wird werden wurde wurden hat haben
  hatte hatten`
    .trim()
    .split(/\s+/),
);

/** Scripts without spaces between words have about two characters per word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/** How many words of a text carry meaning: all but articles, pronouns, prepositions and the like. */
export function countDistinctiveWords(text: string): number {
  const characters = text.match(unspaced)?.length ?? 0;
  const words = foldedWordsOf(text.replaceAll(unspaced, ' ')).filter((word) => !emptyWords.has(word));
  return words.length + Math.floor(characters / 2);
}
