import type { Concept } from './concept.ts';
import { dateText, legalSuffix, organisationName, personName, theCompany } from './patterns.ts';

/** Parts of patterns that stand for names and dates, not for words that a passage has. */
const names = [organisationName, legalSuffix, personName, theCompany, dateText];

/**
 * The words that a concept's patterns look for, so that sentences which the patterns would match are found by their words.
 * Read from the patterns, because a list beside them would not stay the same.
 */
export function proseWordsOf({ prose = [], affirmed = [], denied = [], affirmedBelow }: Concept): string[] {
  const sources = [...prose, ...affirmed, ...denied, ...(affirmedBelow ? [affirmedBelow.pattern] : [])].map(
    ({ source }) =>
      names
        .reduce((text, name) => text.replaceAll(name, ' '), source)
        .replaceAll(/\(\?:(ä|ö|ü|ß)\|..\)/g, '$1')
        .replaceAll(/\(\?:a\|ä\|ae\)/g, 'ä')
        .replaceAll(/\\p\{..?\}|\\[a-z]|\(\?<value>/g, ' ')
        .replaceAll(/\[([a-z])[a-z]\]/g, '$1'),
  );
  return [...new Set(sources.flatMap((source) => source.match(/\p{L}{3,}/gu) ?? []))];
}
