/** The colours of one scheme. Every pair of text and ground that the pages use meets WCAG AA. */
export interface Palette {
  page: string;
  card: string;
  ink: string;
  quiet: string;
  line: string;
  /** The outline of what can be filled in, which stands out from its ground by three to one. */
  edge: string;
  accent: string;
  /** What is written on the accent colour. */
  onAccent: string;
  tint: string;
  /** What is wrong or lost, and the ground of what says so. */
  danger: string;
  dangerTint: string;
  /** What needs attention, and the ground of what says so. */
  notice: string;
  noticeTint: string;
}

export const palettes: Record<'light' | 'dark', Palette> = {
  light: {
    page: '#f3f5f6',
    card: '#ffffff',
    ink: '#17202c',
    quiet: '#55616e',
    line: '#dee4e7',
    edge: '#7b8792',
    accent: '#205c4e',
    onAccent: '#ffffff',
    tint: '#eef5f2',
    danger: '#b3261e',
    dangerTint: '#fdf2f1',
    notice: '#7d4b00',
    noticeTint: '#fff6e5',
  },
  dark: {
    page: '#10151a',
    card: '#192027',
    ink: '#edf1f4',
    quiet: '#a9b4be',
    line: '#2d3740',
    edge: '#7a8792',
    accent: '#8fd3bf',
    onAccent: '#10231d',
    tint: '#1f2e2a',
    danger: '#ffa198',
    dangerTint: '#332122',
    notice: '#f2c681',
    noticeTint: '#302818',
  },
};

/** Colours as declarations of CSS variables. */
export const variables = (colours: object): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

/** Sets the same variables for light and dark screens; paper is light. */
export const inBothSchemes = ({ light, dark }: Record<'light' | 'dark', object>): string =>
  `:root{${variables(light)}}@media screen and (prefers-color-scheme:dark){:root{${variables(dark)}}}`;
