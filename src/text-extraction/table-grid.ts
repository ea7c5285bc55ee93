import { columnSeparator, rowOf } from './normalise-text.ts';

/** A cell of a table as it is written: it can span several columns and rows. */
export interface SpanningCell {
  text: string;
  columns: number;
  rows: number;
}

/** The maximum span of a cell; tables used for page layout have the largest spans. */
const maxSpan = 100;

/**
 * The rows of a table with a text for each column, so that columns stay aligned: a cell that spans several rows is repeated in
 * each of them, one that spans several columns is in the first.
 */
export function gridOf(rows: readonly (readonly SpanningCell[])[]): string[][] {
  let hanging = new Map<number, { text: string; left: number }>();
  return rows.map((cells) => {
    const texts: string[] = [];
    const next = new Map<number, { text: string; left: number }>();
    const takeHanging = () => {
      for (let above = hanging.get(texts.length); above; above = hanging.get(texts.length)) {
        if (above.left > 1) {
          next.set(texts.length, { text: above.text, left: above.left - 1 });
        }
        texts.push(above.text);
      }
    };
    for (const { text, columns, rows: height } of cells) {
      takeHanging();
      for (let column = 0; column < Math.min(columns, maxSpan); column += 1) {
        const shown = column === 0 ? text : '';
        if (height > 1) {
          next.set(texts.length, { text: shown, left: Math.min(height, maxSpan) - 1 });
        }
        texts.push(shown);
      }
    }
    takeHanging();
    hanging = next;
    return texts;
  });
}

/** A cell with more lines than this is not a value but a part of the page in a layout table. */
const maxLinesOfCell = 6;

/** A row as a line; each of its cells separately if the table only arranges a page. */
export function rowText(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const arranges =
    filled.length <= 1 ||
    filled.some((cell) => cell.split('\n').length > maxLinesOfCell || cell.includes(columnSeparator));
  return arranges ? filled.join('\n') : (rowOf(cells) ?? '');
}
