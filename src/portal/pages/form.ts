import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import type { FileProblem } from '../views/views.ts';
import { type ProblemLink, renderProblems, renderSaved } from './feedback.ts';
import type { FormLayout } from './form-layout.ts';
import type { NumberedQuestion } from './numbered-question.ts';
import { conflictText, problemText } from './problems.ts';
import { renderQuestion } from './question.ts';
import { renderStepField } from './request-head.ts';

/** A form of the questionnaire. Its address is the page's own, so that the token is nowhere on the page. */
export function renderForm({ form: { language }, content }: { form: FormLayout; content: Html }): Html {
  const { script } = portalTexts[language].answers;
  return html`<form method="post" enctype="multipart/form-data" novalidate autocomplete="off" data-texts="${JSON.stringify(script)}">
${renderStepField('DDQ')}${content}
</form>`;
}

/** Questions with their controls. */
export function renderQuestions(form: FormLayout, questions: readonly NumberedQuestion[]): readonly Html[] {
  const { language, byId, onPage, view } = form;
  return questions.map((question) => renderQuestion({ question, language, byId, onPage, today: view.today }));
}

/** The outcome of the form that the page follows: that it was saved, or what was not and why, with links to each. */
export function renderFeedback(form: FormLayout): Html {
  const { view, language } = form;
  const texts = portalTexts[language].answers;
  const conflicts = findProblems(form, (question) => conflictText(language, question));
  const problems = findProblems(
    form,
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

/** Of the questions that are asked: whatever is entered for others hinders no one. */
function findProblems(
  { byId, linkToQuestion }: FormLayout,
  problemOf: (question: NumberedQuestion) => string | undefined,
): ProblemLink[] {
  return [...byId.values()].flatMap((question) => {
    const problem = question.isShown ? problemOf(question) : undefined;
    return problem === undefined ? [] : [{ href: linkToQuestion(question), text: question.text, problem }];
  });
}

/** Why files were not accepted; undefined if all were. */
const rejectedFiles = (problems: readonly FileProblem[], language: Language): string | undefined =>
  problems.length === 0
    ? undefined
    : problems
        .map(({ reason, name }) => portalTexts[language].answers.files.problems[reason](name, 'document'))
        .join(' ');
