import { defineOperation } from '../operation.ts';
import { notesDetails, reviewInput } from './review-input.ts';
import { takeReviewStep } from './take-review-step.ts';

/**
 * Ends the review of a response; what is left is the decision.
 *
 * @throws NotFoundError, ConflictError
 * @throws InvalidStateError when the response is in another status
 */
export const completeReview = defineOperation({
  name: 'completeReview',
  needs: ['clock', 'jobs'],
  scope: 'ADMIN',
  input: reviewInput,
  run: ({ context, once, input: { responseId, notes } }) =>
    takeReviewStep({
      context,
      once,
      responseId,
      event: 'completeReview',
      what: 'A review can be completed',
      auditEvent: 'response.reviewed',
      details: notesDetails(notes),
      data: { reviewedAt: context.services.clock() },
    }),
});
