import { parse } from 'csv-parse/sync';
import { decodeText } from '../text-encoding.ts';
import { rowOf } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** More rows than any number of characters that is kept could hold. */
const mostRows = 200_000;

/** Reads a table of values as one page, a row a line. What no parser makes a table of is read as the text that it is. */
export const readCsv: ReadDocument = ({ bytes }) => {
  const text = decodeText(bytes);
  const delimiter = findDelimiter(text);
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      to: mostRows,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    return [rows.flatMap((row) => rowOf(row) ?? []).join('\n')];
  } catch {
    const lines = text.split(/\r\n?|\n/).slice(0, mostRows);
    return [lines.flatMap((line) => rowOf(line.split(delimiter)) ?? []).join('\n')];
  }
};

/**
 * What parts the values: the character that stands the same number of times in most of the first lines, outside of quotes.
 * Where commas are decimal marks, semicolons stand more evenly than they do.
 */
function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const [best] = [',', ';', '\t', '|']
    .map((delimiter) => {
      const counts = lines.map((line) => line.split(delimiter).length - 1);
      const usual = counts[0] ?? 0;
      return { delimiter, usual, even: usual === 0 ? 0 : counts.filter((count) => count === usual).length };
    })
    .sort((one, other) => other.even - one.even || other.usual - one.usual);
  return best && best.even > 0 ? best.delimiter : ',';
}
