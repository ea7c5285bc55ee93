import { sameChoice } from './same-choice.ts';
import { stemsOf } from './stems.ts';

const groups: readonly (readonly string[])[] = sameChoice.map((group) =>
  group.map((wording) => (wording.startsWith('=') ? '=' : '') + stemsOf(wording).join(' ')),
);

/** An option with the wordings, as stems, that a document may use for it. */
interface Wordings {
  option: string;
  /** Of the option itself. */
  own: readonly string[];
  /** Other words with the same meaning. */
  others: readonly string[];
}

const isCatchAll = (option: string): boolean =>
  /^(?:others?|other .*|none.*|no screening|never|not applicable|n\/a|unknown|sonstige.*|keine?.*|andere.*)$/i.test(
    option.trim(),
  );

function wordingsOf(options: readonly string[]): Wordings[] {
  const named = options.filter((option) => !isCatchAll(option) || /^(?:none|never)$/i.test(option));
  return named.map((option) => {
    const whole = stemsOf(option).join(' ');
    const inBrackets = /\(([^)]+)\)/.exec(option)?.[1];
    const outside = option.replace(/\([^)]*\)/, '');
    const own = [
      whole,
      stemsOf(outside).join(' '),
      ...(inBrackets === undefined ? [] : [stemsOf(inBrackets).join(' ')]),
    ].filter((wording) => wording !== '');
    const parts = [
      ...own,
      ...option.split(/,| or | and |\/| oder | und /).map((part) => stemsOf(part).join(' ')),
    ];
    const others = groups.filter((group) => group.some((wording) => parts.includes(wording))).flat();
    return { option, own, others };
  });
}

/**
 * How many words of a text each option's longest wording covers; a wording within a longer one of another option does not
 * count.
 */
function optionsIn(text: string, options: readonly string[]): string[] {
  const stems = stemsOf(text);
  const wordings = wordingsOf(options);
  const found: { option: string; from: number; to: number }[] = [];
  for (const { option, own, others } of wordings) {
    for (const wording of new Set([...own, ...others])) {
      const words = wording.replace('=', '').split(' ');
      if (wording.startsWith('=') && words.length !== stems.length) {
        continue;
      }
      for (let at = 0; at + words.length <= stems.length; at += 1) {
        if (words.every((word, index) => stems[at + index] === word)) {
          found.push({ option, from: at, to: at + words.length });
        }
      }
    }
  }
  const standing = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.option !== one.option &&
          other.from <= one.from &&
          other.to >= one.to &&
          other.to - other.from > one.to - one.from,
      ),
  );
  return options.filter((option) => standing.some((one) => one.option === option));
}

/** The one option that a value contains; its own words take precedence over other words for it. */
export function readChoice(text: string, options: readonly string[]): string | undefined {
  const value = tickedIn(text);
  const whole = stemsOf(value).join(' ');
  const exact = wordingsOf(options).filter(({ own }) => own.includes(whole));
  if (exact.length === 1) {
    return exact[0]?.option;
  }
  const same = options.filter((option) => stemsOf(option).join(' ') === whole);
  if (same.length === 1) {
    return same[0];
  }
  // In "Limited / Partnership", one option is still to be crossed out.
  const parts = value.split(/\s(?:\/|or|oder)\s/iu);
  if (parts.length > 1 && value === text) {
    const chosen = new Set(parts.map((part) => readChoice(part, options)));
    return chosen.size === 1 ? [...chosen][0] : undefined;
  }
  const found = optionsIn(value, options);
  return found.length === 1 ? found[0] : undefined;
}

/** All options that a value contains, in the question's order. */
export const readChoices = (text: string, options: readonly string[]): string[] =>
  optionsIn(tickedIn(text), options);
const box = /[☒☑✓✔✗✘■●☐□○]|\[\s?[xX✓✔]?\s?\]|\((?:[xX]|\s*)\)/gu;
const isTicked = (mark: string): boolean => /[☒☑✓✔✗✘■●xX]/u.test(mark);

/** In a text with boxes to tick, the text after the ticked ones; otherwise the text itself. */
function tickedIn(text: string): string {
  const boxes = [...text.matchAll(box)];
  if (boxes.length === 0) {
    return text;
  }
  return boxes
    .map((match, index) =>
      isTicked(match[0]) ? text.slice(match.index + match[0].length, boxes[index + 1]?.index) : '',
    )
    .filter((ticked) => ticked !== '')
    .join('\n');
}
