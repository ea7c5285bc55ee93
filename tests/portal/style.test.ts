import { describe, expect, it } from 'vitest';
import { type Palette, palettes } from '../../src/theme/palettes.ts';

const pairs: [keyof Palette, keyof Palette][] = [
  ['ink', 'page'],
  ['ink', 'card'],
  ['ink', 'tint'],
  ['quiet', 'page'],
  ['quiet', 'card'],
  ['quiet', 'tint'],
  ['accent', 'page'],
  ['accent', 'card'],
  ['accent', 'tint'],
  ['onAccent', 'accent'],
  ['danger', 'card'],
  ['danger', 'dangerTint'],
  ['ink', 'dangerTint'],
  ['quiet', 'dangerTint'],
  ['card', 'danger'],
  ['ink', 'noticeTint'],
  ['quiet', 'noticeTint'],
  ['card', 'notice'],
  ['danger', 'noticeTint'],
  ['notice', 'noticeTint'],
];

describe.each(['light', 'dark'] as const)('the %s scheme', (scheme) => {
  it.each(pairs)('the colour of %s has the contrast on %s that WCAG AA requires', (text, ground) => {
    expect(contrast(palettes[scheme][text], palettes[scheme][ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('outlines what can be filled in so that WCAG AA is met', () => {
    for (const ground of ['card', 'page', 'noticeTint'] as const) {
      expect(contrast(palettes[scheme].edge, palettes[scheme][ground])).toBeGreaterThanOrEqual(3);
    }
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
