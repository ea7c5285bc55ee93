import type { VerificationOutcome, VerificationSession } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Actor } from '../context.ts';
import { type EventServices, recordAuditEvent } from '../events/record-audit-events.ts';
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
 * Writes the outcome of a locked verification and its event; does nothing if it has that outcome already.
 *
 * @returns the verification afterwards
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
    verificationSessionId: verification.id,
    details: {
      outcome: outcome.toLowerCase(),
      previous_outcome: verification.outcome.toLowerCase(),
      ...(reason !== undefined && { reason }),
    },
    at: now,
  });
  return written;
}
