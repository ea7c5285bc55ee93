import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { type FormPage, pageAfter, pageBefore } from '../views/form-page.ts';
import { controls } from '../views/views.ts';
import { renderChanges } from './changes.ts';
import { fillPlaces } from './fill-places.ts';
import { renderFeedback, renderForm, renderQuestions } from './form.ts';
import { type FormLayout, type NumberedSection, progressOf } from './form-layout.ts';
import { renderIcon } from './icons.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import type { NumberedQuestion } from './numbered-question.ts';
import { renderLang } from './render-lang.ts';
import { renderUnsaved } from './request-head.ts';
import { renderContents } from './section-contents.ts';

type SectionPage = Extract<FormPage, { kind: 'section' }>;

/** One section of a long questionnaire. Enter in a field saves, because the button that saves a draft is the first. */
export function renderSectionPage(form: FormLayout, page: SectionPage, frame: PageFrame): string {
  const { view, language, sections, onPage } = form;
  const { request } = view;
  const { answers: texts } = portalTexts[language];
  const section = sections[page.number - 1];
  if (section === undefined) {
    throw new Error('The questionnaire has no such section.');
  }
  const { title, lang, number } = section;
  const progress = progressOf(section);
  const back = pageBefore(page, sections);
  const content = html`<p class="back"><a href="${form.linkTo(back)}">${back.kind === 'tasks' ? texts.parts.allSections : fillPlaces(texts.parts.back, renderTitle(form, back))}</a></p>
<p class="place">${texts.sectionOf(number, sections.length)}</p>
<h1 id="heading"${renderLang(lang)}>${title}</h1>
${renderUnsaved(request)}${onPage.some(({ isHighlighted, isShown }) => isHighlighted && isShown) ? renderChanges(form) : noHtml}${renderFeedback(form)}${renderForm(
  {
    form,
    content: html`${renderBar(form, page, section)}
<div class="columns">
${renderContents(form)}
<div class="sections">
${progress.asked === 0 ? html`<p class="callout">${texts.parts.nothingAsked}</p>` : html`<p class="help">${texts.requiredHint}</p>`}
<fieldset class="card" id="s${number}" aria-labelledby="heading"${progress.asked === 0 ? ' data-unmet' : ''}>
${renderQuestions(form, onPage)}</fieldset>
<div class="onward"><button name="${controls.action}" value="${controls.actions.continue}">${texts.parts.saveAndContinue}</button>
<a href="${form.linkTo({ kind: 'tasks' })}">${texts.parts.allSections}</a>
<a href="${form.linkTo({ kind: 'all' })}#s${number}">${texts.parts.wholeForm}</a></div>
</div>
</div>`,
  },
)}`;
  return renderRequestLayout({
    request,
    heading: title,
    content,
    ...frame,
    languageLink: form.languageLink,
    hasScript: true,
    hasErrors: onPage.some(
      ({ isShown, problem, theirs, fileProblems }) => isShown && (problem ?? theirs ?? fileProblems[0]),
    ),
    isWide: true,
  });
}

/** Where the recipient is, always in sight, with the buttons that save and that lead on. */
function renderBar(form: FormLayout, page: SectionPage, section: NumberedSection): Html {
  const { language } = form;
  const texts = portalTexts[language].answers;
  const { answered, asked } = progressOf(section);
  const next = findNextPage(form, page);
  const nextText = next ? fillPlaces(texts.parts.nextPage, renderTitle(form, next)) : texts.parts.next;
  return html`<div class="bar">
<div class="state"><strong${renderLang(section.lang)}>${section.title}</strong><span id="answered">${fillPlaces(texts.script.answered, answered, asked)}</span><span id="status" role="status"></span></div>
<button class="secondary" name="${controls.action}" value="${controls.actions.save}">${texts.save}</button>
<button class="secondary next" name="${controls.action}" value="${controls.actions.continue}"><span>${nextText}</span>${renderIcon('next', 20)}</button>
<progress value="${String(answered)}" max="${String(Math.max(asked, 1))}" aria-labelledby="answered"></progress>
</div>`;
}

/** The page that follows, whatever is answered on this one; undefined if an answer on this one decides which it is. */
function findNextPage(
  { sections, byId, onPage, linkTo }: FormLayout,
  page: SectionPage,
): FormPage | undefined {
  const isDecidedHere = ({ visibleWhen }: NumberedQuestion): boolean => {
    const condition = visibleWhen && byId.get(visibleWhen.questionId);
    return condition !== undefined && (onPage.includes(condition) || isDecidedHere(condition));
  };
  const nextIf = (isShown: boolean) =>
    pageAfter(
      page,
      sections.map(({ questions }) => ({
        questions: questions.map((question) => (isDecidedHere(question) ? { isShown } : question)),
      })),
    );
  // Each question more that is asked can only bring the next page nearer.
  const [nearest, farthest] = [nextIf(true), nextIf(false)];
  return linkTo(nearest) === linkTo(farthest) ? nearest : undefined;
}

/** The title of the page before or after a section. */
function renderTitle({ sections, language }: FormLayout, page: FormPage): Html {
  const { parts } = portalTexts[language].answers;
  const section = page.kind === 'section' ? sections[page.number - 1] : undefined;
  return section
    ? html`<span${renderLang(section.lang)}>${section.title}</span>`
    : html`${page.kind === 'check' ? parts.check : parts.allSections}`;
}
