import type { Language } from '../../languages.ts';
import { type Html, html } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';

/** A date and time in words, in UTC, which is named. */
export function formatTime({ time, language }: { time: Date; language: Language }): string {
  const texts = portalTexts[language];
  const format = new Intl.DateTimeFormat(texts.locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return texts.inUtc(format.format(time));
}

/** The same for people and for programs. */
export function renderTime({ time, language }: { time: Date; language: Language }): Html {
  const machineReadable = `${time.toISOString().slice(0, 19)}Z`;
  return html`<time datetime="${machineReadable}">${formatTime({ time, language })}</time>`;
}
