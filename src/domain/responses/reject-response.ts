import { z } from 'zod';
import { existingId, idempotencyKey, optional } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { remark } from './review-input.ts';
import { takeReviewStep } from './take-review-step.ts';

/**
 * Decides on a reviewed response: it is rejected, for good and for a reason that the audit trail keeps.
 *
 * @throws NotFoundError, ConflictError
 * @throws InvalidStateError when the response is in another status
 */
export const rejectResponse = defineOperation({
  name: 'rejectResponse',
  needs: ['clock', 'jobs'],
  scope: 'ADMIN',
  input: z.strictObject({
    responseId: existingId,
    reason: remark,
    idempotencyKey: optional(idempotencyKey),
  }),
  run: ({ context, once, input: { responseId, reason } }) =>
    takeReviewStep({
      context,
      once,
      responseId,
      event: 'reject',
      what: 'A response can be rejected',
      auditEvent: 'response.rejected',
      details: { reason },
    }),
});
