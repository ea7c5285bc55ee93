/** The one stylesheet of the pages that show captured mails: system fonts, light and dark, nothing to load. */
export const devMailStyle = `
:root { color-scheme: light dark; --page: #eff2f1; --card: #fff; --ink: #1c2333; --quiet: #5a6672; --line: #dfe5e3; --accent: #205c4e; --tint: #f0f6f4; }
@media (prefers-color-scheme: dark) {
  :root { --page: #12161a; --card: #1c2228; --ink: #eef1f3; --quiet: #a8b2bb; --line: #2c343c; --accent: #8fd3bf; --tint: #22312d; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 860px; margin: 0 auto; padding: 40px 20px 64px; }
h1 { margin: 0 0 8px; font-size: 27px; line-height: 1.25; letter-spacing: -0.01em; }
h1 + dl { margin-top: 22px; }
h2 { margin: 34px 0 10px; font-size: 17px; }
p { margin: 0 0 22px; color: var(--quiet); }
a { color: var(--accent); }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.mails { list-style: none; margin: 0; padding: 0; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 2px 20px; padding: 15px 20px; color: inherit; text-decoration: none; }
.mails a:hover, .mails a:focus-visible { background: var(--tint); }
.mails .subject { grid-column: 1 / -1; grid-row: 2; font-weight: 600; }
.mails .to, time { font-size: 14px; color: var(--quiet); }
.empty { padding: 34px 24px; text-align: center; }
.empty strong { display: block; margin-bottom: 6px; font-size: 18px; }
.empty span { color: var(--quiet); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 7px 18px; margin: 0; padding: 18px 20px; }
dt { color: var(--quiet); }
dd { margin: 0; }
.links { margin: 0; padding: 16px 20px; list-style: none; }
.links li + li { margin-top: 8px; }
iframe { display: block; width: 100%; height: 1250px; border: 0; background: #fff; }
pre { margin: 0; padding: 18px 20px; white-space: pre-wrap; font: 14px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media (max-width: 480px) {
  main { padding: 26px 12px 48px; }
  .mails a { grid-template-columns: 1fr; }
  .mails .subject { grid-row: auto; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd + dt { margin-top: 10px; }
}
`;
