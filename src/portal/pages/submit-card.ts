import { type Html, html } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls } from '../views/views.ts';
import { fillPlaces } from './fill-places.ts';
import type { FormLayout } from './form-layout.ts';
import { needsWork } from './numbered-question.ts';

/** What is still missing, what submitting means, and the button that does it. */
export function renderSubmit({ byId, view, language }: FormLayout): Html {
  const texts = portalTexts[language].answers;
  const open = [...byId.values()].filter((question) => question.isShown && needsWork(question)).length;
  const [none, one, several] = texts.script.open;
  const openText = open === 0 ? none : open === 1 ? one : several;
  return html`<section class="card submit" aria-labelledby="submit">
<h2 id="submit">${texts.submitHeading}</h2>
<p id="open">${fillPlaces(openText, open)}</p>
<p>${texts.submitHint(view.request.tenantName)}</p>
<button name="${controls.action}" value="${controls.actions.submit}">${texts.submit}</button>
</section>`;
}
