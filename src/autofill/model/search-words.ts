import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { fold, stemOf } from '../labels/text/words.ts';
import { stopWords } from '../labels/vocabulary/common.ts';
import type { Concept } from '../labels/vocabulary/concept.ts';
import { concepts } from '../labels/vocabulary/index.ts';

/** More of a question's help explains it to people. */
const maxHelpCharacters = 300;
/** Options name the answer itself; long lists of them are in every document. */
const maxOptionCharacters = 200;

/**
 * What of a question is looked for: its own words, and what documents call the thing that it asks for, in English and
 * German, so that a question finds its passage in a document of the other language.
 */
export function searchWords({ key, text, helpText, options }: VersionQuestion): string {
  const keyWords = key.replaceAll(/(?<=[a-z])(?=[A-Z])|[_.-]/g, ' ');
  const asked = phrase(`${text} ${keyWords}`);
  const choices = options.join(' ');
  return [
    text,
    keyWords,
    helpText?.slice(0, maxHelpCharacters) ?? '',
    choices.length <= maxOptionCharacters ? choices : '',
    ...concepts.flatMap((concept) => (isAbout(asked, text, concept) ? concept.labels : [])),
  ].join(' ');
}

/** How a word is found: by its stem; not at all where it says nothing about what it stands in. */
export function searchTerm(word: string): string | null {
  const stem = stemOf(word);
  return stem.length < 2 || stopWords.has(stem) ? null : stem;
}

const isAbout = (askedPhrase: string, question: string, { asked, labels }: Concept): boolean =>
  asked?.test(question) === true || labels.some((label) => askedPhrase.includes(phrase(label)));

/** The words of a text in one spelling, so that one text can be found in another word by word. */
const phrase = (text: string): string =>
  ` ${fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
