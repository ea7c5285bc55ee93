import type { Glyph } from './walk-page.ts';

/** A stretch of spaced letters, as one text, with its characters. */
export interface SpacedText {
  text: string;
  glyphs: Glyph[];
}

/** Fewer letters may be spaced for another reason. */
const minLetters = 4;

/**
 * Gaps between letters, in shares of their size: smaller ones do not count as spacing, most are at least as wide as the usual
 * one, and wider ones separate columns.
 */
const gapRange = { from: 0.05, usual: 0.12, to: 1.1 };

/** A gap that is this much wider than those between letters separates words. */
const wordGap = 1.7;

/** The share of characters that must be letters or digits. */
const minWordShare = 0.7;

/** This many letters with spaces between them are words, and not initials. */
const minTyped = 6;

/** The share of gaps that must be about as wide as the others. */
const minEvenShare = 0.6;

/** The texts of a page whose letters are evenly spaced, which would otherwise be read as words of one letter each. */
export function spacedTexts(glyphs: readonly Glyph[]): SpacedText[] {
  return linesOf(glyphs).flatMap((line) => stretchesOf(line).flatMap((stretch) => textOf(stretch) ?? []));
}

interface Letter {
  glyph: Glyph;
  /** The gap before it. */
  gap: number;
  /** Whether a space is written before it. */
  followsSpace: boolean;
}

/** Upright text as it was written, one line at a time. */
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

/** The longest stretches of a line in which each letter is spaced from the one before it and the one after it. */
function stretchesOf(line: readonly Letter[]): Letter[][] {
  const stretches: Letter[][] = [];
  let isOpen = false;
  for (const [index, letter] of line.entries()) {
    const next = line[index + 1];
    const isApart = (index === 0 || isWide(letter)) && (next === undefined || isWide(next));
    if (isApart && isOpen) {
      stretches.at(-1)?.push(letter);
    } else if (isApart) {
      stretches.push([letter]);
    }
    isOpen = isApart;
  }
  return stretches.filter((stretch) => stretch.length >= minLetters && isWords(stretch));
}

const isWide = ({ gap, glyph }: Letter): boolean => gap > gapRange.from * glyph.size;

/** Dots that lead to a page number, and the signs of a formula, are not words. */
const isWords = (stretch: readonly Letter[]): boolean =>
  stretch.filter(({ glyph }) => /[\p{L}\p{N}]/u.test(glyph.text)).length >= minWordShare * stretch.length;

function textOf(stretch: readonly Letter[]): SpacedText | undefined {
  const [first, ...others] = stretch;
  const gaps = others.map(({ gap }) => gap).sort((one, other) => one - other);
  const usual = gaps[Math.floor(gaps.length / 3)] ?? 0;
  const even = gaps.filter((gap) => gap >= 0.6 * usual && gap <= 1.5 * usual).length;
  const size = first?.glyph.size ?? 1;
  const isUsual = usual >= gapRange.usual * size && usual <= gapRange.to * size;
  if (first === undefined || !isUsual || even < minEvenShare * gaps.length) {
    return undefined;
  }
  // Digits with spaces between them are several numbers.
  const written = others.filter(({ followsSpace }) => followsSpace).length;
  const isTyped = written > 0.8 * others.length;
  if (isTyped && (stretch.length < minTyped || stretch.some(({ glyph }) => !/\p{L}/u.test(glyph.text)))) {
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
