import { costOfLanguage, isWordOf, oneLetterWords } from './languages.ts';

/** Characters that appear only in wrongly decoded text. */
const impossible = /[\u0080-\u009f\u200e\u200f\u202a-\u202e\ufffd\p{Co}\p{Cn}]/u;

/** With a larger share of letters beyond ASCII, a word belongs to no language that is written in Latin letters. */
const maxAccentedShare = 0.75;

/** The percentage of characters in which a text may have a mistake. */
const maxFaultShare = 0.02;

/** The cost of an isolated two-byte character: one appears by chance more easily than several in a row. */
const isolatedCost = 2;

const isLatin = (text: string): boolean => /^[\p{Script=Latin}\p{M}]+$/u.test(text);

const ownScripts = ['Cyrillic', 'Greek', 'Hebrew', 'Arabic'].map(
  (script) => new RegExp(`^[\\p{Script=${script}}\\p{M}]+$`, 'u'),
);

const eastAsian = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
const hasEastAsian = new RegExp(eastAsian, 'u');
const hasEastAsianRun = new RegExp(`${eastAsian}[ー・]?${eastAsian}`, 'u');

/**
 * The cost of assuming that a text was decoded correctly: each additional language that its words belong to costs one.
 * Undefined if the text has faults that a wrong encoding causes.
 */
export function costOf(text: string, languages: readonly string[]): number | undefined {
  if (impossible.test(text)) {
    return undefined;
  }
  const marked = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  const words = [...text.matchAll(/[[\p{L}\p{M}]--[ªº]]+/gv)].filter(({ 0: word }) =>
    /[^\p{ASCII}]/u.test(word),
  );
  const misshapen = words.filter(
    ({ 0: word, index }) => !isWellShaped(word) && !isInitial(word, text[index + word.length]),
  );
  const faults = misshapen.map(([word]) => word).join('').length + countStraySigns(text);
  if (faults > maxFaultShare * marked) {
    return undefined;
  }
  const count = countLanguages(
    words.map(([word]) => word),
    languages,
  );
  const isIsolated = hasEastAsian.test(text) && !hasEastAsianRun.test(text);
  return count === undefined ? undefined : Math.max(count, 1) + (isIsolated ? isolatedCost : 0);
}

/** In the alphabets of Europe and the Near East a word is of one script and has capitals at its beginning or throughout. */
function isWellShaped(word: string): boolean {
  if (hasEastAsian.test(word)) {
    return !/\p{Script=Latin}[^\p{ASCII}]+\p{Ll}/u.test(word) && !/[\uff61-\uff9f]/u.test(word);
  }
  if (/\p{Lm}|[\ufb00-\ufb06]/u.test(word)) {
    return false;
  }
  if (!isLatin(word)) {
    const isShaped = ownScripts.some((script) => script.test(word)) && !/\p{Ll}\p{Lu}/u.test(word);
    return isShaped && (word.length > 1 || oneLetterWords.includes(word.toLowerCase()));
  }
  const letters = [...word.normalize('NFC')];
  if (letters.length === 1) {
    return oneLetterWords.includes(word.toLowerCase());
  }
  const accented = letters.filter((letter) => letter > '\u007f').length;
  return (
    (letters.length < 4 || accented <= maxAccentedShare * letters.length) &&
    // "McDonald" and "GmbH" have capitals inside; those that a wrong encoding causes are accented, or beside accented letters.
    !/\p{Ll}[\p{Lu}--\p{ASCII}]|[\p{Ll}--\p{ASCII}]\p{Lu}|^\p{Lu}[\p{Lu}--\p{ASCII}]\p{Ll}/v.test(word)
  );
}

/** A letter with a full stop is an initial or an abbreviated word. */
const isInitial = (word: string, next: string | undefined): boolean =>
  /^\p{L}$/u.test(word) && /[.΄]/.test(next ?? '');

/** Signs that appear on their own, or next to figures, in every language. */
const apart = /[\u00a0«»‘’‚“”„‹›–—…•·€£¥§°²³¹ºª½¼¾©®™±×µ‰†№]/u;

/** Signs that a word may have inside, before it and after it. */
const inside = /[\u00a0’‘´]/u;
const before = /[\u00a0«»‘’‚“”„‹›–—…•©§№°]/u;
const after = /[\u00a0«»‘’“”‹›–—…®©™ºª΄´]/u;

/** A single letter next to a digit is a different sign in the right encoding, such as a currency sign. */
const besideDigit =
  /(?<![\p{L}\p{M}])[[\p{Lu}\p{Ll}]--\p{ASCII}]\s?\d|\d[[\p{Lu}\p{Ll}]--\p{ASCII}](?!\p{L})/gv;

/** Misplaced signs: inside words, at the wrong end of words, or signs from mathematics and text screens. */
function countStraySigns(text: string): number {
  let count = 0;
  for (const { 0: sign, index } of text.matchAll(/[ªº]|[^\p{ASCII}\p{L}\p{M}\p{Cf}]/gu)) {
    if (/[\u3000-\u303f\uff00-\uffef、。・※○●◎△▲□■→①-⑳㈱％￥]/u.test(sign)) {
      continue;
    }
    const followsLetter = /\p{L}$/u.test(text.slice(Math.max(0, index - 2), index));
    const letterFollows = /^\p{L}/u.test(text.slice(index + sign.length, index + sign.length + 2));
    const fitting = followsLetter ? (letterFollows ? inside : after) : letterFollows ? before : apart;
    const isDash =
      /[–—]/.test(sign) &&
      /\p{L}{2}$/u.test(text.slice(Math.max(0, index - 4), index)) &&
      /^\p{L}{2}/u.test(text.slice(index + 1, index + 5));
    const isCatalan = sign === '·' && /l$/i.test(text[index - 1] ?? '') && /^l/i.test(text[index + 1] ?? '');
    const isSquare =
      /[²³]/.test(sign) && /(?<!\p{L})[dck]?m$/u.test(text.slice(Math.max(0, index - 3), index));
    count += fitting.test(sign) || isDash || isCatalan || (isSquare && !letterFollows) ? 0 : 1;
  }
  return count + (text.match(besideDigit)?.length ?? 0);
}

/**
 * The smallest set of languages that covers all words, searched for greedily. A word of no language counts as a mistake only in
 * a long text.
 */
function countLanguages(words: readonly string[], languages: readonly string[]): number | undefined {
  let left = [...new Set(words)].filter((word) => !hasEastAsian.test(word));
  let count = words.some((word) => hasEastAsian.test(word)) ? 1 : 0;
  while (left.length > 0) {
    const rests = languages.map((language) => ({
      language,
      rest: left.filter((word) => !isWordOf(language, word)),
    }));
    const [best] = rests.sort(
      (one, other) =>
        one.rest.length - other.rest.length ||
        costOfLanguage(one.language, left) - costOfLanguage(other.language, left),
    );
    if (best === undefined || best.rest.length === left.length) {
      return left.length > words.length / 20 ? undefined : count + 2;
    }
    count += costOfLanguage(best.language, left);
    left = best.rest;
  }
  return count;
}
