import type { QuestionView } from '../views/views.ts';

/** A question with its place on the page, which its elements have their ids from. */
export interface NumberedQuestion extends QuestionView {
  /** The languages of its texts, where they are not the page's. */
  langs: Record<'text' | 'helpText' | 'options', string | undefined>;
  /** From 1, through all sections. */
  number: number;
  /** The number of its section. */
  section: number;
}

/** The id of what a link to the question leads to: its control, or the first of them. */
export const controlId = (number: number): string => `a${number}`;

/** Whether the question is answered by several controls, named together. */
export const isGroup = ({ type, options }: Pick<QuestionView, 'type' | 'options'>): boolean =>
  type === 'BOOLEAN' ||
  type === 'MULTI_CHOICE' ||
  type === 'COUNTRIES' ||
  (type === 'SINGLE_CHOICE' && options.length <= 6);

/** Whether there is an answer, as far as it was understood. */
export const isAnswered = ({ value, typed, files }: NumberedQuestion): boolean =>
  files.length > 0 || (value !== null && typed === undefined);

/** Whether the questionnaire cannot be submitted before something is done about the answer. */
export const needsWork = (question: NumberedQuestion): boolean =>
  (question.isRequired && !isAnswered(question)) ||
  question.problem !== undefined ||
  question.theirs !== undefined ||
  question.fileProblems.length > 0;

/** Neither a group of checkboxes nor a file input can be announced as required; their description says it. */
export const canBeRequired = (type: NumberedQuestion['type']): boolean =>
  type !== 'MULTI_CHOICE' && type !== 'COUNTRIES' && type !== 'FILE';
