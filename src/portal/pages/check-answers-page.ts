import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { renderAnswer } from './answers-copy.ts';
import { renderFeedback, renderForm } from './form.ts';
import type { FormLayout, NumberedSection } from './form-layout.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import { isAnswered, type NumberedQuestion } from './numbered-question.ts';
import { renderLang } from './render-lang.ts';
import { renderUnsaved } from './request-head.ts';
import { renderSubmit } from './submit-card.ts';

/** All answers before they are submitted, each with a way to change it. Its form has the button that submits, and no answers. */
export function renderCheckAnswersPage(form: FormLayout, frame: PageFrame): string {
  const { view, language, sections, linkTo } = form;
  const { request } = view;
  const { parts } = portalTexts[language].answers;
  const content = html`<p class="back"><a href="${linkTo({ kind: 'tasks' })}">${parts.allSections}</a></p>
<h1>${parts.check}</h1>
<p class="lead">${parts.checkLead}</p>
${renderUnsaved(request)}${renderFeedback(form)}${sections.map((section) => renderSection(form, section))}${renderForm({ form, content: renderSubmit(form) })}`;
  return renderRequestLayout({
    request,
    heading: parts.check,
    content,
    ...frame,
    languageLink: form.languageLink,
    hasScript: true,
    hasErrors: view.feedback === 'rejected',
  });
}

/** A section without a question to answer is left out. */
function renderSection(form: FormLayout, { title, lang, number, questions }: NumberedSection): Html {
  const asked = questions.filter(({ isShown }) => isShown);
  return asked.length === 0
    ? noHtml
    : html`<section class="card" aria-labelledby="s${number}">
<h2 id="s${number}"${renderLang(lang)}>${title}</h2>
<dl class="answers">${asked.map((question) => renderRow(form, question))}</dl>
</section>
`;
}

function renderRow({ language, linkToQuestion }: FormLayout, question: NumberedQuestion): Html {
  const { parts, missing } = portalTexts[language].answers;
  const { text, langs, type, isRequired } = question;
  const lang = renderLang(langs.text);
  const answer =
    isRequired && !isAnswered(question)
      ? html`<span class="problem">${missing[type]}</span>`
      : renderAnswer({ question, language });
  const verb = isAnswered(question) ? parts.change : parts.answer;
  return html`<div><dt${lang}>${text}</dt><dd>${answer}</dd><dd class="change"><a href="${linkToQuestion(question)}">${verb}<span class="spoken"${lang}>${text}</span></a></dd></div>`;
}
