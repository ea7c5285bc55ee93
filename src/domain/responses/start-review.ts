import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { defineOperation } from '../operation.ts';
import { notesDetails, reviewInput } from './review-input.ts';
import { takeReviewStep } from './take-review-step.ts';

/**
 * Takes a submitted response into review, so that the team sees that someone is at it.
 *
 * @throws NotFoundError, ConflictError
 * @throws InvalidStateError when the response is in another status
 */
export const startReview = defineOperation({
  name: 'startReview',
  actor: 'tenant',
  description: 'Starts the review of a submitted response.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: reviewInput({ response: 'A response in SUBMITTED or RESUBMITTED.' }).describe(
    'A response to review.',
  ),
  run: ({ context, once, input: { responseId, notes } }) =>
    takeReviewStep({
      context,
      once,
      responseId,
      event: 'startReview',
      what: 'A review can be started',
      auditEvent: 'response.review_started',
      details: notesDetails(notes),
    }),
});
