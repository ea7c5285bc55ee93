import { type Html, html } from '../../text/html.ts';

/** Strokes on a field of 24 by 24. */
const strokes = {
  tick: html`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  clock: html`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>`,
  stop: html`<circle cx="12" cy="12" r="8.5"/><path d="m6 6 12 12"/>`,
  mail: html`<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="m3.8 7.2 8.2 6 8.2-6"/>`,
  search: html`<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.5 15.5 4.7 4.7"/>`,
  file: html`<path d="M7 3.5h7l4.5 4.5v12.5H7z"/><path d="M14 3.5V8h4.5"/>`,
  pen: html`<path d="m14.5 5.5 4 4L8.5 19.5l-5 1 1-5z"/>`,
  next: html`<path d="M5 12h13.5M13 6.5l5.5 5.5-5.5 5.5"/>`,
  gate: html`<path d="M5 20.5V11a7 7 0 0 1 14 0v9.5M3 20.5h18M12 4v16.5"/>`,
};

export type Icon = keyof typeof strokes;

/** A picture that repeats what the text beside it says, hidden from those who listen to the page. */
export function renderIcon(icon: Icon, sizePixels = 24): Html {
  return html`<svg viewBox="0 0 24 24" width="${sizePixels}" height="${sizePixels}" aria-hidden="true">${strokes[icon]}</svg>`;
}
