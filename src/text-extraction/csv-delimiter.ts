/** Possible delimiters of the values in a row; if lines agree on several, the first is the most likely. */
const delimiters = [';', '\t', '|', ','] as const;

/** Excel's own declaration of the delimiter, in a first line that is not shown. */
const declaration = /^\ufeff?"?sep=(?<delimiter>[^\r\n])"?[ \t;,]*(?:\r\n?|\n|$)/i;

/** The number of lines that are enough to show how a table is written. */
const maxLines = 200;

/** Replaces a comma that is a decimal mark. No text of a well-formed document has it. */
export const decimalComma = '\u{f8000}';

/**
 * A table's text with its delimiter: the one that the table itself declares, or the character that most lines have equally
 * often outside quotes. A comma between digits is a decimal mark on a line that has another delimiter.
 */
export function withDelimiter(text: string): { text: string; delimiter: string } {
  const declared = declaration.exec(text);
  const delimiter = declared?.groups?.['delimiter'];
  const content = text.slice(declared?.[0].length ?? 0);
  const chosen = delimiter ?? findDelimiter(content);
  return { text: chosen === ',' ? protectDecimals(content) : content, delimiter: chosen };
}

function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, '""')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, maxLines)
    .map(withoutDecimals);
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, agreeing: countAgreeing(lines, delimiter) }))
    // The order of delimiters is kept if as many lines agree.
    .sort((one, other) => other.agreeing - one.agreeing);
  return best !== undefined && best.agreeing > 0 ? best.delimiter : ',';
}

/** The number of lines that have a delimiter as often as most lines that have it. */
function countAgreeing(lines: readonly string[], delimiter: string): number {
  const byCount = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(delimiter).length - 1;
    byCount.set(count, (byCount.get(count) ?? 0) + 1);
  }
  byCount.delete(0);
  return Math.max(0, ...byCount.values());
}

const hasOtherDelimiter = (line: string): boolean => /[;\t|]/.test(line);

const betweenDigits = /(?<=\d),(?=\d)/g;

const withoutDecimals = (line: string): string =>
  hasOtherDelimiter(line) ? line.replace(betweenDigits, '') : line;

const protectDecimals = (text: string): string =>
  text.replace(/^[^"\r\n]+$/gm, (line) =>
    hasOtherDelimiter(line) ? line.replace(betweenDigits, decimalComma) : line,
  );
