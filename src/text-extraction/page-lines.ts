/** A piece of text at its position on a page, as a PDF or text recognition provides it. */
export interface PlacedText {
  text: string;
  /** Its left edge, the line it appears on, counted downwards, and its width, in one unit. */
  x: number;
  y: number;
  width: number;
  /** The size of its letters, in the same unit. */
  height: number;
  /** Its position in the order in which the page was written; undefined for text that was filled in later. */
  order: number | undefined;
}

/** Pieces of a line that belong together, separated from the next ones by the gap between columns. */
export interface Segment {
  text: string;
  left: number;
  right: number;
  height: number;
  /** The first and the last position in the order of writing; undefined if none of its pieces has one. */
  firstOrder: number | undefined;
  lastOrder: number | undefined;
}

/** From left to right. */
export type Line = readonly Segment[];

/** A list mark, which is separated from its text but is not a column. */
const listMark = /^(?:[•▪◦‣●○■□–—*·-]|\(?[\p{L}\p{N}]{1,3}[.)])$/u;

/** Joins the pieces of a page into lines, from top to bottom, as they are seen and not as they were written. */
export function linesOf(pieces: readonly PlacedText[]): Line[] {
  const rows: { y: number; height: number; pieces: PlacedText[] }[] = [];
  for (const piece of pieces.filter(({ text }) => text.trim() !== '').sort((one, other) => one.y - other.y)) {
    // Letters in a table row can differ in size, and their baselines then differ by a part of it.
    const row = rows.at(-1);
    if (row && Math.abs(piece.y - row.y) <= 0.4 * Math.min(piece.height, row.height)) {
      row.pieces.push(piece);
    } else {
      rows.push({ y: piece.y, height: piece.height, pieces: [piece] });
    }
  }
  return rows.map(({ pieces: inRow }) => segmentsOf(inRow.sort((one, other) => one.x - other.x)));
}

function segmentsOf(pieces: readonly PlacedText[]): Line {
  const segments: Segment[] = [];
  let previous: PlacedText | undefined;
  for (const piece of pieces) {
    if (previous && isShadow(piece, previous)) {
      continue;
    }
    const segment = segments.at(-1);
    const gap = segment ? piece.x - segment.right : 0;
    const size = Math.max(piece.height, segment?.height ?? 0);
    if (segment && gap < (listMark.test(segment.text.trim()) ? 4 : 1.3) * size) {
      // A gap that is wider than between letters is a space, if neither side has one.
      const needsSpace = gap > 0.15 * size && !/\s$/u.test(segment.text) && !/^\s/u.test(piece.text);
      segment.text += `${needsSpace ? ' ' : ''}${piece.text}`;
      segment.right = Math.max(segment.right, piece.x + piece.width);
      segment.height = size;
      segment.firstOrder = least(segment.firstOrder, piece.order);
      segment.lastOrder = greatest(segment.lastOrder, piece.order);
    } else {
      const { text, x: left, width, height, order } = piece;
      segments.push({ text, left, right: left + width, height, firstOrder: order, lastOrder: order });
    }
    previous = piece;
  }
  return segments;
}

/** Some programs print letters twice, a hair apart, to make them bold. */
function isShadow(piece: PlacedText, previous: PlacedText): boolean {
  return piece.text === previous.text && Math.abs(piece.x - previous.x) < 0.2 * piece.height;
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.min(one, other);
}

function greatest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.max(one, other);
}
