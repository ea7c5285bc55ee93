import { type Box, isIn, type Point } from './geometry.ts';
import type { Glyph, PageMarks, Painted } from './walk-page.ts';

/** The height of the bands used to look up what is painted on a page. */
const bandHeight = 24;

/** The maximum number of bands that a box is entered in; higher boxes are checked for every character. */
const maxBands = 60;

/** Text of a lower height, in points, is not visible. */
const minSize = 1;

/** How much colours may differ, out of 255, and still look the same. */
const maxDifference = 8;

/** A line that runs through text does so between these shares of the text's height above its baseline. */
const strikeRange = { from: 0.14, to: 0.52 };

/** A line through text is not much longer than the text; lines of tables and charts are. */
const minStruckShare = 0.7;

/**
 * The characters of a page that a person does not see, or sees struck through: on disabled layers, without colour or in the
 * colour of what is behind them, covered by a box, outside the page, or not painted if no picture shows the same text.
 */
export function unseenGlyphs(
  { glyphs, painted, pictures, lines }: PageMarks,
  { view, struck }: { view: Box; struck: readonly Box[] },
): Set<Glyph> {
  const unseen = new Set<Glyph>();
  const paintedAt = lookUpOf(painted);
  for (const glyph of glyphs) {
    const middle = middleOf(glyph);
    const isGone =
      glyph.isOff ||
      glyph.size < minSize ||
      !isIn(view, middle) ||
      struck.some((box) => isIn(box, middle)) ||
      (glyph.isInvisible ? !pictures.some((box) => isIn(box, middle)) : isLost(glyph, paintedAt(middle)));
    if (isGone) {
      unseen.add(glyph);
    }
  }
  for (const glyph of struckByLines(glyphs, lines)) {
    unseen.add(glyph);
  }
  return unseen;
}

/** The point half of a capital's height above the middle of its baseline. */
function middleOf({ start, end, size }: Glyph): Point {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const up = 0.3 * size;
  return { x: (start.x + end.x) / 2 - (dy / length) * up, y: (start.y + end.y) / 2 + (dx / length) * up };
}

/** Whether it is covered by what is painted later, or has the colour of what was painted before. */
function isLost({ order, colour }: Glyph, there: readonly Painted[]): boolean {
  if (there.some((one) => one.order > order && one.colour !== undefined)) {
    return true;
  }
  const behind = there.findLast((one) => one.order < order);
  const background = behind === undefined ? '#ffffff' : behind.colour;
  return colour !== undefined && background !== undefined && isSameColour(colour, background);
}

function isSameColour(one: string, other: string): boolean {
  const shares = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const others = shares(other);
  return shares(one).every((share, index) => Math.abs(share - (others[index] ?? 0)) <= maxDifference);
}

/** Looks up what is painted at a place, in the order of painting. */
function lookUpOf(painted: readonly Painted[]): (point: Point) => Painted[] {
  const bands = new Map<number, Painted[]>();
  const high: Painted[] = [];
  for (const one of painted) {
    const [from, to] = [bandOf(one.box.bottom), bandOf(one.box.top)];
    if (!(to - from < maxBands)) {
      high.push(one);
      continue;
    }
    for (let band = from; band <= to; band += 1) {
      const inBand = bands.get(band) ?? [];
      bands.set(band, inBand);
      inBand.push(one);
    }
  }
  return (point) => {
    const found = [...(bands.get(bandOf(point.y)) ?? []), ...high].filter(({ box }) => isIn(box, point));
    return found.sort((one, other) => one.order - other.order);
  };
}

const bandOf = (y: number): number => Math.floor(y / bandHeight);

/** The characters of upright text that a line runs through. */
function struckByLines(glyphs: readonly Glyph[], lines: readonly Box[]): Glyph[] {
  if (lines.length === 0) {
    return [];
  }
  const byBand = new Map<number, Glyph[]>();
  for (const glyph of glyphs) {
    const isUpright = Math.abs(glyph.end.y - glyph.start.y) < 0.1 * glyph.size && glyph.end.x > glyph.start.x;
    if (isUpright) {
      const inBand = byBand.get(bandOf(glyph.start.y)) ?? [];
      byBand.set(bandOf(glyph.start.y), inBand);
      inBand.push(glyph);
    }
  }
  return lines.flatMap((line) => {
    const y = (line.bottom + line.top) / 2;
    const near = [-3, -2, -1, 0].flatMap((offset) => byBand.get(bandOf(y) + offset) ?? []);
    const crossed = near.filter(({ start, end, size }) => {
      const height = (y - start.y) / size;
      const x = (start.x + end.x) / 2;
      return (
        height >= strikeRange.from &&
        height <= strikeRange.to &&
        line.top - line.bottom <= 0.15 * size &&
        x >= line.left - 0.1 * size &&
        x <= line.right + 0.1 * size
      );
    });
    const width =
      Math.max(...crossed.map(({ end }) => end.x)) - Math.min(...crossed.map(({ start }) => start.x));
    return crossed.length > 0 && width >= minStruckShare * (line.right - line.left) ? crossed : [];
  });
}
