import { z } from 'zod';
import { ConflictError, InvalidStateError, NotFoundError } from '../../errors.ts';
import { idempotencyKey, idText } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { addComment } from './add-comment.ts';
import { commentText } from './comment.ts';
import { readAnswerId } from './response-answer.ts';

/** The id of an answer, read. */
const answerId = idText.transform((text, context) => {
  const read = readAnswerId(text);
  if (!read) {
    context.addIssue({ code: 'custom', message: 'Use the id of an answer.' });
    return z.NEVER;
  }
  return read;
});

/**
 * Adds a comment to an answer, which can be empty.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 * @throws ConflictError when the response has as many comments as it can have
 */
export const commentOnAnswer = defineOperation({
  name: 'commentOnAnswer',
  actor: 'tenant',
  description: 'Adds a comment of the team to an answer. Recipients never see it.',
  errors: [NotFoundError, InvalidStateError, ConflictError],
  subject: { comment: 'Comment' },
  needs: ['cipher', 'clock', 'eventData', 'findVersionId', 'jobs', 'readVersion'],
  scope: 'ADMIN',
  createsOrSends: true,
  input: z
    .strictObject({
      answerId: answerId.describe('The answer’s id. It can be an answer that is still empty.'),
      text: commentText,
      idempotencyKey,
    })
    .describe('A comment on an answer.'),
  run: ({ context, once, input: { answerId: answer, text } }) =>
    addComment({
      context,
      once,
      responseId: answer.responseId,
      findQuestion: (questions) => {
        const question = questions.find(({ id }) => id === answer.questionId);
        if (!question) {
          throw new NotFoundError('Answer');
        }
        return question;
      },
      text,
    }),
});
