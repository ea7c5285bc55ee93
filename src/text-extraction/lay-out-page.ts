import { columnSeparator } from './normalise-text.ts';
import { type Line, linesOf, type PlacedText, type Segment } from './page-lines.ts';

/** Columns of fewer lines than this are cells of a table. */
const minLinesPerColumn = 6;

/**
 * The text of a page from the positions of its pieces: rows of a table stay together, with columns separated by ` | `, while
 * columns of running text are read one after the other. They are distinguished by the order in which the page was written,
 * which runs down a column of running text and along a table's row, and by lines that begin in the middle of a sentence.
 */
export function layOutPage(pieces: readonly PlacedText[]): string {
  return arrange(linesOf(pieces)).join('\n');
}

function arrange(lines: readonly Line[]): string[] {
  const texts: string[] = [];
  for (let start = 0; start < lines.length; ) {
    const columns = findColumns(lines, start);
    if (columns === undefined) {
      texts.push(lines[start]?.map(textOf).join(columnSeparator) ?? '');
      start += 1;
      continue;
    }
    if (columns.end - start < minLinesPerColumn) {
      texts.push(joinCells(lines.slice(start, columns.end)));
    } else {
      texts.push(...arrange(columns.left), ...arrange(columns.right));
    }
    start = columns.end;
  }
  return texts;
}

/** A table's row of several lines as one line: what appears below a cell's first line continues with it. */
function joinCells([first = [], ...later]: readonly Line[]): string {
  const cells = first.map((segment) => ({ left: segment.left, texts: [textOf(segment)] }));
  for (const segment of later.flat()) {
    const distances = cells.map(({ left }) => Math.abs(left - segment.left));
    cells[distances.indexOf(Math.min(...distances))]?.texts.push(textOf(segment));
  }
  return cells.map(({ texts }) => texts.join(' ')).join(columnSeparator);
}

const textOf = ({ text }: Segment) => text.replace(/\s+/gu, ' ').trim();

interface Columns {
  left: Line[];
  right: Line[];
  linesOnBothSides: number;
  /** The first line that is below them. */
  end: number;
}

/**
 * The longest run of lines from `start` whose left part was written as a whole before its right part, if that is running text
 * or a cell of several lines.
 */
function findColumns(lines: readonly Line[], start: number): Columns | undefined {
  const first = lines[start] ?? [];
  for (let index = 0; index < first.length - 1; index += 1) {
    const before = first[index];
    const after = first[index + 1];
    if (before?.lastOrder === undefined || after?.firstOrder === undefined) {
      continue;
    }
    if (after.firstOrder > before.lastOrder + 1) {
      const columns = splitAt(lines, start, (before.right + after.left) / 2);
      // A cell that is written to its end before the next one begins is not a label if another cell is before it.
      const isCell = index > 0 && columns.linesOnBothSides === 1 && columns.end - start < minLinesPerColumn;
      if (columns.left.length > 1 && (isCell || isRunningText(columns.left))) {
        return columns;
      }
    }
  }
  return undefined;
}

function splitAt(lines: readonly Line[], start: number, gutter: number): Columns {
  const columns: Columns = { left: [], right: [], end: start, linesOnBothSides: 0 };
  let endOfLeft = -1;
  let startOfRight = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(start)) {
    const left = line.filter((segment) => segment.right <= gutter);
    const right = line.filter((segment) => segment.left >= gutter);
    endOfLeft = Math.max(endOfLeft, ...left.map(({ lastOrder }) => lastOrder ?? -1));
    startOfRight = Math.min(startOfRight, ...right.map(({ firstOrder }) => firstOrder ?? Infinity));
    if (left.length + right.length < line.length || endOfLeft > startOfRight) {
      break;
    }
    columns.linesOnBothSides += left.length > 0 && right.length > 0 ? 1 : 0;
    columns.left.push(...(left.length > 0 ? [left] : []));
    columns.right.push(...(right.length > 0 ? [right] : []));
    columns.end += 1;
  }
  return columns;
}

/** Whether enough lines continue with a sentence that began above them; the labels of a table do not. */
function isRunningText(lines: readonly Line[]): boolean {
  const later = lines.slice(1);
  const goingOn = later.filter(([segment]) => /^\s*[\p{Ll}(]/u.test(segment?.text ?? ''));
  return goingOn.length >= 0.3 * later.length;
}
