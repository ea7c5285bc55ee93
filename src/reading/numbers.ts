import { hasCurrency, type Scale, scaleAfter, scaleIn, withoutMoneyScales } from './scales.ts';

/** English and German; larger numbers are written with digits. */
const numberWords: readonly (readonly string[])[] = [
  ['zero', 'none', 'null'],
  ['one', 'eins'],
  ['two', 'zwei'],
  ['three', 'drei'],
  ['four', 'vier'],
  ['five', 'fünf'],
  ['six', 'sechs'],
  ['seven', 'sieben'],
  ['eight', 'acht'],
  ['nine', 'neun'],
  ['ten', 'zehn'],
  ['eleven', 'elf'],
  ['twelve', 'zwölf'],
];

/** Words that are numbers only if they are the whole value of a label: most texts use them as articles or negations. */
const labelledWords: readonly (readonly string[])[] = [
  ['no', 'kein', 'keine', 'keiner', 'keines'],
  ['ein', 'eine', 'einen', 'einer', 'eines'],
];

/** Words before or after a number that change its meaning: "no one", "one of", "null und nichtig". */
const otherBefore = /(?:^|[^\p{L}])(?:no|any|every|each|some|another|the other|a|an)\s$/iu;
const otherAfter = /^\s(?:of|another|or|oder|von|and void|und nichtig)(?!\p{L})/iu;

/** What is requested, and what the text's document states about its figures. */
export interface NumberContext {
  /** Whether it is an amount of money; scales of money do not count for anything else. */
  isAmount: boolean;
  /** The scale of amounts that state none themselves. */
  stated: Scale | undefined;
}

/**
 * Whether a text contains a number, in any form: with separators of thousands or decimals of any country, followed by a word
 * such as "million", or as a word for a count. If a number has to be multiplied, its bare digits do not state it. Signs are not
 * compared, since a loss may be written without a minus.
 */
export function hasNumber(
  value: number,
  text: string,
  context: NumberContext = { isAmount: true, stated: undefined },
): boolean {
  const wanted = Math.abs(value);
  return (
    numbersIn(text, context).some((number) => Math.abs(number - wanted) <= wanted * 1e-9) ||
    isCounted(numberWords[wanted] ?? [], text) ||
    isLabelled(labelledWords[wanted] ?? [], text)
  );
}

const isCounted = (numbers: readonly string[], text: string): boolean =>
  [...text.matchAll(/\p{L}+/gu)].some(
    ({ 0: word, index }) =>
      numbers.includes(word.toLowerCase()) &&
      !otherBefore.test(text.slice(0, index)) &&
      !otherAfter.test(text.slice(index + word.length)),
  );

function isLabelled(numbers: readonly string[], text: string): boolean {
  const last = /[:|=]\s*(?<word>\p{L}+)\s*\.?$/u.exec(text)?.groups?.['word'];
  return last !== undefined && numbers.includes(last.toLowerCase());
}

/** Every number that the digits of a text may mean. */
function numbersIn(text: string, context: NumberContext): number[] {
  const shared = scaleIn(context.isAmount ? text : withoutMoneyScales(text));
  return [...text.matchAll(/\d{1,3}(?:[\p{Zs}'’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*/gu)].flatMap(
    ({ 0: digits, index }) => {
      const end = index + digits.length;
      const beside = `${text.slice(Math.max(0, index - 4), index)} ${text.slice(end, end + 5)}`;
      const stated = context.isAmount && !hasCurrency(beside) ? context.stated : undefined;
      const isDoubtful = context.isAmount && context.stated !== undefined && hasCurrency(beside);
      const factor = scaleAfter(text.slice(end)) ?? shared ?? stated ?? (isDoubtful ? 'doubtful' : 1);
      // Groups of digits with spaces between them may be one number or several.
      const plain = [digits, ...(/\p{Zs}/u.test(digits) ? digits.split(/\p{Zs}/u) : [])].flatMap(readings);
      // In thousands, `1,250` read as little more than one would be its bare digits again.
      return factor === 'doubtful'
        ? []
        : plain
            .map((number) => number * factor)
            .filter((number) => factor !== 1e3 || !plain.includes(number));
    },
  );
}

/**
 * The possible meanings of digits with separators: 1.250 is a thousand and more in one country, and little more than one in
 * another.
 */
function readings(digits: string): number[] {
  const compact = digits.replace(/[\p{Zs}'’]/gu, '');
  const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  if (last === -1) {
    return [Number(compact)];
  }
  const parts = compact.split(/[.,]/);
  const isGrouped = /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(compact);
  const isDecimal = compact.indexOf(compact.charAt(last)) === last;
  const whole = isGrouped ? [Number(parts.join(''))] : [];
  const fraction = isDecimal ? [Number(`${parts.slice(0, -1).join('')}.${parts.at(-1)}`)] : [];
  // Anything that is neither is a date or a version.
  return isGrouped || isDecimal ? [...whole, ...fraction] : parts.map(Number);
}
