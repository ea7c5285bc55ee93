import type { ExtractionLimits } from './limits.ts';
import { normaliseText } from './normalise-text.ts';

/** A stamp or a number on a page is no text; a name or a date is. */
const minCharacters = 3;

/** The pages in the form in which they are kept, cut to the limits of pages and of characters. */
export function keepWithinLimits(pages: readonly string[], limits: ExtractionLimits): string[] {
  const kept: string[] = [];
  let left = limits.maxCharacters;
  for (const page of pages.slice(0, limits.maxPages)) {
    if (left <= 0) {
      break;
    }
    // Cut before the work on it, with room for what that takes away, and again after it.
    const normalised = normaliseText(cut(page, left * 2));
    const text = cut(normalised, left).trimEnd();
    kept.push(text);
    // What follows a page that had to be cut would seem to follow its last word.
    left = text.length < normalised.length ? 0 : left - text.length;
  }
  return kept;
}

/** Characters outside of the basic plane are two units long, and are left out rather than halved. */
const cut = (text: string, length: number) =>
  text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** Whether pages say anything: a few letters or digits, of whatever script. */
export function hasText(pages: readonly string[]): boolean {
  return (
    countLetters(pages.slice(0, 50).join('')) >= minCharacters ||
    countLetters(pages.join('')) >= minCharacters
  );
}

/** Letters and digits of a text. */
export function countLetters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}
