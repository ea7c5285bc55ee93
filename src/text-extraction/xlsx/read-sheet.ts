import type { OfficePackage } from '../office/office-package.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../office/xml.ts';
import { formatCell, plain, type Shown } from './format-cell.ts';
import { runsOf, type TextRun } from './shared-strings.ts';
import { type CellStyle, isHidden, plainStyle } from './styles.ts';

/** The resources that the cells of a workbook's sheets refer to. */
export interface Workbook {
  file: OfficePackage;
  styles: readonly CellStyle[];
  strings: readonly (readonly TextRun[])[];
  is1904: boolean;
}

/** In columns farther to the right, empty cells no longer separate the cells after them. */
const maxEmptyColumns = 64;

/** The maximum that a sheet can have. */
const maxColumns = 16_384;

/** The maximum number of cells in merged ranges that are filled. */
const maxFilled = 50_000;

interface Row {
  number: number;
  /** The text shown, by column, counted from 1. */
  cells: Map<number, Shown>;
}

/** A word that states the magnitude of a sheet's figures. */
const scaleWord =
  /(?<!\p{L})(?:thousands?|millions?|billions?|tausend|tsd|millionen|mio|mrd|mn|bn|T(?:EUR|€|CHF|USD)|in [kmK]|k)(?![\p{L}\d])|(?<![\d.,])['’]?000(?:s|['’])?(?!\d)|[€£$]\s?[km](?!\p{L})|\b(?:EUR|GBP|USD|CHF)\s?[km](?!\p{L})/imu;

/** The rows of a sheet as they are shown, each as its cells. Reading ends after the given number of characters. */
export async function readSheet(
  workbook: Workbook,
  part: string,
  maxCharacters: number,
): Promise<string[][]> {
  const hiddenColumns = new Set<number>();
  const hiddenCounts: number[] = [];
  const rows: Row[] = [];
  const merges: string[] = [];
  let characters = 0;
  /** Hidden columns leave no space; the columns to the right of them move up. */
  const hiddenBefore = (column: number): number => {
    for (let known = hiddenCounts.length; known <= column; known += 1) {
      hiddenCounts.push((hiddenCounts.at(-1) ?? 0) + (hiddenColumns.has(known - 1) ? 1 : 0));
    }
    return hiddenCounts[column] ?? 0;
  };
  const isWanted = (name: string, parent: string) =>
    (name === 'col' && parent === 'cols') ||
    (name === 'row' && parent === 'sheetData') ||
    name === 'mergeCell';
  for await (const element of workbook.file.elements(part, isWanted)) {
    if (element.name === 'col') {
      const { min, max, hidden, width } = element.attributes;
      if (isTrue(hidden) || Number(width) === 0) {
        for (let column = Number(min); column <= Math.min(Number(max), maxColumns); column += 1) {
          hiddenColumns.add(column);
        }
      }
    } else if (element.name === 'mergeCell') {
      merges.push(element.attributes['ref'] ?? '');
    } else if (characters < maxCharacters) {
      const row = rowOf(element, (rows.at(-1)?.number ?? 0) + 1);
      rows.push(row);
      characters += [...row.cells.values()].reduce((sum, { text }) => sum + text.length, 0);
    }
  }
  // A range merged in a hidden column says nothing about the visible column next to it.
  const visible = merges.filter((range) => !hiddenColumns.has(columnOf(range) ?? 0));
  fillMerged(rows, visible, (column) => column - hiddenBefore(column));
  return layOut(rows.map(({ cells }) => cells));

  function rowOf(element: XmlElement, next: number): Row {
    const { r, hidden, ht } = element.attributes;
    const cells = new Map<number, Shown>();
    if (!isTrue(hidden) && (ht === undefined || Number(ht) > 0)) {
      let column = 0;
      for (const cell of childrenOf(element, 'c')) {
        column = Math.min(columnOf(cell.attributes['r']) ?? column + 1, maxColumns);
        const shown = hiddenColumns.has(column) ? undefined : shownIn(cell, workbook);
        if (shown !== undefined && shown.text.trim() !== '') {
          cells.set(column - hiddenBefore(column), shown);
        }
      }
    }
    return { number: r === undefined ? next : Number(r), cells };
  }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The number of the column in an address such as `AB12`; undefined if a cell has no address. */
function columnOf(address: string | undefined): number | undefined {
  const letters = /^[A-Z]+/i.exec(address ?? '')?.[0].toUpperCase();
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The text that a cell shows; undefined if it shows nothing. */
function shownIn(cell: XmlElement, { styles, strings, is1904 }: Workbook): Shown | undefined {
  const style = styles[Number(cell.attributes['s'] ?? 0)] ?? plainStyle;
  const value = childOf(cell, 'v');
  const raw = value === undefined ? '' : textOf(value);
  switch (cell.attributes['t']) {
    case 's':
      return shownText(strings[Number(raw)] ?? [], style);
    case 'inlineStr': {
      const inline = childOf(cell, 'is');
      return inline && shownText(runsOf(inline), style);
    }
    case 'str':
    case 'e':
      return shownText([{ text: raw, font: undefined }], style);
    case 'b':
      return isHidden(style.font, style.background)
        ? undefined
        : { text: String(raw === '1' || raw === 'true') };
    case 'd':
      return isHidden(style.font, style.background)
        ? undefined
        : { text: raw.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ') };
    default: {
      const number = Number(raw);
      if (raw.trim() === '' || isHidden(style.font, style.background)) {
        return undefined;
      }
      return Number.isFinite(number) ? formatCell(number, style.code, is1904) : { text: raw };
    }
  }
}

function shownText(runs: readonly TextRun[], { code, font, background }: CellStyle): Shown {
  const text = runs
    .filter((run) => !isHidden(run.font ?? font, background))
    .map((run) => run.text)
    .join('');
  return code === 'General' || code === '@' || text === ''
    ? { text: plain(text) }
    : formatCell(text, code, false);
}

/** Repeats the first cell of a merged range in each of its rows. */
function fillMerged(
  rows: readonly Row[],
  ranges: readonly string[],
  placeOf: (column: number) => number,
): void {
  const places = new Map(rows.map(({ number }, index) => [number, index]));
  let left = maxFilled;
  for (const range of ranges) {
    const [from, to = from] = range.split(':').map((address) => ({
      column: placeOf(Math.min(columnOf(address) ?? 0, maxColumns)),
      row: Number(/\d+$/.exec(address)?.[0]),
    }));
    const start = places.get(from?.row ?? 0);
    const first = from && start !== undefined ? rows[start]?.cells.get(from.column) : undefined;
    for (let index = (start ?? rows.length) + 1; from && to && first && left > 0; index += 1) {
      const row = rows[index];
      if (row === undefined || row.number > to.row) {
        break;
      }
      left -= 1;
      if (row.cells.size > 0 && !row.cells.has(from.column)) {
        row.cells.set(from.column, first);
      }
    }
  }
}

/** Rows from the first column that has anything, with empty cells where they keep columns aligned. */
function layOut(rows: readonly Map<number, Shown>[]): string[][] {
  const first = rows.reduce((least, cells) => Math.min(least, ...cells.keys()), Number.POSITIVE_INFINITY);
  const saysScale = rows.some((cells) =>
    [...cells.values()].some(({ text, stored }) => stored === undefined && scaleWord.test(text)),
  );
  return rows.map((cells) => {
    const texts: string[] = [];
    let last = first - 1;
    for (const [column, { text, stored }] of [...cells].sort(([one], [other]) => one - other)) {
      texts.push(...Array<string>(Math.min(Math.max(column - last - 1, 0), maxEmptyColumns)).fill(''));
      texts.push(saysScale ? text : (stored ?? text));
      last = column;
    }
    return texts;
  });
}
