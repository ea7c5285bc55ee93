import type { OfficePackage } from '../office/office-package.ts';
import { childOf, childrenOf, type XmlElement } from '../office/xml.ts';
import type { NumberingReference } from './styles.ts';

/** The mark before the next item of a list, such as `•`, `3.` or `b)`; undefined if the list is unknown or has no marks. */
export type NextMark = (reference: NumberingReference) => string | undefined;

interface Level {
  format: string;
  /** Contains `%1` for the number of the first level. */
  text: string;
  start: number;
}

/** Counts the items of a document's lists in the order in which they are requested. */
export async function readNumbering(file: OfficePackage, part: string | undefined): Promise<NextMark> {
  const levels = new Map<string, Level[]>();
  const lists = new Map<string, string>();
  for await (const element of file.elements(
    part,
    (name, parent) => parent === 'numbering' && /^(?:abstractNum|num)$/.test(name),
  )) {
    const { abstractNumId = '', numId = '' } = element.attributes;
    if (element.name === 'abstractNum') {
      levels.set(abstractNumId, levelsOf(element));
    } else {
      lists.set(numId, childOf(element, 'abstractNumId')?.attributes['val'] ?? '');
    }
  }
  const counts = new Map<string, number[]>();
  return ({ id, level }) => {
    const list = lists.get(id) ?? '';
    const known = levels.get(list)?.[level];
    if (known === undefined || known.format === 'none') {
      return undefined;
    }
    if (known.format === 'bullet') {
      return '•';
    }
    const current = counts.get(list) ?? [];
    counts.set(list, current);
    current[level] = (current[level] ?? known.start - 1) + 1;
    current.splice(level + 1);
    return known.text.replace(/%(\d)/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const { format = 'decimal', start = 1 } = levels.get(list)?.[index] ?? {};
      return numeral(current[index] ?? start, format);
    });
  };
}

const levelsOf = (list: XmlElement): Level[] =>
  childrenOf(list, 'lvl').map((level) => ({
    format: childOf(level, 'numFmt')?.attributes['val'] ?? 'decimal',
    text: childOf(level, 'lvlText')?.attributes['val'] ?? '',
    start: Number(childOf(level, 'start')?.attributes['val'] ?? 1),
  }));

function numeral(number: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(number);
    case 'upperLetter':
      return letters(number).toUpperCase();
    case 'lowerRoman':
      return roman(number);
    case 'upperRoman':
      return roman(number).toUpperCase();
    case 'decimalZero':
      return String(number).padStart(2, '0');
    default:
      return String(number);
  }
}

/** After `z` comes `aa`, then `bb`. */
const letters = (number: number): string =>
  String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.min(Math.ceil(number / 26), 10));

const romanParts: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let left = Math.min(number, 3_999);
  return romanParts
    .map(([value, text]) => {
      const times = Math.floor(left / value);
      left -= times * value;
      return text.repeat(times);
    })
    .join('');
}
