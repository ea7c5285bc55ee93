import type { EmailFailureReason } from '../../errors.ts';
import { failItem } from '../batches/end-item.ts';
import { emailErrorOf } from '../batches/item-error.ts';
import { releaseHeldCredit } from '../credits/settle-credit.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Services } from '../services.ts';

/**
 * Rolls back a dispatch whose email was not accepted: its credit is free again and the idempotency key may be used
 * again; the item of a batch has failed. What the email promised was never written, so there is nothing else to undo; the dispatch itself stays, so that
 * its link is recognised if the email turns up after all. Does nothing to a dispatch that is settled already.
 *
 * @param reason why the email was not accepted; undefined for a fault of the gateway
 */
export const settleRejected = (
  services: Pick<Services, 'allTenants' | 'cipher' | 'clock' | 'eventData' | 'jobs'>,
  { dispatchId, reason }: { dispatchId: string; reason: EmailFailureReason | undefined },
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
    const { tenantId, idempotencyRecordId: recordId, entityId } = dispatch;
    if (recordId) {
      const { count } = await transaction.idempotencyRecord.deleteMany({ where: { id: recordId } });
      if (count === 0) {
        const error = emailErrorOf(reason, entityId);
        await failItem(transaction, services, { tenantId, itemId: recordId, error, isStarted: true });
      }
    }
    await recordAuditEvent(transaction, services, {
      scope: { tenantId, mode: dispatch.mode },
      actorKind: dispatch.actorKind,
      actorId: dispatch.actorId,
      actorName: dispatch.actorName,
      actingUser: dispatch.actingUser,
      type: 'onboarding.dispatch_failed',
      entityId,
      // What was to come into being with the email is nothing that anyone could ask about.
      responseId: dispatch.kind === 'DIRECT' ? null : dispatch.responseId,
      workflowSessionId: dispatch.kind === 'RESEND' ? dispatch.workflowSessionId : null,
      details: { email: dispatch.email },
      at: settledAt,
    });
    if (dispatch.holdsCredit) {
      await releaseHeldCredit(transaction, tenantId);
    }
  });
