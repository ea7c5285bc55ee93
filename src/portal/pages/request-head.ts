import type { WorkflowStep } from '../../database/client/client.ts';
import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls, type RequestView, type UnsavedAnswers } from '../views/views.ts';
import { renderAnswers } from './answers-copy.ts';
import { renderTime } from './format-time.ts';
import { renderIcon } from './icons.ts';

/**
 * What every page of a request starts with: the steps, the heading, what is asked, by whom, about whom, by when. What was
 * lost and what the team says come before what recipients of an earlier email know already.
 */
export function renderRequestHead({
  request,
  lead,
  message = noHtml,
}: {
  request: RequestView;
  lead: string;
  message?: Html;
}): Html {
  const { language, title, tenantName, entityName, expiresAt, unsaved } = request;
  const texts = portalTexts[language];
  return html`${renderSteps(request)}<h1>${title}</h1>
<p class="lead">${lead} <a href="#unexpected">${texts.link.unexpectedHeading}</a></p>
${renderUnsaved({ unsaved, language })}${message}<dl class="facts">
<div><dt>${texts.askedBy}</dt> <dd>${tenantName}</dd></div>
<div class="whom"><dt>${texts.concerns}</dt> <dd>${entityName}</dd></div>
<div class="by"><dt>${texts.validUntil}</dt> <dd>${renderTime({ time: expiresAt, language })}</dd></div>
</dl>
`;
}

/** The steps in their order, where there is more than one. */
function renderSteps({ steps, language }: Pick<RequestView, 'steps' | 'language'>): Html {
  if (steps.length < 2) {
    return noHtml;
  }
  const texts = portalTexts[language];
  const items = steps.map(({ name, isDone, isCurrent }, index) => {
    const mark = isDone
      ? html`<span class="number">${renderIcon('tick', 16)}<span class="spoken">${texts.done}: </span></span>`
      : html`<span class="number" aria-hidden="true">${String(index + 1)}</span>`;
    const state = isCurrent ? html` aria-current="step"` : isDone ? html` class="done"` : '';
    return html`<li${state}>${mark}<span>${name}</span></li>`;
  });
  return html`<nav aria-label="${texts.steps}"><ol class="stepper">${items}</ol></nav>
`;
}

/** What came from a page that could not be saved any more; nothing where nothing did. */
export function renderUnsaved({ unsaved, language }: { unsaved: UnsavedAnswers; language: Language }): Html {
  if (unsaved.length === 0) {
    return noHtml;
  }
  const texts = portalTexts[language].unsaved;
  return html`<section class="callout danger" role="alert" aria-labelledby="unsaved">
<h2 id="unsaved">${texts.heading}</h2>
<p>${texts.lead}</p>
${renderAnswers({ questions: unsaved, language })}
</section>`;
}

/** What everyone should know who has been sent a link. */
export function renderAboutLink({ language, tenantName }: RequestView): Html {
  const { link } = portalTexts[language];
  return html`<aside class="about" aria-labelledby="about">
<section>
<h2 id="about">${link.heading}</h2>
${renderList([link.opening, link.personal])}
</section>
<section id="unexpected">
<h2>${link.unexpectedHeading}</h2>
<p>${link.unexpected(tenantName)}</p>
</section>
</aside>`;
}

/** Tells which step a form belongs to, so that one that comes late is not taken for the next step's. */
export const renderStepField = (step: WorkflowStep): Html =>
  html`<input type="hidden" name="${controls.step}" value="${step}">
`;

/** Sentences that belong together. */
export const renderList = (items: readonly string[]): Html =>
  html`<ul class="points">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
