/** The rules of the pages of captured mail, after those of `pageStyle`. */
export const mailStyle = `
h1 + dl { margin-top: 22px; }
.emails { list-style: none; margin: 0; padding: 0; }
.emails li + li { border-top: 1px solid var(--line); }
.emails a { display: grid; grid-template-columns: 1fr auto; gap: 2px 20px; padding: 15px 20px; color: inherit; text-decoration: none; }
.emails a:hover, .emails a:focus-visible { background: var(--tint); }
.emails .subject { grid-column: 1 / -1; grid-row: 2; font-weight: 600; }
.emails .to, time { font-size: 14px; color: var(--quiet); }
.empty { padding: 34px 24px; text-align: center; }
.empty strong { display: block; margin-bottom: 6px; font-size: 18px; }
.empty span { color: var(--quiet); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 7px 18px; margin: 0; padding: 18px 20px; }
dt { color: var(--quiet); }
dd { margin: 0; }
.links { margin: 0; padding: 16px 20px; list-style: none; }
.links li + li { margin-top: 8px; }
iframe { display: block; width: 100%; height: 1250px; border: 0; background: #fff; }
@media (max-width: 480px) {
  .emails a { grid-template-columns: 1fr; }
  .emails .subject { grid-row: auto; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd + dt { margin-top: 10px; }
}
`;
