import { html } from 'ghtml';
import type { Link } from '../domain/workflows/find-link.ts';
import { formatTime, renderTime } from './format-time.ts';
import { renderIcon } from './icons.ts';
import { type PortalLanguage, portalTexts, type RequestKind } from './texts.ts';

/** A link that has a request behind it, whether or not it still opens. */
export type RequestLink = Extract<Link, { steps: unknown }>;

/** What a live link shows: who asks, for what, about whom, until when, and what happens here. */
export function renderOpen({ link, language }: { link: RequestLink; language: PortalLanguage }): string {
  const { open, ...texts } = portalTexts[language];
  const { tenantName, entityName, expiresAt } = link;
  return html`<h1>${link.title}</h1>
<p class="lead">${open.lead(tenantName)}</p>
<section class="card" aria-labelledby="steps">
<h2 id="steps">${open.stepsHeading}</h2>
!${renderSteps({ link, language, isDone: false })}
<dl>
<div><dt>${texts.askedBy}</dt><dd>${tenantName}</dd></div>
<div><dt>${texts.concerns}</dt><dd>${entityName}</dd></div>
<div class="wide"><dt>${texts.validUntil}</dt><dd>!${renderTime({ time: expiresAt, language })}</dd></div>
</dl>
</section>
<section class="notes" aria-labelledby="notes">
<h2 id="notes">${open.notesHeading}</h2>
!${renderList([
    open.here[kindOf(link.steps)],
    open.valid(formatTime({ time: expiresAt, language })),
    open.submits,
    open.personal,
  ])}
</section>
<section id="unexpected">
<h2>${open.unexpectedHeading}</h2>
<p>${open.unexpected(tenantName)}</p>
</section>`;
}

/** What a link shows once everything is handed in: a summary, none of the answers. */
export function renderCompleted({ link, language }: { link: RequestLink; language: PortalLanguage }): string {
  const { completed, ...texts } = portalTexts[language];
  return html`<p class="badge">!${renderIcon('tick', 18)}${completed.badge}</p>
<h1>${link.title}</h1>
<p class="lead">${completed.lead(link.tenantName)}</p>
<section class="card" aria-labelledby="steps">
<h2 id="steps">${completed.stepsHeading}</h2>
!${renderSteps({ link, language, isDone: true })}
<dl>
<div><dt>${texts.askedBy}</dt><dd>${link.tenantName}</dd></div>
<div><dt>${texts.concerns}</dt><dd>${link.entityName}</dd></div>
</dl>
</section>
<section class="notes" aria-labelledby="notes">
<h2 id="notes">${completed.notesHeading}</h2>
!${renderList(completed.notes(link.tenantName))}
</section>`;
}

/** Sentences that belong together. */
export function renderList(items: readonly string[]): string {
  return html`<ul>!${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function renderSteps({
  link,
  language,
  isDone,
}: {
  link: RequestLink;
  language: PortalLanguage;
  isDone: boolean;
}): string {
  const texts = portalTexts[language];
  const steps = link.steps.map((step, index) => {
    const { name, details } =
      step === 'DDQ'
        ? {
            name: link.questionnaireName ?? texts.questionnaire,
            details: [
              ...(link.questionnaireName === undefined ? [] : [texts.questionnaire]),
              ...(link.questionCount === undefined ? [] : [texts.questionCount(link.questionCount)]),
            ],
          }
        : { name: texts.verification, details: [texts.verificationOf(link.entityName)] };
    const mark = isDone
      ? html`<span class="number">!${renderIcon('tick', 18)}<span class="spoken">${texts.done}</span></span>`
      : html`<span class="number" aria-hidden="true">${String(index + 1)}</span>`;
    return html`<li>!${mark}<div><strong>${name}</strong><small>${details.join(' · ')}</small></div></li>`;
  });
  return html`<ol class="steps">!${steps}</ol>`;
}

function kindOf(steps: RequestLink['steps']): RequestKind {
  const isDdq = steps.includes('DDQ');
  const isVerification = steps.includes('VERIFICATION');
  return isDdq && isVerification ? 'BOTH' : isVerification ? 'VERIFICATION' : 'DDQ';
}
