import { sameChoice } from './same-choice.ts';
import { countDistinctiveWords, foldedWordsOf } from './words.ts';

/** Wordings with the same meaning, each as its words. */
const groups = sameChoice.map((group) => group.map(joined));

/** Options that only the meaning of the sentence reveals, as with yes-or-no questions. */
const yesOrNo = new Set(['yes', 'no', 'ja', 'nein']);

/**
 * Whether a text contains an option: in its own words, with or without the part in brackets, in one of several wordings that it
 * offers, in other words that are known to mean the same, or with all of its distinctive words somewhere. An option that is no
 * more than yes or no cannot be recognised by its letters.
 */
export function namesOption(option: string, text: string): boolean {
  const words = foldedWordsOf(text);
  const own = joined(option);
  if (yesOrNo.has(own)) {
    return true;
  }
  const spoken = ` ${words.join(' ')} `;
  const wordings = [option, option.replaceAll(/\([^)]*\)/g, ' '), ...partsOf(option)].map(joined);
  const same = groups.filter((group) => wordings.some((wording) => group.includes(wording))).flat();
  const isSaid = [...wordings, ...same].some(
    (wording) => countDistinctiveWords(wording) > 0 && spoken.includes(` ${wording} `),
  );
  return isSaid || saysAllWords(own, words);
}

/** The alternative wordings in an option: after a comma, between "or" and "and", in brackets. */
const partsOf = (option: string): string[] =>
  option.split(/[(),/]|\s(?:or|and|oder|und)\s/iu).filter((part) => !yesOrNo.has(joined(part)));

function saysAllWords(option: string, words: readonly string[]): boolean {
  const distinctive = option
    .split(' ')
    .filter((word) => countDistinctiveWords(word) > 0 && !yesOrNo.has(word));
  return (
    distinctive.length > 0 &&
    distinctive.every((word) => words.some((other) => stemOf(other) === stemOf(word)))
  );
}

/**
 * Enough for the plural, the cases of German, and verbs beside their nouns: a company that manufactures is in manufacturing.
 */
const stemOf = (word: string): string =>
  word.length < 5 ? word : word.replace(/(?<=.{4})(?:e[nrsdm]?|s|n|ing|ung|ungen)$/, '');

function joined(text: string): string {
  return foldedWordsOf(text).join(' ');
}
