import type { Glyph } from './walk-page.ts';

/** A stretch of letters that are set apart, as one text, with the characters that it is made of. */
export interface SpacedText {
  text: string;
  glyphs: Glyph[];
}

/** Fewer letters may stand apart for another reason. */
const minLetters = 4;

/** Letters that stand nearer, in shares of their size, are not set apart; those that stand farther are columns. */
const gapRange = { from: 0.12, to: 1.1 };

/** A gap that is so much wider than those between letters is one between words. */
const wordGap = 1.7;

/** So many of the gaps have to be about as wide as the others. */
const minEvenShare = 0.6;

/** The texts of a page whose letters are set apart evenly, which would be read as words of one letter each. */
export function spacedTexts(glyphs: readonly Glyph[]): SpacedText[] {
  return linesOf(glyphs).flatMap((line) => stretchesOf(line).flatMap((stretch) => textOf(stretch) ?? []));
}

interface Letter {
  glyph: Glyph;
  /** The room before it. */
  gap: number;
  /** Whether a space is written before it. */
  followsSpace: boolean;
}

/** Upright text as it was written, a line at a time. */
function linesOf(glyphs: readonly Glyph[]): Letter[][] {
  const lines: Letter[][] = [];
  let previous: Glyph | undefined;
  let followsSpace = false;
  for (const glyph of glyphs) {
    if (glyph.isSpace) {
      followsSpace = true;
      continue;
    }
    const gap = previous ? glyph.start.x - previous.end.x : 0;
    const isNext =
      previous !== undefined &&
      Math.abs(glyph.start.y - previous.start.y) < 0.1 * glyph.size &&
      Math.abs(glyph.size - previous.size) < 0.1 * glyph.size &&
      gap > -0.1 * glyph.size &&
      gap < 4 * glyph.size;
    if (isNext) {
      lines.at(-1)?.push({ glyph, gap, followsSpace });
    } else {
      lines.push([{ glyph, gap: 0, followsSpace: false }]);
    }
    previous = glyph;
    followsSpace = false;
  }
  return lines;
}

/** The longest stretches of a line in which each letter stands apart from the one before it. */
function stretchesOf(line: readonly Letter[]): Letter[][] {
  const stretches: Letter[][] = [];
  for (const letter of line) {
    const last = stretches.at(-1);
    const { glyph, gap } = letter;
    if (last && gap > gapRange.from * glyph.size) {
      last.push(letter);
    } else {
      stretches.push([letter]);
    }
  }
  return stretches.filter((stretch) => stretch.length >= minLetters);
}

function textOf(stretch: readonly Letter[]): SpacedText | undefined {
  const [first, ...others] = stretch;
  const gaps = others.map(({ gap }) => gap).sort((one, other) => one - other);
  const usual = gaps[Math.floor(gaps.length / 4)] ?? 0;
  const even = gaps.filter((gap) => gap >= 0.6 * usual && gap <= 1.5 * usual).length;
  const size = first?.glyph.size ?? 1;
  if (first === undefined || usual > gapRange.to * size || even < minEvenShare * gaps.length) {
    return undefined;
  }
  // Figures with spaces between them are several figures.
  const written = others.filter(({ followsSpace }) => followsSpace).length;
  const isTyped = written > 0.8 * others.length;
  if (isTyped && stretch.some(({ glyph }) => !/\p{L}/u.test(glyph.text))) {
    return undefined;
  }
  const text = others
    .map(({ glyph, gap, followsSpace }) => {
      const isApart = gap > wordGap * usual || (followsSpace && !isTyped);
      return gap > 2 * usual + size ? ` | ${glyph.text}` : isApart ? ` ${glyph.text}` : glyph.text;
    })
    .join('');
  return { text: first.glyph.text + text, glyphs: stretch.map(({ glyph }) => glyph) };
}
