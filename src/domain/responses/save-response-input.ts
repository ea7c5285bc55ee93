import { z } from 'zod';
import { named } from '../api-types.ts';
import { boundedList } from '../bounded.ts';
import { idText, optional, uuid } from '../fields.ts';
import { questionKeyText } from '../questionnaires/question-key.ts';

/** More answers than the largest questionnaire has questions. */
const maxAnswers = 1_000;

const answerInput = named(
  'AnswerInput',
  z.strictObject({
    questionId: optional(idText).describe('The question’s id.'),
    questionKey: optional(questionKeyText).describe('The question’s key, in place of its id.'),
    value: named('AnswerValue', z.unknown())
      .optional()
      .describe(
        'A string, number, boolean or list of strings, depending on the question’s type. `null` clears the answer.',
      ),
  }),
  'The answer to one question, identified by its id or its key.',
);

/** The input of `saveResponse`. Whether the answers fit their questions is checked once the questions are known. */
export const saveResponseInput = z
  .strictObject({
    responseId: uuid.describe('The response to fill in.'),
    answers: boundedList(answerInput, {
      max: maxAnswers,
      message: `Use at most ${maxAnswers} answers.`,
    }).describe('The answers, at most 1000.'),
  })
  .describe('Answers to save. Questions that are not listed keep their answers.');

export type AnswerInput = z.output<typeof answerInput>;
