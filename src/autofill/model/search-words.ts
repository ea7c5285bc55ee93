import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { stemOf } from '../../reading/stems.ts';
import { foldText } from '../../reading/words.ts';
import { isFiller } from '../labels/normalise.ts';
import { wellKnown } from '../labels/well-known.ts';

/** More of a question's help explains it to people. */
const maxHelpCharacters = 300;
/** Options name the answer itself; long lists of them are in every document. */
const maxOptionCharacters = 200;

/**
 * What of a question is looked for: its own words, its hints, and what documents call the things that it asks for, so that a
 * question finds its passage in a document of another language.
 */
export function searchWords({ key, text, helpText, options, hints }: VersionQuestion): string {
  const keyWords = key.replaceAll(/(?<=[a-z])(?=[A-Z])|[_.-]/g, ' ');
  const asked = phrase(`${text} ${keyWords}`);
  const choices = options.join(' ');
  const known = Object.entries(wellKnown).filter(
    ([knownKey, { names }]) =>
      knownKey === key || names.split('; ').some((name) => asked.includes(phrase(name))),
  );
  return [
    text,
    keyWords,
    helpText?.slice(0, maxHelpCharacters) ?? '',
    choices.length <= maxOptionCharacters ? choices : '',
    ...hints,
    ...known.map(([, { names }]) => names),
  ].join(' ');
}

/** How a word is found: by its stem; not at all where it says nothing about what it appears in. */
export function searchTerm(word: string): string | null {
  const stem = stemOf(word);
  return stem.length < 2 || isFiller(stem) ? null : stem;
}

/** The words of a text in one spelling, so that one text can be found in another word by word. */
const phrase = (text: string): string =>
  ` ${foldText(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
