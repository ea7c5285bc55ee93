import { wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';
import { accentColours } from '../../src/theme/accent-colours.ts';
import { palettes } from '../../src/theme/palettes.ts';

const steps = ['00', '33', '66', '99', 'cc', 'ff'];
/** Every sixth of the way along red, green and blue: yellow, white, black, greys, pastels and what is in between. */
const colours = steps.flatMap((red) =>
  steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)),
);

describe('a tenant’s colour', () => {
  it.each(['light', 'dark'] as const)(
    'a tenant’s colour is readable in the %s scheme whatever it is',
    (scheme) => {
      const { page, card, ink, quiet } = palettes[scheme];
      for (const colour of colours) {
        const { accent, onAccent, tint } = accentColours(colour)[scheme];
        const pairs = [
          ...[page, card, tint].map((ground) => [accent, ground] as const),
          [onAccent, accent] as const,
          [ink, tint] as const,
          [quiet, tint] as const,
        ];
        for (const [text, ground] of pairs) {
          expect(wcagContrast(text, ground), `${colour}: ${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );

  it('a tenant’s colour stays as it is where it is readable as it is', () => {
    for (const colour of ['#205c4e', '#0033cc', '#7b2cbf', '#000000']) {
      expect(accentColours(colour).light.accent).toBe(colour);
    }
    expect(accentColours('#b3e5fc').dark.accent).toBe('#b3e5fc');
  });

  it('a tenant’s colour is written as #rrggbb in every place', () => {
    for (const colour of colours) {
      const { light, dark } = accentColours(colour);
      for (const part of [...Object.values(light), ...Object.values(dark)]) {
        expect(part).toMatch(/^#[0-9a-f]{6}$/);
      }
    }
  });

  it('a tenant’s colour that is not set is the gateway’s own', () => {
    const own = accentColours(null);
    expect(palettes.light).toMatchObject(own.light);
    expect(palettes.dark).toMatchObject(own.dark);
  });

  it('a tenant’s colour that is not a valid colour is an error and never becomes a style', () => {
    expect(() => accentColours('red;}body{display:none')).toThrow('not written as #rrggbb');
  });
});
