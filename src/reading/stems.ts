import { foldText } from './words.ts';

/** The longest run of letters that counts as a word; anything longer is not natural language. */
const maxWordLength = 60;

/** The stems of a text's words, in their order. */
export const stemsOf = (text: string): string[] =>
  Array.from(text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’]*/gu), ([word]) =>
    stemOf(word.slice(0, maxWordLength)),
  );

/**
 * The form in which words are compared: a rough stem, the same for forms of one word far more often than for different words.
 * Characters that text recognition confuses (0 and o, 1 and i and l, rn and m) are one, in words that have letters.
 */
export function stemOf(word: string): string {
  const folded = foldText(word).replaceAll(/['’]s?$|['’]/g, '');
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
  const ending = endings.find(
    (candidate) =>
      legible.endsWith(candidate) && legible.length - candidate.length >= Math.max(3, 5 - candidate.length),
  );
  return ending === undefined || legible.endsWith('ss') ? legible : legible.slice(0, -ending.length);
}

/** Endings as they look after folding, which turns an i into an l; the longest first. */
const endings = 'ungen lonen lnnen lngs lons lng ung lon lnn ed es en e s n'.split(' ');
