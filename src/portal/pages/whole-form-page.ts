import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls } from '../views/views.ts';
import { renderChanges } from './changes.ts';
import { fillPlaces } from './fill-places.ts';
import { renderFeedback, renderForm, renderQuestions } from './form.ts';
import type { FormLayout, NumberedSection } from './form-layout.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import { renderAtHand, renderLead } from './preparation.ts';
import { renderLang } from './render-lang.ts';
import { renderAboutLink, renderRequestHead } from './request-head.ts';
import { renderContents } from './section-contents.ts';
import { renderSubmit } from './submit-card.ts';

/**
 * The questionnaire as one form, section by section. The button that saves a draft comes before the one that submits, so that
 * Enter in a field saves.
 */
export function renderWholeFormPage(form: FormLayout, frame: PageFrame): string {
  const { view, language } = form;
  const { request } = view;
  const { answers: texts } = portalTexts[language];
  const head = renderRequestHead({ request, lead: renderLead(view), message: renderChanges(form) });
  const content = html`${renderWayBack(form)}${head}${view.isInParts ? noHtml : renderAtHand(form)}${renderFeedback(form)}${renderForm(
    {
      form,
      content: html`${renderBar(form)}
<div class="columns">
${renderContents(form)}
<div class="sections">
<p class="help">${texts.requiredHint}</p>
${form.sections.map((section) => renderSection(form, section))}
${renderSubmit(form)}
</div>
</div>`,
    },
  )}
${renderAboutLink(request)}`;
  return renderRequestLayout({
    request,
    content,
    ...frame,
    languageLink: form.languageLink,
    hasScript: true,
    hasErrors: view.feedback === 'rejected' || view.feedback === 'conflict',
    isWide: true,
  });
}

/** Back to the page with all sections, where there is one. */
function renderWayBack({ view, language, linkTo }: FormLayout): Html {
  return view.isInParts
    ? html`<p class="back"><a href="${linkTo({ kind: 'tasks' })}">${portalTexts[language].answers.parts.allSections}</a></p>
`
    : noHtml;
}

/** How far the recipient is, always in sight, with the button that saves. */
function renderBar({ view: { answered, total }, language }: FormLayout): Html {
  const texts = portalTexts[language].answers;
  return html`<div class="bar">
<div class="state"><strong id="answered">${fillPlaces(texts.script.answered, answered, total)}</strong><span id="status" role="status"></span></div>
<button class="secondary" name="${controls.action}" value="${controls.actions.save}">${texts.save}</button>
<progress value="${String(answered)}" max="${String(Math.max(total, 1))}" aria-labelledby="answered"></progress>
</div>`;
}

function renderSection(form: FormLayout, { title, lang, number, questions }: NumberedSection): Html {
  const { language, sections } = form;
  const isShown = questions.some((question) => question.isShown);
  return html`<fieldset class="card" id="s${number}"${isShown ? '' : ' data-unmet'}>
<legend><h2${renderLang(lang)}>${title}</h2></legend>
<p class="place">${portalTexts[language].answers.sectionOf(number, sections.length)}</p>
${renderQuestions(form, questions)}</fieldset>
`;
}
