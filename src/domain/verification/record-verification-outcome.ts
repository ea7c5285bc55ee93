import { z } from 'zod';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { named } from '../api-types.ts';
import { idempotencyKey, multiLine, oneOf, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { requireSubjectUnerased } from '../workflows/lock-session.ts';
import { lockVerification } from './lock-verification.ts';
import { decidedOutcomes } from './outcomes.ts';
import { verificationStatus } from './verification-status.ts';
import { writeOutcome } from './write-outcome.ts';

/**
 * Records what a verification came to, in the team's judgement. It may be corrected later, and stands over whatever a
 * provider says; recording the same outcome again changes nothing.
 *
 * @throws ValidationError, NotFoundError
 * @throws InvalidStateError before the person has provided everything, and once what they provided was erased
 */
export const recordVerificationOutcome = defineOperation({
  name: 'recordVerificationOutcome',
  actor: 'tenant',
  description:
    'Records the outcome of a completed verification, or corrects it. Recording the same outcome again changes nothing.',
  errors: [NotFoundError, InvalidStateError],
  subject: { verificationSession: 'VerificationSession' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({
      verificationSessionId: uuid.describe('The verification session’s id.'),
      outcome: named('VerificationOutcome', oneOf(decidedOutcomes)).describe(
        'The outcome. `PENDING` cannot be recorded.',
      ),
      reason: optional(multiLine({ max: 2_000 })).describe(
        'The reason, at most 2000 characters. Recorded in the audit trail only.',
      ),
      idempotencyKey,
    })
    .describe('The outcome of a verification.'),
  run: ({ context, input: { verificationSessionId, outcome, reason }, once }) =>
    context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { scope, services, actor } = context;
      const locked = await lockVerification(transaction, { scope, verificationSessionId });
      if (!locked) {
        throw new NotFoundError('Verification session');
      }
      await requireSubjectUnerased(transaction, locked.session);
      const now = services.clock();
      const status = verificationStatus(locked.verification, now);
      if (status !== 'COMPLETED') {
        throw new InvalidStateError(
          'An outcome can be recorded only once the verification is completed.',
          status,
        );
      }
      const verification = await writeOutcome(transaction, {
        ...locked,
        services,
        outcome,
        reason,
        actor,
        now,
      });
      await once.complete(transaction, verification);
      return verification;
    }),
});
