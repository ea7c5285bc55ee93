import { z } from 'zod';
import { boundedList } from '../bounded.ts';
import { existingId, optional } from '../fields.ts';
import { questionKeyText } from '../questionnaires/question-key.ts';

/** More answers than the largest questionnaire has questions. */
const maxAnswers = 1_000;

const answerInput = z.strictObject({
  questionId: optional(existingId),
  questionKey: optional(questionKeyText),
  value: z.unknown().optional(),
});

/** What `saveResponse` takes. Whether the answers fit their questions is checked once the questions are known. */
export const saveResponseInput = z.strictObject({
  responseId: existingId,
  answers: boundedList(answerInput, { max: maxAnswers, message: `Use at most ${maxAnswers} answers.` }),
});

export type AnswerInput = z.output<typeof answerInput>;
