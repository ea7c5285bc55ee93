import { cleanLine } from '../text/clean-line.ts';

/** More than any message that the gateway accepts. */
const maxCharacters = 4_000;

/**
 * Turns an untrusted text into harmless lines, each cleaned by `cleanLine`. Line breaks stay; several empty lines in a
 * row become one, and there is none at the start and the end.
 */
export function cleanMessage(text: string): string[] {
  const kept = text.length > maxCharacters ? `${text.slice(0, maxCharacters - 1)}…` : text;
  return kept
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => cleanLine(line, maxCharacters))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n');
}
