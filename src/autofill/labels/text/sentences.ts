import type { Span } from './segment.ts';

/** Sentences are cut there: what is longer is not one, and patterns must not have to look at it. */
const maxSentenceLength = 1_000;

/** Where a sentence may end: the next one begins with a capital, a digit or an opening quotation mark. */
const boundary = /[.!?]["”')]?\s+(?=["“„(]?[\p{Lu}\d])/gu;

/** Words after which a full stop ends no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:No|Nos|Nr|Ltd|Inc|Co|Corp|Mr|Mrs|Ms|Dr|Prof|St|Str|z\.\s?B|u\.\s?a|d\.\s?h|e\.\s?g|i\.\s?e|bzw|ca|gem|Abs|Art|vgl|inkl|Tel|approx|Dipl|Ing|geb|vs|para|cf|Mio|Mrd|Tsd|\p{L}|\p{Lu}\.\p{Lu})\.$/iu;

/** In German a number with a full stop is an ordinal, as in "3. Mai"; so is the number of a list. */
const ordinal = /(?:^|[\s(])\d{1,2}\.$/;

/** The sentences of a stretch of a page; line breaks are mere white space. */
export function sentencesOf(page: string, { start, end }: Span): Span[] {
  const text = page.slice(start, end);
  const sentences: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(boundary)) {
    const stop = match.index + match[0].trimEnd().length;
    const before = text.slice(Math.max(from, stop - 16), stop);
    if (!abbreviation.test(before) && !ordinal.test(before)) {
      add(from, stop);
      from = match.index + match[0].length;
    }
  }
  add(from, text.length);
  return sentences;

  function add(first: number, last: number): void {
    for (let at = first; at < last; at += maxSentenceLength) {
      const piece = text.slice(at, Math.min(last, at + maxSentenceLength));
      const trimmed = piece.trim();
      if (trimmed !== '') {
        const begin = start + at + piece.indexOf(trimmed);
        sentences.push({ start: begin, end: begin + trimmed.length });
      }
    }
  }
}
