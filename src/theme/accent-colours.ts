import { createRequire } from 'node:module';
import type { Oklch } from 'culori';
import { onFirstUse } from '../runtime/on-first-use.ts';
import { palettes } from './palettes.ts';

const require = createRequire(import.meta.url);
const culori = onFirstUse((): typeof import('culori') => require('culori'));

/** A tenant's colour in one scheme, `#rrggbb` each. */
export interface AccentPalette {
  /** Readable as text on the scheme's page, card and tint, and a ground for buttons as well. */
  accent: string;
  /** What is written on the accent. */
  onAccent: string;
  /** A ground with a breath of the colour, on which the scheme's other texts are readable too. */
  tint: string;
}

type AccentColours = Record<'light' | 'dark', AccentPalette>;

/**
 * The lowest contrast between an accent and each of its grounds. WCAG AA asks for 4.5; on a dark ground an accent that
 * is no lighter than that looks switched off.
 */
const minContrast = { light: 4.55, dark: 7 };

/** The highest chroma, in OKLCH: vivid colours glare on a dark ground and stain a tint. */
const maxChroma = { light: { accent: 0.4, tint: 0.012 }, dark: { accent: 0.15, tint: 0.03 } };

/** The lightness, in OKLCH, of texts on light accents: nearly black. */
const darkTextLightness = 0.18;

/**
 * Derives the colours of pages and emails from a tenant's colour. One that is readable stays as it is; another keeps its hue
 * and becomes darker or lighter, as much as is necessary. Null returns the gateway's own colours.
 *
 * @param colour `#rrggbb`
 * @throws Error when it is no colour
 */
export const accentColours = (colour: string | null): AccentColours => ({
  light: accentIn('light', colour),
  dark: accentIn('dark', colour),
});

function accentIn(scheme: 'light' | 'dark', colour: string | null): AccentPalette {
  const own = palettes[scheme];
  if (colour === null) {
    return { accent: own.accent, onAccent: own.onAccent, tint: own.tint };
  }
  const brand = parse(colour);
  const max = maxChroma[scheme];
  const tint = write(brand, { lightness: parse(own.tint).l, maxChroma: max.tint });
  const accent = shift({
    brand,
    maxChroma: max.accent,
    step: scheme === 'light' ? -0.01 : 0.01,
    isEnough: (text) =>
      [own.page, own.card, tint].every(
        (ground) => culori().wcagContrast(text, ground) >= minContrast[scheme],
      ),
  });
  const onAccent =
    scheme === 'light' ? '#ffffff' : write(brand, { lightness: darkTextLightness, maxChroma: max.tint });
  return { accent, onAccent, tint };
}

/** The colour in the first lightness that is enough, from its own by steps to black or white. */
function shift(options: {
  brand: Oklch;
  maxChroma: number;
  step: number;
  isEnough: (colour: string) => boolean;
}): string {
  const { brand, maxChroma, step, isEnough } = options;
  let lightness = brand.l;
  let colour = write(brand, { lightness, maxChroma });
  while (!isEnough(colour) && (step < 0 ? lightness > 0 : lightness < 1)) {
    lightness += step;
    colour = write(brand, { lightness, maxChroma });
  }
  return colour;
}

function parse(colour: string): Oklch {
  const parsed = culori().oklch(colour);
  if (!parsed) {
    throw new Error('A colour is not written as #rrggbb.');
  }
  return parsed;
}

/** The hue in another lightness, no more vivid than asked and than a screen can show. */
const write = (brand: Oklch, { lightness, maxChroma }: { lightness: number; maxChroma: number }): string => {
  const { clampChroma, formatHex } = culori();
  return formatHex(clampChroma({ ...brand, l: lightness, c: Math.min(brand.c, maxChroma) }, 'oklch'));
};
