/** The colours of one scheme. Every pair of text and ground that the pages use meets WCAG AA. */
export interface Palette {
  page: string;
  card: string;
  ink: string;
  quiet: string;
  line: string;
  accent: string;
  /** What is written on the accent colour. */
  onAccent: string;
  tint: string;
}

export const palettes: Record<'light' | 'dark', Palette> = {
  light: {
    page: '#f2f5f4',
    card: '#ffffff',
    ink: '#18212f',
    quiet: '#566270',
    line: '#dce3e1',
    accent: '#205c4e',
    onAccent: '#ffffff',
    tint: '#eef5f2',
  },
  dark: {
    page: '#11161a',
    card: '#1a2126',
    ink: '#edf1f3',
    quiet: '#a9b4bd',
    line: '#2e383f',
    accent: '#8fd3bf',
    onAccent: '#10231d',
    tint: '#1f2e2a',
  },
};

const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

/** The one stylesheet of the recipient's pages: system fonts, light, dark and paper, nothing to load. */
export const portalStyle = `
:root{color-scheme:light dark;${variables(palettes.light)}}
@media (prefers-color-scheme:dark){:root{${variables(palettes.dark)}}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--page);color:var(--ink);font:1.0625rem/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
.column{width:100%;max-width:46rem;margin-inline:auto;padding-inline:1.5rem}
header{background:var(--card);border-bottom:1px solid var(--line)}
.sender{display:flex;align-items:center;gap:.8rem;padding-block:1.1rem;font-weight:600;line-height:1.35}
.mark{flex:none;display:grid;place-items:center;width:2.4rem;height:2.4rem;border-radius:.7rem;background:var(--accent);color:var(--onAccent);font-weight:700}
main{flex:1;padding-block:3.5rem}
h1{margin:0;font-size:clamp(1.65rem,1.3rem + 1.5vw,2.15rem);line-height:1.2;letter-spacing:-.018em;font-weight:680;text-wrap:balance}
h2{margin:0;font-size:1.0625rem;line-height:1.4;font-weight:650}
p{margin:0}
p,li{text-wrap:pretty}
.lead{margin-top:.9rem;font-size:1.15rem;line-height:1.55;color:var(--quiet)}
.badge{display:inline-flex;align-items:center;gap:.45rem;margin-bottom:1.1rem;padding:.28rem .85rem .28rem .6rem;border-radius:2rem;background:var(--accent);color:var(--onAccent);font-size:.9rem;font-weight:600}
.icon{display:grid;place-items:center;width:3.5rem;height:3.5rem;margin-bottom:1.5rem;border:1px solid var(--line);border-radius:50%;background:var(--card);color:var(--accent)}
svg{display:block;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.card{margin-top:2.25rem;background:var(--card);border:1px solid var(--line);border-radius:1rem;overflow:hidden}
.card>h2{padding:1.5rem 1.75rem 0}
ol,ul{margin:0;padding:0;list-style-type:''}
.steps{padding:.35rem 1.75rem .6rem}
.steps li{display:flex;gap:1.1rem;padding:1.05rem 0}
.steps li+li{border-top:1px solid var(--line)}
.number{flex:none;display:grid;place-items:center;width:2rem;height:2rem;margin-top:.2rem;border-radius:50%;background:var(--tint);color:var(--accent);font-size:.95rem;font-weight:700}
.steps strong,.steps small{display:block}
.steps strong{font-weight:600}
small{font-size:.95rem;color:var(--quiet)}
dl{display:grid;grid-template-columns:1fr 1fr;gap:1.1rem 2rem;margin:0;padding:1.35rem 1.75rem 1.45rem;background:var(--tint)}
.card>*+dl{border-top:1px solid var(--line)}
dt{font-size:.9rem;color:var(--quiet)}
dl .wide{grid-column:1/-1}
dd{margin:.1rem 0 0;font-weight:600;line-height:1.45}
.notes{margin-top:2.5rem}
.notes ul,.actions ul{margin-top:.75rem}
.notes li,.actions li{position:relative;padding-left:1.5rem}
.notes li+li,.actions li+li{margin-top:.65rem}
.notes li::before,.actions li::before{content:'';position:absolute;left:.15rem;top:.62em;width:.42rem;height:.42rem;border-radius:50%;background:var(--accent)}
.actions{padding:1.5rem 1.75rem 1.6rem}
.card .actions h2{padding:0}
#unexpected{margin-top:2.5rem;padding-left:1.35rem;border-left:3px solid var(--line);color:var(--quiet)}
#unexpected h2{color:var(--ink)}
#unexpected p{margin-top:.25rem}
.reload{margin-top:1.75rem}
a{color:var(--accent);font-weight:600;text-underline-offset:.2em}
a:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:.2rem}
footer{padding-bottom:2.5rem;font-size:.9rem;color:var(--quiet)}
footer p{padding-top:1.35rem;border-top:1px solid var(--line)}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:34rem){.column{padding-inline:1.15rem}main{padding-block:2.25rem 2.75rem}.card{margin-top:1.75rem}.card>h2,.steps,dl,.actions{padding-inline:1.25rem}.steps li{gap:.9rem}dl{grid-template-columns:1fr}}
@media print{:root{color-scheme:light;${variables(palettes.light)};--page:#fff;--tint:#fff}html{font-size:10pt}body{display:block}.column{max-width:none;padding-inline:0}main{padding-block:1.5rem}.mark,.badge,.number,.icon{background:none;color:var(--ink);border:1px solid var(--ink)}.card,.notes,#unexpected{break-inside:avoid}.reload{display:none}}
`.trim();
