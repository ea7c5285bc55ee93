import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { defineOperation } from '../operation.ts';
import { notesDetails, reviewInput } from './review-input.ts';
import { takeReviewStep } from './take-review-step.ts';

/**
 * Ends the review of a response; what is left is the decision.
 *
 * @throws NotFoundError, ConflictError
 * @throws InvalidStateError when the response is in another status, or the tenant's four-eyes rule requires a person
 */
export const completeReview = defineOperation({
  name: 'completeReview',
  actor: 'tenant',
  description: 'Completes the review of a response, so that it can be approved or rejected.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: reviewInput({ response: 'A response in UNDER_REVIEW.' }).describe(
    'A response whose review is complete.',
  ),
  run: ({ context, once, input: { responseId, notes } }) =>
    takeReviewStep({
      context,
      once,
      responseId,
      event: 'completeReview',
      what: 'A review can be completed',
      auditEvent: 'response.reviewed',
      details: notesDetails(notes),
      judgement: 'review',
    }),
});
