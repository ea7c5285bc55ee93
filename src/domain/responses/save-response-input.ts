import { z } from 'zod';
import { optional, uuid } from '../fields.ts';
import { objectWithRules } from '../parse-input.ts';

/** More answers than the largest questionnaire has questions. */
const mostAnswers = 1000;

const answerInput = objectWithRules(
  { questionId: optional(uuid), questionKey: optional(z.string()), value: z.unknown() },
  (answer, report) => {
    if (answer['questionId'] == null && answer['questionKey'] == null) {
      report(['questionId'], 'Name the question by its id or its key.');
    }
    if (answer['questionId'] != null && answer['questionKey'] != null) {
      report(['questionKey'], 'Name the question by its id or its key, not both.');
    }
    if (answer['value'] === undefined) {
      report(['value'], 'This field is required; null clears the answer.');
    }
  },
);

/** What `saveResponse` takes. Whether the values answer their questions is checked once the questions are known. */
export const saveResponseInput = z.strictObject({
  responseId: z.string(),
  answers: z.array(answerInput).max(mostAnswers, `Use at most ${mostAnswers} answers.`),
});

export type AnswerInput = z.output<typeof answerInput>;
