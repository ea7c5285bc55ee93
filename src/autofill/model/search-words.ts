import { otherTexts } from '../../domain/questionnaires/local-texts.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { stemOf } from '../../reading/stems.ts';
import { foldText } from '../../reading/words.ts';
import { isFiller } from '../labels/normalise.ts';
import { wellKnown } from '../labels/well-known.ts';

/** Help text beyond this length explains the question to people. */
const maxHelpCharacters = 300;
/** Options contain the answer itself, but the words of a long list of options appear in every document. */
const maxOptionCharacters = 200;

/**
 * The words to search for on behalf of a question: its own words, its hints, and what documents call the facts that it asks
 * for, so that a question finds its passage in a document in another language.
 */
export function searchWords(question: VersionQuestion): string {
  const { key, text, helpText, options, hints } = question;
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
    ...otherTexts(question),
    ...known.map(([, { names }]) => names),
  ].join(' ');
}

/** The form in which a word is searched for: its stem, or `null` if it says nothing about the text that it appears in. */
export function searchTerm(word: string): string | null {
  const stem = stemOf(word);
  return stem.length < 2 || isFiller(stem) ? null : stem;
}

/** The words of a text in one spelling, so that one text can be found in another word by word. */
const phrase = (text: string): string =>
  ` ${foldText(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
