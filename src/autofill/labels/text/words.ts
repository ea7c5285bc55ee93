/** A word of a text, with where it stands there. */
export interface Word {
  /** How words are compared: folded and without its ending. */
  stem: string;
  start: number;
  end: number;
}

/** The longest run of letters that counts as a word; what is longer is no language. */
const maxWordLength = 60;

/** The words of a text in their order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu)) {
    const start = match.index;
    words.push({ stem: stemOf(match[0].slice(0, maxWordLength)), start, end: start + match[0].length });
  }
  return words;
}

/** The stems of a text's words. */
export const stemsOf = (text: string): string[] => wordsOf(text).map(({ stem }) => stem);

/** Lower case without accents; German umlauts as two letters, so that both spellings are one. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '');
}

/**
 * What is compared of a word, in English and German: a rough stem, the same for forms of one word far more often than
 * for different words. Characters that text recognition mixes up (0 and o, 1 and i and l, rn and m) are one, in words
 * that have letters.
 */
export function stemOf(word: string): string {
  const folded = fold(word).replaceAll(/['’]s?$|['’]/g, '');
  if (/^\d+$/.test(folded)) {
    return folded;
  }
  const legible = folded
    .replace(/(?<=..)ie[sd]$/, 'y')
    .replaceAll('0', 'o')
    .replaceAll(/[1i|]/g, 'l')
    .replaceAll('5', 's')
    .replaceAll('8', 'b')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
  return withoutEnding(legible);
}

/** Endings as they look after folding, where an i has become an l; the longest first. */
const endings = [
  'ungen',
  'lonen',
  'lnnen',
  'lngs',
  'lons',
  'lng',
  'ung',
  'lon',
  'lnn',
  'ed',
  'es',
  'en',
  'e',
  's',
  'n',
];

function withoutEnding(word: string): string {
  const ending = endings.find(
    (candidate) =>
      word.endsWith(candidate) && word.length - candidate.length >= Math.max(3, 5 - candidate.length),
  );
  return ending === undefined || word.endsWith('ss') ? word : word.slice(0, -ending.length);
}
