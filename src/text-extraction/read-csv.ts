import { parse } from 'csv-parse/sync';
import { decimalComma, withDelimiter } from './csv-delimiter.ts';
import { decodeText } from './decode-text.ts';
import { rowOf } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** More rows than any number of characters that is kept could hold. */
const maxRows = 200_000;

/** Reads a table of values as one page, a row a line. What no parser makes a table of is read as the text that it is. */
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
 * A row that has more values than the table has columns is one whose decimal or thousands commas part values as well. They are
 * put back; where more of them are between digits than there are values too many, so are all, so that no piece of a figure
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
