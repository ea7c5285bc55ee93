import { type Asked, entries, type Name } from './asked.ts';
import { isKind, isSelf, isTypo, isWeak, parties, tokensOf } from './normalise.ts';

/** All names of the questions, and which of them a label matches. */
export interface Labels {
  /** Whether a text is exactly a name of something that is requested or well known. */
  isKnown: (label: string) => boolean;
  /**
   * The questions that a label, below its headings, may refer to, each with a degree of certainty. For columns, headings add
   * nothing.
   */
  match: (label: string, headings?: readonly string[], isColumn?: boolean) => { asked: Asked; fit: number }[];
}

/** Titles of forms: a supplier's form is about the supplier. */
const isForm =
  /form\b|questionnaire|onboarding|registration|profile|due diligence|fragebogen|formular|auskunft|ficha|fiche|modulo/iu;

/** Labels that have been looked up are cached, so that a table that repeats the same ones in every row takes little time. */
const maxKept = 20_000;

function keep<Value>(read: (text: string) => Value): (text: string) => Value {
  const kept = new Map<string, Value>();
  return (text) => {
    const value = kept.get(text) ?? read(text);
    if (kept.size < maxKept) {
      kept.set(text, value);
    }
    return value;
  };
}

const maxKnownLength = 90;

export function labelsOf(questions: readonly Asked[]): Labels {
  const known = new Set(entries.flatMap(({ names }) => names.map((name) => keyOf(coreOf(name)))));
  const vocabulary = new Set(entries.flatMap(({ names }) => names.flat()));
  const byToken = new Map<string, { asked: Asked; name: Name }[]>();
  for (const asked of questions) {
    for (const name of asked.names) {
      known.add(keyOf(coreOf(name.tokens)));
      for (const token of name.tokens) {
        vocabulary.add(token);
        byToken.set(token, [...(byToken.get(token) ?? []), { asked, name }]);
      }
    }
  }
  const byFirstLetter = Map.groupBy([...vocabulary], (token) => token[0]);
  const labels = keep((text: string) => [...new Set(tokensOf(plainLabel(text)).map(spelt))]);
  const spellings = keep(
    (token: string) => byFirstLetter.get(token[0])?.find((other) => isTypo(token, other)) ?? token,
  );
  const spelt = (token: string): string => (vocabulary.has(token) ? token : spellings(token));

  /** "Nationality / Nationalité": names in several languages, one of which is known. */
  function variantsOf(text: string): (readonly string[])[] {
    const parts = text.split(/\s?\/\s?|\s\|\s/);
    const areNames =
      parts.length > 1 && parts.length <= 4 && parts.every((part) => part.split(' ').length <= 5);
    return [labels(text), ...(areNames ? parts.map(labels) : [])];
  }

  const isName = (tokens: readonly string[]) => tokens.length > 0 && known.has(keyOf(coreOf(tokens)));

  function namesWith(tokens: readonly string[]): Map<Asked, Set<Name>> {
    const found = new Map<Asked, Set<Name>>();
    for (const { asked, name } of tokens.flatMap((token) => byToken.get(token) ?? [])) {
      found.set(asked, (found.get(asked) ?? new Set()).add(name));
    }
    return found;
  }

  return {
    isKnown: (label) => label.length <= maxKnownLength && variantsOf(label).some(isName),
    match: (label, headings = [], isColumn = false) => {
      const variants = variantsOf(label);
      const near = namesWith(variants.flat());
      const above = near.size > 0 ? headings.filter((heading) => !isForm.test(heading)).flatMap(labels) : [];
      return [...near].flatMap(([asked, names]) => {
        // What appears under someone else's heading is theirs.
        const isOthers =
          !asked.asksOthers && above.some((token) => parties.has(token) && !asked.words.has(token));
        const fit = isOthers
          ? 0
          : fitOfLabel({ ...asked, names: [...names] }, variants, isColumn ? [] : above, label);
        return fit > 0 ? [{ asked, fit }] : [];
      });
    },
  };
}

/** Equal for labels that are the same name. */
export const nameKeyOf = (label: string): string => keyOf(coreOf(tokensOf(label)));

/** Whether a label is exactly one of a question's names. */
export const isNamedBy = ({ names }: Asked, label: string): boolean =>
  names.some(({ tokens }) => keyOf(coreOf(tokens)) === nameKeyOf(label));

const keyOf = (tokens: readonly string[]): string => [...tokens].sort().join(' ');

/** A name without the words that a label may omit. */
const coreOf = (tokens: readonly string[]): readonly string[] => {
  const core = tokens.filter((token) => !isWeak(token) && !isSelf(token));
  return core.some((token) => !isKind(token)) ? core : tokens;
};

/** A label without its number and without text in brackets that is a unit, a mark or a remark on how to fill it in. */
const plainLabel = (text: string): string =>
  text
    .slice(0, 300)
    .replace(/^(?:\W*\(?(?:[a-z]|\d{1,2}(?:\.\d{1,2})*[a-z]?)[.):]\s+)/iu, '')
    .replaceAll(/\([^()]*(?:\/| or | oder )[^()]*\)/giu, (options) =>
      tokensOf(options).some((token) => parties.has(token)) ? options : ' ',
    )
    .replaceAll(
      /\((?:[^()\p{L}]*|(?:if|where|yes|ja|y|check|tick|select|please|bitte|in)(?!\p{L})[^()]*)\)/giu,
      ' ',
    );

const abbreviated = /^(?<name>.*\S)\s*\((?<short>\p{Lu}[\p{L}\d/]{1,7})\)[\s?]*$/u;

/**
 * How well a label matches what a question asks for. An abbreviation in brackets has to mean the same as the name before it.
 */
function fitOfLabel(
  asked: Asked,
  variants: readonly (readonly string[])[],
  above: readonly string[],
  label: string,
): number {
  const fit = Math.max(...variants.map((tokens) => fitOf(asked, tokens, above)));
  const { name = '', short = '' } = abbreviated.exec(label.trim())?.groups ?? {};
  if (fit > 0 || short === '') {
    return fit;
  }
  const initials = name.match(/(?<!\p{L})\p{L}/gu)?.join('') ?? '';
  const isShort = initials.toLowerCase() === short.toLowerCase() || fitOf(asked, tokensOf(short), []) > 0;
  return isShort ? fitOf(asked, tokensOf(plainLabel(name)), above) : 0;
}

function fitOf(
  { names, optional, question, words }: Asked,
  label: readonly string[],
  above: readonly string[],
): number {
  const isFree = (token: string) => optional.has(token) || isWeak(token) || isSelf(token);
  let best = 0;
  for (const { tokens, certainty, isQuestion } of names) {
    const shared = tokens.filter((token) => label.includes(token));
    const isNamed =
      shared.some((token) => !isFree(token)) ||
      (shared.some((token) => !isSelf(token)) && tokens.every(isFree));
    // "Company number" is not any number.
    const lacksSelf = tokens.some(isSelf) && !shared.some((token) => isSelf(token) || !isKind(token));
    if (!isNamed || lacksSelf) {
      continue;
    }
    const extra = label.filter((token) => !tokens.includes(token) && !isFree(token));
    const missing = tokens.filter((token) => !label.includes(token) && !isFree(token));
    const lacks = missing.filter((token) => !above.includes(token));
    if (extra.length === 0 && lacks.length === 0) {
      best = Math.max(best, missing.length === 0 ? certainty : certainty * 0.97);
    } else if (missing.length === 0 && extra.every((token) => words.has(token) && !parties.has(token))) {
      // All of a name, together with words of another: "Legal (registered) address".
      best = Math.max(best, certainty * 0.9);
    } else if (isQuestion && ![...extra, ...lacks].some((token) => parties.has(token))) {
      const share = Math.min(1 - lacks.length / tokens.length, 1 - extra.length / label.length);
      const isHeading = question.type === 'LONG_TEXT' && extra.length === 0 && label.length > 1;
      const isDistinctive =
        shared.filter((token) => !optional.has(token) && !isWeak(token)).length > 1 || missing.length === 0;
      const isClose =
        isDistinctive && share >= (isHeading ? 0.6 : 0.7) && (question.type !== 'TEXT' || extra.length === 0);
      best = Math.max(best, isClose ? 0.92 * share : 0);
    }
  }
  return best;
}
