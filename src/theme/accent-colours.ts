import { clampChroma, formatHex, type Oklch, oklch, wcagContrast } from 'culori';
import { palettes } from './palettes.ts';

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
 * The least contrast between an accent and each of its grounds. WCAG AA asks for 4.5; on a dark ground an accent that
 * is no lighter than that looks switched off.
 */
const leastContrast = { light: 4.55, dark: 7 };

/** The most chroma, in OKLCH: vivid colours glare on a dark ground and stain a tint. */
const mostChroma = { light: { accent: 0.4, tint: 0.012 }, dark: { accent: 0.15, tint: 0.03 } };

/** The lightness, in OKLCH, of texts on light accents: nearly black. */
const darkTextLightness = 0.18;

/**
 * What a tenant's colour becomes on pages and in mails. Where it is readable as it is, it stays; else it keeps its hue
 * and becomes as much darker or lighter as it takes. Null gives the gateway's own colours.
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
  const most = mostChroma[scheme];
  const tint = write(brand, { lightness: parse(own.tint).l, mostChroma: most.tint });
  const accent = shift({
    brand,
    mostChroma: most.accent,
    step: scheme === 'light' ? -0.01 : 0.01,
    isEnough: (text) =>
      [own.page, own.card, tint].every((ground) => wcagContrast(text, ground) >= leastContrast[scheme]),
  });
  const onAccent =
    scheme === 'light' ? '#ffffff' : write(brand, { lightness: darkTextLightness, mostChroma: most.tint });
  return { accent, onAccent, tint };
}

/** The colour in the first lightness that is enough, from its own by steps to black or white. */
function shift(options: {
  brand: Oklch;
  mostChroma: number;
  step: number;
  isEnough: (colour: string) => boolean;
}): string {
  const { brand, mostChroma, step, isEnough } = options;
  let lightness = brand.l;
  let colour = write(brand, { lightness, mostChroma });
  while (!isEnough(colour) && (step < 0 ? lightness > 0 : lightness < 1)) {
    lightness += step;
    colour = write(brand, { lightness, mostChroma });
  }
  return colour;
}

function parse(colour: string): Oklch {
  const parsed = oklch(colour);
  if (!parsed) {
    throw new Error('A colour is not written as #rrggbb.');
  }
  return parsed;
}

/** The hue in another lightness, no more vivid than asked and than a screen can show. */
const write = (brand: Oklch, { lightness, mostChroma }: { lightness: number; mostChroma: number }): string =>
  formatHex(clampChroma({ ...brand, l: lightness, c: Math.min(brand.c, mostChroma) }, 'oklch'));
