/** The separator of two columns of a row, in the text of every format. */
export const columnSeparator = ' | ';

/** Invisible characters: soft hyphens, zero-width spaces, word joiners, and those that reverse the order of letters. */
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/**
 * Text as it is stored and quoted: in NFC, without control characters, with plain spaces, one at a time, and with at most one
 * empty line in a row. Databases and JSON accept it as it is.
 */
export function normaliseText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replace(/[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu, ' ')
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(invisible, '')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** One row of a table as one line; undefined if all its cells are empty. */
export function rowOf(cells: readonly string[]): string | undefined {
  const texts = cells.map((cell) => cell.replace(/\s+/gu, ' ').trim());
  const last = texts.findLastIndex((text) => text !== '');
  return last === -1 ? undefined : texts.slice(0, last + 1).join(columnSeparator);
}

/** Marks columns that a text keeps apart with tabs or with many spaces. */
export function markColumns(text: string): string {
  return text.replace(/(?<=[^\s|])(?:[ \u00a0]*\t[ \t\u00a0]*|[ \u00a0]{3,})(?=[^\s|])/gu, columnSeparator);
}
