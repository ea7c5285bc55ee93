import type { Point } from './geometry.ts';
import { spacedTexts } from './spaced-letters.ts';
import type { Glyph } from './walk-page.ts';

/** A piece of a page's text as the PDF library assembles it, with its position. */
export interface TextItem {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

/** A gap of this many times the letters' size is a space, or the edge of a column. */
const spaceGap = 0.2;
const columnGap = 1.3;

interface Line {
  item: TextItem;
  start: Point;
  /** The direction of the text, as a vector of length one. */
  along: Point;
}

/**
 * The pieces of a page's text without invisible characters, and with spaced letters joined into words. Pieces that have neither
 * are left as they are.
 */
export function seenItems(
  items: readonly TextItem[],
  { glyphs, unseen }: { glyphs: readonly Glyph[]; unseen: ReadonlySet<Glyph> },
): TextItem[] {
  const spaced = spacedTexts(glyphs.filter((glyph) => !unseen.has(glyph)));
  const apart = new Set(spaced.flatMap((text) => text.glyphs));
  if (unseen.size === 0 && apart.size === 0) {
    return [...items];
  }
  const glyphsOf = lookUpOf(glyphs);
  const left = new Map(spaced.map((text) => [text.glyphs[0], text]));
  return items.flatMap((item) => {
    const line = lineOf(item);
    const own = glyphsOf(line);
    if (!own.some((glyph) => unseen.has(glyph) || apart.has(glyph))) {
      return [item];
    }
    const starting = own.flatMap((glyph) => {
      const text = left.get(glyph);
      left.delete(glyph);
      return text ? [itemOf(text)] : [];
    });
    return [...rebuilt(line, own, { unseen, apart }), ...starting];
  });
}

function lineOf(item: TextItem): Line {
  const [a = 1, b = 0, , , x = 0, y = 0] = item.transform;
  const length = Math.hypot(a, b) || 1;
  return { item, start: { x, y }, along: { x: a / length, y: b / length } };
}

/**
 * The characters of each piece, one piece after the other: those on its baseline, from its start to its end, that no earlier
 * piece has.
 */
function lookUpOf(glyphs: readonly Glyph[]): (line: Line) => Glyph[] {
  const cellSize = 20;
  const cells = new Map<string, Glyph[]>();
  const cellOf = ({ x, y }: Point) => `${Math.floor(x / cellSize)} ${Math.floor(y / cellSize)}`;
  for (const glyph of glyphs) {
    const cell = cells.get(cellOf(glyph.start)) ?? [];
    cells.set(cellOf(glyph.start), cell);
    cell.push(glyph);
  }
  const taken = new Set<Glyph>();
  return ({ item, start, along }) => {
    const found = new Set<Glyph>();
    for (let at = -cellSize; at <= item.width + cellSize; at += cellSize) {
      for (const [dx, dy] of neighbours) {
        const place = {
          x: start.x + along.x * at + dx * cellSize,
          y: start.y + along.y * at + dy * cellSize,
        };
        for (const glyph of cells.get(cellOf(place)) ?? []) {
          found.add(glyph);
        }
      }
    }
    const tolerance = 0.25 * Math.max(item.height, 1);
    const own = [...found]
      .filter((glyph) => {
        if (taken.has(glyph)) {
          return false;
        }
        const middle = {
          x: (glyph.start.x + glyph.end.x) / 2 - start.x,
          y: (glyph.start.y + glyph.end.y) / 2 - start.y,
        };
        const far = middle.x * along.x + middle.y * along.y;
        const off = middle.y * along.x - middle.x * along.y;
        return far >= -tolerance && far <= item.width + tolerance && Math.abs(off) <= tolerance;
      })
      .sort((one, other) => one.order - other.order || placeOf(one) - placeOf(other));
    // Text painted later over the same place, such as a shadow, is another piece.
    const first: Glyph[] = [];
    for (const glyph of own) {
      const isOver = first.some(
        (other) =>
          other.order !== glyph.order && Math.abs(placeOf(other) - placeOf(glyph)) < 0.3 * glyph.size,
      );
      if (!isOver) {
        first.push(glyph);
        taken.add(glyph);
      }
    }
    return first.sort((one, other) => placeOf(one) - placeOf(other));

    function placeOf({ start: { x, y } }: Glyph): number {
      return (x - start.x) * along.x + (y - start.y) * along.y;
    }
  };
}

const neighbours = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const));

/**
 * Pieces of the words of a line that are kept; a gap in it is a space, or the edge of a column. A word that is partly invisible
 * is left out: the rest of it would look like another word or number.
 */
function rebuilt(
  line: Line,
  glyphs: readonly Glyph[],
  { unseen, apart }: { unseen: ReadonlySet<Glyph>; apart: ReadonlySet<Glyph> },
): TextItem[] {
  const pieces: { glyphs: Glyph[]; text: string }[] = [];
  let hasDropped = false;
  for (const { word, gap } of wordsOf(line, glyphs, apart)) {
    if (word.some((glyph) => unseen.has(glyph))) {
      hasDropped = true;
      continue;
    }
    const [text, piece] = [word.map((glyph) => glyph.text).join(''), pieces.at(-1)];
    if (piece && (hasDropped || gap < columnGap)) {
      piece.text += ` ${text}`;
      piece.glyphs.push(...word);
    } else {
      pieces.push({ glyphs: [...word], text });
    }
    hasDropped = false;
  }
  const { item } = line;
  return pieces.map((piece) => ({
    ...itemOf(piece),
    height: item.height,
    transform: placedAt(item, piece.glyphs),
  }));
}

/** The words of a line, with the gap before each in shares of its size; without spaced letters. */
function wordsOf(
  { along }: Line,
  glyphs: readonly Glyph[],
  apart: ReadonlySet<Glyph>,
): { word: Glyph[]; gap: number }[] {
  const words: { word: Glyph[]; gap: number }[] = [];
  let isApart = true;
  let last: Glyph | undefined;
  for (const glyph of glyphs) {
    if (glyph.isSpace || apart.has(glyph)) {
      isApart = true;
      continue;
    }
    const gap = last
      ? ((glyph.start.x - last.end.x) * along.x + (glyph.start.y - last.end.y) * along.y) / glyph.size
      : 0;
    if (isApart || gap > spaceGap) {
      words.push({ word: [glyph], gap });
    } else {
      words.at(-1)?.word.push(glyph);
    }
    isApart = false;
    last = glyph;
  }
  return words;
}

const placedAt = ({ transform }: TextItem, [first]: readonly Glyph[]): number[] => [
  ...transform.slice(0, 4),
  first?.start.x ?? 0,
  first?.start.y ?? 0,
];

/** A piece of upright text. */
function itemOf({ text, glyphs }: { text: string; glyphs: readonly Glyph[] }): TextItem {
  const [first, last] = [glyphs[0], glyphs.at(-1)];
  const size = first?.size ?? 1;
  const { x, y } = first?.start ?? { x: 0, y: 0 };
  const width = last ? Math.hypot(last.end.x - x, last.end.y - y) : 0;
  return { str: text, transform: [size, 0, 0, size, x, y], width, height: size };
}
