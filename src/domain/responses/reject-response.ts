import { z } from 'zod';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { idempotencyKey, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { remark } from './review-input.ts';
import { takeReviewStep } from './take-review-step.ts';

/**
 * Decides on a reviewed response: it is rejected permanently, for a reason that the audit trail keeps.
 *
 * @throws NotFoundError, ConflictError
 * @throws InvalidStateError when the response is in another status, or the tenant's four-eyes rule does not allow this person to decide
 */
export const rejectResponse = defineOperation({
  name: 'rejectResponse',
  actor: 'tenant',
  description: 'Rejects a reviewed response permanently.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({
      responseId: uuid.describe('A response in REVIEWED.'),
      reason: remark.describe('The reason, at most 2000 characters. Recorded in the audit trail only.'),
      idempotencyKey,
    })
    .describe('A response to reject, and the reason.'),
  run: ({ context, once, input: { responseId, reason } }) =>
    takeReviewStep({
      context,
      once,
      responseId,
      event: 'reject',
      what: 'A response can be rejected',
      judgement: 'decision',
      auditEvent: 'response.rejected',
      details: { reason },
    }),
});
