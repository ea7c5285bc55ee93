import { type Html, html } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import type { FormPage } from '../views/form-page.ts';
import { renderChanges } from './changes.ts';
import { fillPlaces } from './fill-places.ts';
import { type FormLayout, type NumberedSection, progressOf } from './form-layout.ts';
import { renderIcon } from './icons.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import { renderAtHand, renderLead } from './preparation.ts';
import { renderLang } from './render-lang.ts';
import { renderAboutLink, renderRequestHead } from './request-head.ts';

/** Where a long questionnaire opens: its sections, what is done, what is missing, and how to go on. */
export function renderTaskListPage(form: FormLayout, frame: PageFrame): string {
  const { view, language, sections } = form;
  const { request } = view;
  const { parts, contents } = portalTexts[language].answers;
  const asked = sections.filter((section) => progressOf(section).asked > 0);
  const done = asked.filter((section) => isDone(section));
  const content = html`${renderRequestHead({ request, lead: renderLead(view), message: renderChanges(form) })}${renderAtHand(form)}<section class="card" aria-labelledby="tasks">
<h2 id="tasks">${contents}</h2>
<p id="done" class="help">${parts.sectionsDone(done.length, asked.length)}</p>
<progress value="${String(done.length)}" max="${String(Math.max(asked.length, 1))}" aria-labelledby="done"></progress>
<ol class="tasks">
${sections.map((section) => renderTask(form, section))}</ol>
<div class="onward">${renderWayOn(form, asked)}
<a href="${form.linkTo({ kind: 'all' })}">${parts.wholeForm}</a></div>
</section>
${renderAboutLink(request)}`;
  return renderRequestLayout({
    request,
    content,
    ...frame,
    languageLink: form.languageLink,
    hasScript: true,
  });
}

/** Whether nothing of a section has to be done any more. */
function isDone(section: NumberedSection): boolean {
  const { isComplete, isRequired, answered } = progressOf(section);
  return isComplete && (isRequired || answered > 0);
}

/** A section and how far it is. One without a question to answer leads nowhere. */
function renderTask({ language, linkTo }: FormLayout, section: NumberedSection): Html {
  const { title, lang, number } = section;
  const { asked } = progressOf(section);
  const { kind, text } = stateOf(section, portalTexts[language].answers.parts.states);
  const name = html`<span${renderLang(lang)}>${title}</span>`;
  const href = linkTo({ kind: 'section', number, isFromCheck: false });
  return html`<li>${asked === 0 ? name : html`<a href="${href}" aria-describedby="n${number}">${name}</a>`}<span class="state ${kind}" id="n${number}">${kind === 'complete' ? renderIcon('tick', 16) : ''}${text}</span></li>
`;
}

type StateTexts = (typeof portalTexts)['en']['answers']['parts']['states'];

function stateOf(section: NumberedSection, texts: StateTexts): { kind: string; text: string } {
  const { answered, asked, isRequired, isChangePending } = progressOf(section);
  if (asked === 0) {
    return { kind: 'unneeded', text: texts.unneeded };
  }
  if (isChangePending) {
    return { kind: 'changes', text: texts.changes };
  }
  if (isDone(section)) {
    return { kind: 'complete', text: texts.complete };
  }
  if (answered > 0) {
    return { kind: 'started', text: texts.started(answered, asked) };
  }
  return isRequired ? { kind: 'fresh', text: texts.fresh } : { kind: 'optional', text: texts.optional };
}

/**
 * The one thing to do next: at first the first section, then the first one that lacks something, at last the page where
 * everything is checked.
 */
function renderWayOn({ view, language, linkTo }: FormLayout, asked: readonly NumberedSection[]): Html {
  const { parts } = portalTexts[language].answers;
  const isFresh = view.changes === undefined && asked.every((section) => progressOf(section).answered === 0);
  const lacking =
    asked.find((section) => progressOf(section).isChangePending) ??
    asked.find((section) => !progressOf(section).isComplete);
  // A section that needs no answer lacks nothing, and is shown all the same to whoever starts.
  const next = isFresh ? asked[0] : lacking;
  const check: FormPage = { kind: 'check' };
  if (next === undefined) {
    return html`<a class="button" href="${linkTo(check)}">${parts.check}</a>`;
  }
  const page: FormPage = { kind: 'section', number: next.number, isFromCheck: false };
  const text = isFresh
    ? parts.start
    : fillPlaces(parts.resume, html`<span${renderLang(next.lang)}>${next.title}</span>`);
  return html`<a class="button" href="${linkTo(page)}">${text}</a>
<a href="${linkTo(check)}">${parts.check}</a>`;
}
