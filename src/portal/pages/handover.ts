import type { Language } from '../../languages.ts';
import { type Html, html } from '../../text/html.ts';
import { handoverPath } from '../assets.ts';
import { portalTexts } from '../texts/texts.ts';

/**
 * The way to continue on a phone, hidden until the script has found that the page is on a desk. The browser draws the code
 * from the page's address: no page contains its token, so that compressing pages reveals none.
 */
export function renderHandover({
  language,
  basePath = '',
}: {
  language: Language;
  /** The path that the gateway is served under. Defaults to the root. */
  basePath?: string;
}): Html {
  const { handover } = portalTexts[language].identity;
  const data = { module: `${basePath}${handoverPath}`, texts: handover.script };
  return html`<details class="card handover" data-handover="${JSON.stringify(data)}" hidden>
<summary>${handover.heading}</summary>
<p>${handover.how}</p>
<div class="code"></div>
<p role="status"></p>
<button type="button" class="secondary">${handover.look}</button>
</details>
`;
}
