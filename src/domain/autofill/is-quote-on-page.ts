/**
 * Whether a quote appears on a page word for word. White space may differ, because lines break elsewhere on a page than in a
 * quote; nothing else may. A quote that begins or ends in the middle of a word does not count: `listed` does not appear in
 * `unlisted`.
 */
export const isQuoteOnPage = (quote: string, page: string): boolean =>
  occursIn(withoutExtraSpace(quote), withoutExtraSpace(page));

/** The text with any run of white space replaced by a single space, and without white space around it. */
export const withoutExtraSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The text as it is in its document. The text of a page marks the columns of tables, so that engines can distinguish the cells
 * of a row from the words of a sentence; the document has only empty space between them.
 */
export const withoutColumnMarks = (text: string): string =>
  withoutExtraSpace(text.replace(/(?<!\S)\|(?!\S)/g, ' '));

/** The same for texts that already have no extra space, for many quotes from one long page. */
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

/** Whether a position in a text is within a word or number, in the scripts that separate words. */
const splitsWord = (text: string, place: number): boolean =>
  endsInWord.test(text.slice(Math.max(0, place - 2), place)) &&
  beginsInWord.test(text.slice(place, place + 2));
