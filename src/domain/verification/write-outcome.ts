import type { VerificationOutcome, VerificationSession } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { type EventServices, recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor } from '../context.ts';
import type { LockedVerification } from './lock-verification.ts';

interface WriteOutcomeOptions extends LockedVerification {
  services: EventServices;
  outcome: VerificationOutcome;
  /** Why, in the words of whoever decided. */
  reason?: string | undefined;
  actor: Actor;
  now: Date;
}

/**
 * Writes what a locked verification came to and tells the audit trail; does nothing when that is its outcome already.
 *
 * @returns the verification as it is then
 */
export async function writeOutcome(
  transaction: Transaction,
  { services, verification, session, outcome, reason, actor, now }: WriteOutcomeOptions,
): Promise<VerificationSession> {
  if (verification.outcome === outcome) {
    return verification;
  }
  const written = await transaction.verificationSession.update({
    where: { id: verification.id },
    data: { outcome },
  });
  await recordAuditEvent(transaction, services, {
    ...actor,
    scope: { tenantId: verification.tenantId, mode: verification.mode },
    type: 'verification.completed',
    responseId: session.responseId,
    workflowSessionId: session.id,
    details: {
      outcome: outcome.toLowerCase(),
      previous_outcome: verification.outcome.toLowerCase(),
      ...(reason !== undefined && { reason }),
    },
    at: now,
  });
  return written;
}
