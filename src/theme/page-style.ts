import { pageFonts } from './fonts.ts';
import { inBothSchemes, palettes } from './palettes.ts';

/** The style of the pages for those who run the gateway: the start page and captured mail. Each adds rules of its own. */
export const pageStyle = `
${inBothSchemes(palettes)}
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 ${pageFonts}; overflow-wrap: anywhere; }
main { max-width: 860px; margin: 0 auto; padding: 40px 20px 64px; }
h1 { margin: 0 0 8px; font-size: 27px; line-height: 1.25; letter-spacing: -0.01em; }
h2 { margin: 34px 0 10px; font-size: 17px; }
p { margin: 0 0 22px; color: var(--quiet); }
a { color: var(--accent); }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
pre { margin: 0; padding: 18px 20px; white-space: pre-wrap; font: 14px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media (max-width: 480px) {
  main { padding: 26px 12px 48px; }
}
`;
