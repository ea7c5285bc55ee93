import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { defineOperation } from '../operation.ts';
import { notesDetails, reviewInput } from './review-input.ts';
import { takeReviewStep } from './take-review-step.ts';

/**
 * Decides on a reviewed response: it is approved permanently.
 *
 * @throws NotFoundError, ConflictError
 * @throws InvalidStateError when the response is in another status, or the tenant's four-eyes rule does not allow this person to decide
 */
export const approveResponse = defineOperation({
  name: 'approveResponse',
  actor: 'tenant',
  description: 'Approves a reviewed response permanently.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: reviewInput({ response: 'A response in REVIEWED.' }).describe('A response to approve.'),
  run: ({ context, once, input: { responseId, notes } }) =>
    takeReviewStep({
      context,
      once,
      responseId,
      event: 'approve',
      what: 'A response can be approved',
      judgement: 'decision',
      auditEvent: 'response.approved',
      details: notesDetails(notes),
    }),
});
