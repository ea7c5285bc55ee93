import type { Box } from './geometry.ts';

/** The number of columns and of rows into which a page is divided to measure how much of it is covered. */
const cells = 40;

/** The share of a page that boxes cover together: scanners cut a page into strips, which may overlap. */
export function shareCovered(view: Box, boxes: readonly Box[]): number {
  const covered = new Set<number>();
  for (const box of boxes) {
    const columns = rangeOf(box.left - view.left, box.right - view.left, view.right - view.left);
    const rows = rangeOf(box.bottom - view.bottom, box.top - view.bottom, view.top - view.bottom);
    for (let row = rows.from; row < rows.to && covered.size < cells * cells; row += 1) {
      for (let column = columns.from; column < columns.to; column += 1) {
        covered.add(row * cells + column);
      }
    }
  }
  return covered.size / (cells * cells);
}

/** The share of a page's height or of its width, whichever is less, that has boxes: small for a line of text. */
export function shareOfSide(view: Box, boxes: readonly Box[]): number {
  const { left, bottom, right, top } = view;
  return Math.min(
    shareCovered(
      view,
      boxes.map((box) => ({ ...box, left, right })),
    ),
    shareCovered(
      view,
      boxes.map((box) => ({ ...box, bottom, top })),
    ),
  );
}

/** The cells whose middle is between two positions. */
function rangeOf(from: number, to: number, length: number): { from: number; to: number } {
  const cellAt = (place: number) => Math.min(cells, Math.max(0, Math.round((place / length) * cells) || 0));
  return { from: cellAt(from), to: cellAt(to) };
}
