import type { ExtractionLimits } from './limits.ts';
import { normaliseText } from './normalise-text.ts';

/** A stamp or a number on a page does not count as text; a name or a date does. */
const minCharacters = 3;

/** The pages in the form in which they are stored, cut to the limits of pages and characters. */
export function keepWithinLimits(pages: readonly string[], limits: ExtractionLimits): string[] {
  const kept: string[] = [];
  let left = limits.maxCharacters;
  for (const page of pages.slice(0, limits.maxPages)) {
    if (left <= 0) {
      break;
    }
    // Cut before normalising, with room for what that removes, and again afterwards.
    const normalised = normaliseText(cut(page, left * 2));
    const text = cut(normalised, left).trimEnd();
    kept.push(text);
    // Text after a page that had to be cut would seem to follow its last word.
    left = text.length < normalised.length ? 0 : left - text.length;
  }
  return kept;
}

/** Characters outside the basic plane are two units long, and are left out rather than cut in half. */
const cut = (text: string, length: number) =>
  text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** Whether pages have any text: a few letters or digits, in any script. */
export function hasText(pages: readonly string[]): boolean {
  return (
    countLetters(pages.slice(0, 50).join('')) >= minCharacters ||
    countLetters(pages.join('')) >= minCharacters
  );
}

/** The number of letters and digits in a text. */
export function countLetters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
