import { ConflictError, InvalidStateError, NotFoundError, ValidationError } from '../../errors.ts';
import { idempotencyKey, idText, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { objectWithRules } from '../parse-input.ts';
import { questionKeyText } from '../questionnaires/question-key.ts';
import { addComment } from './add-comment.ts';
import { commentText } from './comment.ts';

/**
 * Adds a comment to an answer, which can be empty, that is found by its question.
 *
 * @throws NotFoundError
 * @throws ValidationError when the questionnaire has no such question
 * @throws InvalidStateError when the response was erased
 * @throws ConflictError when the response has as many comments as it can have
 */
export const commentOnResponse = defineOperation({
  name: 'commentOnResponse',
  actor: 'tenant',
  description:
    'Adds a comment of the team to the answer to a question of a response. Recipients never see it.',
  errors: [NotFoundError, InvalidStateError, ConflictError],
  subject: { comment: 'Comment' },
  needs: ['cipher', 'clock', 'eventData', 'findVersionId', 'jobs', 'readVersion'],
  scope: 'ADMIN',
  createsOrSends: true,
  input: objectWithRules(
    {
      responseId: uuid.describe('The response’s id, in any status.'),
      questionId: optional(idText).describe('The question’s id.'),
      questionKey: optional(questionKeyText).describe('The question’s key, in place of its id.'),
      text: commentText,
      idempotencyKey,
    },
    ({ questionId, questionKey }, report) => {
      if (questionId === undefined && questionKey === undefined) {
        report(['questionId'], 'Use the question’s id or its key.');
      }
      if (questionId !== undefined && questionKey !== undefined) {
        report(['questionKey'], 'Use either the question’s id or its key, not both.');
      }
    },
  ).describe('A comment on the answer to a question.'),
  run: ({ context, once, input: { responseId, questionId, questionKey, text } }) =>
    addComment({
      context,
      once,
      responseId,
      findQuestion: (questions) => {
        const question = questions.find(
          ({ id, key }) => id === questionId?.toLowerCase() || key === questionKey,
        );
        if (!question) {
          throw ValidationError.at(
            questionId === undefined ? 'questionKey' : 'questionId',
            'The questionnaire has no such question.',
          );
        }
        return question;
      },
      text,
    }),
});
