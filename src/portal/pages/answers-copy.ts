import type { Language } from '../../languages.ts';
import { type Html, html } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import type { AnsweredQuestionView } from '../views/views.ts';
import { answerText } from './answer-text.ts';
import { formatSize } from './format-size.ts';

/** Questions with their answers, to read, to copy and to print. */
export function renderAnswers({
  questions,
  language,
}: {
  questions: readonly AnsweredQuestionView[];
  language: Language;
}): Html {
  const rows = questions.map(
    (question) => html`<div><dt>${question.text}</dt><dd>${renderAnswer({ question, language })}</dd></div>`,
  );
  return html`<dl class="answers">${rows}</dl>`;
}

/** An answer as it is read. */
export function renderAnswer({
  question: { type, value, files, options, optionTexts },
  language,
}: {
  question: AnsweredQuestionView;
  language: Language;
}): Html {
  if (files.length > 0) {
    const names = files.map(({ name, sizeBytes }) => `${name} (${formatSize({ sizeBytes, language })})`);
    return html`${names.join('\n')}`;
  }
  if (value === null || type === 'FILE') {
    return html`<span class="none">${portalTexts[language].notAnswered}</span>`;
  }
  return html`${
    Array.isArray(value)
      ? value.map((item) => answerText({ type, value: [item], options, optionTexts, language })).join('\n')
      : answerText({ type, value, options, optionTexts, language })
  }`;
}
