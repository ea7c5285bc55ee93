import Table from 'cli-table3';
import type { Command } from 'commander';
import type { CommonOptions } from './options.ts';
import type { Surroundings } from './surroundings.ts';

type Cell = string | number;

/** A result in both of its forms. */
interface Result {
  command: Command;
  surroundings: Pick<Surroundings, 'stdout'>;
  /** What `--json` prints. */
  json: unknown;
  /** What people read, without the last line break. */
  text: () => string;
}

/** Prints a result on standard output: one JSON document with `--json`, else text for people. */
export function printResult({ command, surroundings: { stdout }, json, text }: Result): void {
  const { json: isJson } = command.optsWithGlobals<CommonOptions>();
  stdout(`${isJson ? JSON.stringify(json, null, 2) : text()}\n`);
}

/** A list under its column headings. */
export function listTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return layOut([head, ...rows]);
}

/** One thing, a line for each of its properties. */
export function detailTable(properties: Readonly<Record<string, Cell>>): string {
  return layOut(Object.entries(properties));
}

/** A time of the gateway to the second, in UTC; `absent` where there is none. */
export function timeText(time: string | null, absent: string): string {
  return time === null ? absent : time.replace(/\.\d+(?=Z$)/, '');
}

/**
 * Text of the gateway as one line that a terminal takes for text: no escape sequence, and no mark that changes the
 * order in which what follows is read.
 */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

/** Columns without lines or colours, so that the output can be searched and copied from. */
function layOut(rows: readonly (readonly Cell[])[]): string {
  const table = new Table({
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map((cell) => plainLine(String(cell)))));
  return table.toString().replace(/ +$/gm, '');
}
