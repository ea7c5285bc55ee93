import { element } from './elements.ts';
import type { CaseFile } from './operations.ts';
import { texts } from './texts/texts.ts';

interface QuestionChoice {
  node: HTMLElement;
  /** The keys of the chosen questions. */
  chosen: () => string[];
}

/** A check box for each question that a recipient can be asked to answer again. */
export function questionChoice({ answers }: CaseFile): QuestionChoice {
  const boxes = answers.map(({ question }) =>
    element('input', { type: 'checkbox', id: `question-${question.key}`, value: question.key }),
  );
  return {
    node: element(
      'fieldset',
      {},
      element('legend', {}, texts.decisions.questions),
      element('small', {}, texts.decisions.questionsHint),
      element(
        'div',
        {
          className: 'choices',
          tabIndex: 0,
          attributes: { role: 'group', 'aria-label': texts.decisions.questions },
        },
        ...boxes.map((box, index) =>
          element('label', { htmlFor: box.id }, box, answers[index]?.question.text),
        ),
      ),
    ),
    chosen: () => boxes.filter(({ checked }) => checked).map(({ value }) => value),
  };
}
