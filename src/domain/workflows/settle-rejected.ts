import { releaseHeldCredit } from '../credits/settle-credit.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Services } from '../services.ts';

/**
 * Rolls back a dispatch whose email was not accepted: its credit is free again and the idempotency key may be used
 * again. What the email promised was never written, so there is nothing else to undo; the dispatch itself stays, so that
 * its link is recognised if the email turns up after all. Does nothing to a dispatch that is settled already.
 */
export const settleRejected = (
  services: Pick<Services, 'allTenants' | 'clock' | 'eventData' | 'jobs'>,
  dispatchId: string,
): Promise<void> =>
  services.allTenants.$transaction(async (transaction) => {
    const settledAt = services.clock();
    const [dispatch] = await transaction.dispatch.updateManyAndReturn({
      where: { id: dispatchId, status: 'UNDER_WAY' },
      data: { status: 'ROLLED_BACK', settledAt },
    });
    if (!dispatch) {
      return;
    }
    if (dispatch.idempotencyRecordId) {
      await transaction.idempotencyRecord.deleteMany({ where: { id: dispatch.idempotencyRecordId } });
    }
    await recordAuditEvent(transaction, services, {
      scope: { tenantId: dispatch.tenantId, mode: dispatch.mode },
      actorKind: dispatch.actorKind,
      actorId: dispatch.actorId,
      actorName: dispatch.actorName,
      actingUser: dispatch.actingUser,
      type: 'onboarding.dispatch_failed',
      entityId: dispatch.entityId,
      // What was to come into being with the email is nothing that anyone could ask about.
      responseId: dispatch.kind === 'DIRECT' ? null : dispatch.responseId,
      workflowSessionId: dispatch.kind === 'RESEND' ? dispatch.workflowSessionId : null,
      details: { email: dispatch.email },
      at: settledAt,
    });
    if (dispatch.holdsCredit) {
      await releaseHeldCredit(transaction, dispatch.tenantId);
    }
  });
