import { z } from 'zod';
import { optional } from '../fields.ts';

/** More answers than the largest questionnaire has questions. */
const mostAnswers = 1000;

const answerInput = z.strictObject({
  questionId: optional(z.string()),
  questionKey: optional(z.string()),
  value: z.unknown().optional(),
});

/** What `saveResponse` takes. Whether the answers fit their questions is checked once the questions are known. */
export const saveResponseInput = z.strictObject({
  responseId: z.string(),
  answers: z.array(answerInput).max(mostAnswers, `Use at most ${mostAnswers} answers.`),
});

export type AnswerInput = z.output<typeof answerInput>;
