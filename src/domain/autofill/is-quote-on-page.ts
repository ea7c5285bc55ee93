/**
 * Whether a quote appears on a page word for word. White space may differ, because lines break elsewhere on a page than
 * in a quote; nothing else may. A quote that begins or ends in the middle of a word is no quote: `listed` does not stand
 * in `unlisted`.
 */
export const isQuoteOnPage = (quote: string, page: string): boolean =>
  occursIn(withoutExtraSpace(quote), withoutExtraSpace(page));

/** The text with a single space wherever it has white space of any kind, and none around it. */
export const withoutExtraSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The text as its document has it. The text of a page marks the columns of tables, by which engines tell the cells of a row
 * from words of a sentence; the document has nothing but room between them.
 */
export const withoutColumnMarks = (text: string): string =>
  withoutExtraSpace(text.replace(/(?<!\S)\|(?!\S)/g, ' '));

/** The same for texts that have no extra space, for many quotes from one long page. */
export function occursIn(passage: string, text: string): boolean {
  if (passage === '') {
    return false;
  }
  for (let start = text.indexOf(passage); start !== -1; start = text.indexOf(passage, start + 1)) {
    if (!splitsWord(text, start) && !splitsWord(text, start + passage.length)) {
      return true;
    }
  }
  return false;
}

const wordCharacter = '[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{N}\\p{M}]';
const endsInWord = new RegExp(`${wordCharacter}$`, 'u');
const beginsInWord = new RegExp(`^${wordCharacter}`, 'u');

/** Whether a place in a text lies within a word or number, in the scripts that set words apart. */
const splitsWord = (text: string, place: number): boolean =>
  endsInWord.test(text.slice(Math.max(0, place - 2), place)) &&
  beginsInWord.test(text.slice(place, place + 2));
