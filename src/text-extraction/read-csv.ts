import { parse } from 'csv-parse/sync';
import { decimalComma, withDelimiter } from './csv-delimiter.ts';
import { decodeText } from './decode-text.ts';
import { rowOf } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** More rows than fit in any number of characters that is kept. */
const maxRows = 200_000;

/** Reads a table of values as one page, one row per line. Text that cannot be parsed as a table is read as plain text. */
export const readCsv: ReadDocument = ({ bytes }) => {
  const { text, delimiter } = withDelimiter(decodeText(bytes));
  const rows = rowsOf(text, delimiter);
  const whole = delimiter === ',' ? joinDecimals(rows) : rows;
  return [whole.flatMap((row) => rowOf(row) ?? []).join('\n')];
};

function rowsOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      to: maxRows,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch {
    const lines = text.split(/\r\n?|\n/).slice(0, maxRows);
    return lines.map((line) => line.split(delimiter));
  }
}

/**
 * In a row that has more values than the table has columns, decimal or thousands commas were read as delimiters too. They are
 * restored; if there are more commas between digits than surplus values, all of them are restored, so that no part of a figure
 * looks like a figure.
 */
function joinDecimals(rows: readonly string[][]): string[][] {
  const columns = rows.find((row) => row.length > 1)?.length ?? 0;
  return rows.map((row) => {
    const values = row.map((value) => value.replaceAll(decimalComma, ','));
    const joined = columns > 1 && values.length > columns ? joinDigits(values) : values;
    return joined.length <= columns ? joined : values;
  });
}

function joinDigits(values: readonly string[]): string[] {
  const joined: string[] = [];
  for (const value of values) {
    const before = joined.at(-1);
    if (before !== undefined && /\d$/.test(before) && /^\d/.test(value)) {
      joined[joined.length - 1] = `${before},${value}`;
    } else {
      joined.push(value);
    }
  }
  return joined;
}
