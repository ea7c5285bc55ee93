import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import type { CompletedView, RequestView } from '../views/views.ts';
import { renderAnswers } from './answers-copy.ts';
import { renderTime } from './format-time.ts';
import { renderIcon } from './icons.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import { renderList, renderUnsaved } from './request-head.ts';

/** A summary of what was handed in, with a copy to print for as long as there is one. Never a form. */
export function renderCompletedPage(view: CompletedView, frame: PageFrame): string {
  const { request } = view;
  const { language, tenantName, entityName, title, unsaved } = request;
  const { completed, ...texts } = portalTexts[language];
  const content = html`<p class="badge">${renderIcon('tick', 18)}${completed.badge}</p>
<h1>${title}</h1>
<p class="lead">${completed.lead(tenantName)}</p>
${renderUnsaved({ unsaved, language })}
<section class="card" aria-labelledby="steps">
<h2 id="steps">${texts.steps}</h2>
${renderDone(request)}
<dl class="facts">
<div><dt>${texts.askedBy}</dt><dd>${tenantName}</dd></div>
<div><dt>${texts.concerns}</dt><dd>${entityName}</dd></div>
<div class="by"><dt>${completed.completedAt}</dt><dd>${renderTime({ time: view.completedAt, language })}</dd></div>
</dl>
</section>
<section class="about" aria-labelledby="next"><div>
<h2 id="next">${completed.notesHeading}</h2>
${renderList(completed.notes(tenantName))}
</div></section>
${renderCopy({ sections: view.sections, language })}`;
  return renderRequestLayout({
    request,
    content,
    ...frame,
    hasScript: view.sections !== undefined,
  });
}

function renderDone({ steps, language }: RequestView): Html {
  const { done } = portalTexts[language];
  const items = steps.map(
    ({ name }) =>
      html`<li class="done"><span class="number">${renderIcon('tick', 16)}<span class="spoken">${done}: </span></span><span>${name}</span></li>`,
  );
  return html`<ol class="stepper">${items}</ol>`;
}

/** The script puts a button beside the heading that prints; the browser's own way works without. */
function renderCopy({ sections, language }: Pick<CompletedView, 'sections'> & { language: Language }): Html {
  if (sections === undefined) {
    return noHtml;
  }
  const { completed, answers } = portalTexts[language];
  const parts = sections
    .filter(({ questions }) => questions.length > 0)
    .map(({ title, questions }) => html`<h3>${title}</h3>${renderAnswers({ questions, language })}`);
  return html`<section class="card copy" aria-labelledby="copy" data-print="${answers.script.print}">
<h2 id="copy">${completed.copyHeading}</h2>
<p class="help">${completed.copyHint}</p>
${parts}
</section>`;
}
