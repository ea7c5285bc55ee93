import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls, type FileProblem, type QuestionnaireView } from '../views/views.ts';
import { type ProblemLink, renderProblems, renderSaved } from './feedback.ts';
import { fillPlaces } from './fill-places.ts';
import { type PageFrame, renderRequestLayout } from './layout.ts';
import { controlId, isAnswered, type NumberedQuestion, needsWork } from './numbered-question.ts';
import { conflictText, problemText } from './problems.ts';
import { renderQuestion } from './question.ts';
import { foreignLanguage, renderLang } from './render-lang.ts';
import { renderAboutLink, renderRequestHead, renderStepField } from './request-head.ts';

interface NumberedSection {
  title: string;
  number: number;
  questions: NumberedQuestion[];
}

/**
 * The questionnaire as one form, section by section. Its address is where the form goes to, so that the token is
 * nowhere on the page. The button that saves a draft comes before the one that submits, so that Enter in a field saves.
 */
export function renderQuestionnairePage(view: QuestionnaireView, frame: PageFrame): string {
  const { request, today } = view;
  const { language, tenantName } = request;
  const { answers: texts } = portalTexts[language];
  const questionLanguage = foreignLanguage(view.questionLanguage, language);
  const sections = numberSections(view);
  const questions = sections.flatMap((section) => section.questions);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const lead = `${texts.lead(tenantName)} ${texts.keepsAnswers}`;
  const message = renderChanges({ changes: view.changes, questions, language, tenantName });
  const content = html`${renderRequestHead({ request, lead, message })}${renderFeedback({ view, questions })}<form method="post" enctype="multipart/form-data" novalidate autocomplete="off" data-texts="${JSON.stringify(texts.script)}">
${renderStepField('DDQ')}${renderBar({ view, language })}
<div class="columns">
${renderContents({ sections, language, questionLanguage })}
<div class="sections">
<p class="help">${texts.requiredHint}</p>
${sections.map((section) => renderSection({ section, total: sections.length, byId, language, questionLanguage, today }))}
${renderSubmit({ questions, language, tenantName })}
</div>
</div>
</form>
${renderAboutLink(request)}`;
  return renderRequestLayout({
    request,
    content,
    ...frame,
    hasScript: true,
    hasErrors: view.feedback === 'rejected' || view.feedback === 'conflict',
    isWide: true,
  });
}

function numberSections({ sections }: QuestionnaireView): NumberedSection[] {
  let number = 0;
  return sections.map(({ title, questions }, index) => ({
    title,
    number: index + 1,
    questions: questions.map((question) => {
      number += 1;
      return { ...question, number };
    }),
  }));
}

/** The changes that the team requests, with links to the questions that they are about, if any. */
function renderChanges({
  changes,
  questions,
  language,
  tenantName,
}: {
  changes: QuestionnaireView['changes'];
  questions: readonly NumberedQuestion[];
  language: Language;
  tenantName: string;
}): Html {
  if (changes === undefined) {
    return noHtml;
  }
  const texts = portalTexts[language].answers;
  const links = questions
    .filter(({ isHighlighted, isShown }) => isHighlighted && isShown)
    .map(({ number, text }) => html`<li><a href="#${controlId(number)}">${text}</a></li>`);
  const named =
    links.length === 0
      ? ''
      : html`<p>${texts.changesMarked(links.length)}</p>
<ul>${links}</ul>
`;
  return html`<section class="callout notice" aria-labelledby="changes">
<h2 id="changes">${texts.changesHeading(tenantName)}</h2>
<blockquote>${changes.message}</blockquote>
${named}<p>${texts.changesKept}</p>
</section>
`;
}

function renderFeedback({
  view,
  questions,
}: {
  view: QuestionnaireView;
  questions: readonly NumberedQuestion[];
}): Html {
  const { language } = view.request;
  const texts = portalTexts[language].answers;
  const links = (problemOf: (question: NumberedQuestion) => string | undefined): ProblemLink[] =>
    questions.flatMap((question) => {
      const problem = problemOf(question);
      return problem === undefined
        ? []
        : [{ target: controlId(question.number), text: question.text, problem }];
    });
  const conflicts = links((question) => conflictText(language, question));
  const problems = links(
    (question) => problemText(language, question) ?? rejectedFiles(question.fileProblems, language),
  );
  const parts = [
    view.feedback === 'saved' ? renderSaved({ heading: texts.savedHeading, hint: texts.savedHint }) : noHtml,
    conflicts.length === 0
      ? noHtml
      : renderProblems({
          id: 'conflicts',
          heading: texts.conflictHeading(conflicts.length),
          hint: texts.conflictHint,
          problems: conflicts,
        }),
    problems.length === 0
      ? noHtml
      : renderProblems({
          id: 'problems',
          heading: texts.rejectedHeading(problems.length),
          hint: texts.rejectedHint,
          problems,
        }),
  ];
  return html`${parts}`;
}

/** Why files were not accepted; undefined if all were. */
const rejectedFiles = (problems: readonly FileProblem[], language: Language): string | undefined =>
  problems.length === 0
    ? undefined
    : problems
        .map(({ reason, name }) => portalTexts[language].answers.files.problems[reason](name, 'document'))
        .join(' ');

/** How far the recipient is, always in sight, with the button that saves. */
function renderBar({ view, language }: { view: QuestionnaireView; language: Language }): Html {
  const { answered, total } = view;
  const texts = portalTexts[language].answers;
  return html`<div class="bar">
<div class="state"><strong id="answered">${fillPlaces(texts.script.answered, answered, total)}</strong><span id="status" role="status"></span></div>
<button class="secondary" name="${controls.action}" value="${controls.actions.save}">${texts.save}</button>
<progress value="${String(answered)}" max="${String(Math.max(total, 1))}" aria-labelledby="answered"></progress>
</div>`;
}

function renderContents({
  sections,
  language,
  questionLanguage,
}: {
  sections: readonly NumberedSection[];
  language: Language;
  questionLanguage: string | undefined;
}): Html {
  const texts = portalTexts[language].answers;
  const items = sections.map(({ title, number, questions }) => {
    const shown = questions.filter(({ isShown }) => isShown);
    const answered = shown.filter(isAnswered).length;
    const isComplete =
      shown.length > 0 && shown.every((question) => !question.isRequired || isAnswered(question));
    return html`<li${shown.length === 0 ? ' data-unmet' : ''}${isComplete ? html` class="complete"` : ''}><a href="#s${number}"><span${renderLang(questionLanguage)}>${title}</span> <small>${fillPlaces(texts.script.part, answered, shown.length)}</small></a></li>`;
  });
  return html`<nav class="contents" aria-labelledby="contents"><details>
<summary id="contents">${texts.contents}</summary>
<ol>${items}</ol>
</details></nav>`;
}

function renderSection({
  section,
  total,
  byId,
  language,
  questionLanguage,
  today,
}: {
  section: NumberedSection;
  total: number;
  byId: ReadonlyMap<string, NumberedQuestion>;
  language: Language;
  questionLanguage: string | undefined;
  today: string;
}): Html {
  const { title, number, questions } = section;
  const isShown = questions.some((question) => question.isShown);
  return html`<fieldset class="card" id="s${number}"${isShown ? '' : ' data-unmet'}>
<legend><h2${renderLang(questionLanguage)}>${title}</h2></legend>
<p class="place">${portalTexts[language].answers.sectionOf(number, total)}</p>
${questions.map((question) => renderQuestion({ question, language, questionLanguage, today, byId }))}</fieldset>
`;
}

function renderSubmit({
  questions,
  language,
  tenantName,
}: {
  questions: readonly NumberedQuestion[];
  language: Language;
  tenantName: string;
}): Html {
  const texts = portalTexts[language].answers;
  const open = questions.filter((question) => question.isShown && needsWork(question)).length;
  const [none, one, several] = texts.script.open;
  const openText = open === 0 ? none : open === 1 ? one : several;
  return html`<section class="card submit" aria-labelledby="submit">
<h2 id="submit">${texts.submitHeading}</h2>
<p id="open">${fillPlaces(openText, open)}</p>
<p>${texts.submitHint(tenantName)}</p>
<button name="${controls.action}" value="${controls.actions.submit}">${texts.submit}</button>
</section>`;
}
