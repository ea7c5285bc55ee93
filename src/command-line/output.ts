import Table from 'cli-table3';
import type { Command } from 'commander';
import type { CommonOptions } from './options.ts';
import type { Styles, Surroundings } from './surroundings.ts';

type Cell = string | number;

/** A result in both of its forms. */
interface Result {
  command: Command;
  surroundings: Pick<Surroundings, 'stdout' | 'styles'>;
  /** What `--json` prints. */
  json: unknown;
  /** What people read, without the last line break. */
  text: (tables: Tables) => string;
}

/** The two forms of tables that people read. */
export interface Tables {
  /** A list under its column headings. */
  listTable: (head: readonly string[], rows: readonly (readonly Cell[])[]) => string;
  /** One resource, with a line for each of its properties. */
  detailTable: (properties: Readonly<Record<string, Cell>>) => string;
}

/** Prints a result on standard output: one JSON document with `--json`, otherwise text for people. */
export function printResult({ command, surroundings: { stdout, styles }, json, text }: Result): void {
  const { json: isJson } = command.optsWithGlobals<CommonOptions>();
  stdout(`${isJson ? JSON.stringify(json, null, 2) : text(createTables(styles))}\n`);
}

const createTables = ({ heading }: Styles): Tables => ({
  listTable: (head, rows) => layOut([head.map(heading), ...rows.map(plainCells)]),
  detailTable: (properties) =>
    layOut(Object.entries(properties).map(([name, value]) => [heading(name), ...plainCells([value])])),
});

const plainCells = (cells: readonly Cell[]): string[] => cells.map((cell) => plainLine(String(cell)));

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

/** Columns without lines, so that the output can be searched and copied from. */
function layOut(rows: readonly string[][]): string {
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
  table.push(...rows);
  return table.toString().replace(/ +$/gm, '');
}
