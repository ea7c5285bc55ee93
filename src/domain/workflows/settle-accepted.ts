import type { Dispatch } from '../../database/client/client.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Services } from '../context.ts';
import { chargeHeldCredit } from '../credits/settle-credit.ts';
import { completeIdempotencyRecord, type Transaction } from '../idempotency.ts';
import type { PreparedDispatch } from './prepare-dispatch.ts';
import type { WorkflowReceipt } from './receipt.ts';

/**
 * Writes everything that an accepted mail promises, in one transaction: the response, the verification session, the
 * workflow session, the charge, the audit trail and the first answer of an idempotency key. Happens at most once,
 * because only a dispatch that is still under way is settled. What it writes was created when the send began, as its ids
 * were, so that the order of ids is the order of time.
 *
 * @returns undefined when the dispatch was rolled back in the meantime
 */
export const settleAccepted = (
  services: Services,
  { id: dispatchId, recipientName: entityName }: PreparedDispatch,
): Promise<WorkflowReceipt | undefined> =>
  services.allTenants.$transaction(async (transaction) => {
    const settledAt = services.clock();
    const [dispatch] = await transaction.dispatch.updateManyAndReturn({
      where: { id: dispatchId, status: 'UNDER_WAY' },
      data: { status: 'ACCEPTED', settledAt },
    });
    if (!dispatch) {
      return undefined;
    }
    await writeResponse(transaction, dispatch, settledAt);
    await writeSessions(transaction, dispatch);
    await recordAuditEvent(transaction, {
      scope: { tenantId: dispatch.tenantId, mode: dispatch.mode },
      actorKind: dispatch.actorKind,
      actorId: dispatch.actorId,
      actorName: dispatch.actorName,
      type: 'workflow.sent',
      responseId: dispatch.responseId,
      workflowSessionId: dispatch.workflowSessionId,
      details: { email: dispatch.email },
    });
    const receipt: WorkflowReceipt = {
      status: 'SENT',
      emailSent: true,
      workflowSessionId: dispatch.workflowSessionId,
      entityId: dispatch.entityId,
      entityName,
      responseId: dispatch.responseId,
      verificationSessionId: dispatch.verificationSessionId,
      steps: dispatch.steps,
      expiresAt: dispatch.expiresAt,
    };
    if (dispatch.idempotencyRecordId) {
      await completeIdempotencyRecord(transaction, dispatch.idempotencyRecordId, receipt);
    }
    // Last, because the account's row stays locked until the transaction ends.
    if (dispatch.holdsCredit) {
      await chargeHeldCredit(transaction, dispatch);
    }
    return receipt;
  });

/** A direct send's response comes to be; a prefilled one becomes a draft that tells nothing of where answers came from. */
async function writeResponse(transaction: Transaction, dispatch: Dispatch, now: Date): Promise<void> {
  const { responseId, responseName, questionnaireId, questionnaireVersionId } = dispatch;
  if (responseId === null || responseName === null || questionnaireId === null || !questionnaireVersionId) {
    return;
  }
  if (dispatch.kind === 'PREFILL') {
    await transaction.response.updateMany({
      where: { id: responseId, status: 'PREFILL' },
      data: {
        status: 'DRAFT',
        plannedChecks: [],
        plannedEmail: null,
        plannedExpiryHours: null,
        updatedAt: now,
      },
    });
    await transaction.answerAnnotation.deleteMany({ where: { responseId } });
    return;
  }
  await transaction.response.create({
    data: {
      id: responseId,
      tenantId: dispatch.tenantId,
      mode: dispatch.mode,
      name: responseName,
      status: 'DRAFT',
      entityId: dispatch.entityId,
      questionnaireId,
      questionnaireVersionId,
      createdAt: dispatch.startedAt,
      updatedAt: now,
    },
    select: { id: true },
  });
}

async function writeSessions(transaction: Transaction, dispatch: Dispatch): Promise<void> {
  const owner = { tenantId: dispatch.tenantId, mode: dispatch.mode, entityId: dispatch.entityId };
  if (dispatch.verificationSessionId) {
    await transaction.verificationSession.create({
      data: {
        id: dispatch.verificationSessionId,
        ...owner,
        checks: dispatch.checks,
        createdAt: dispatch.startedAt,
        expiresAt: dispatch.expiresAt,
      },
      select: { id: true },
    });
  }
  await transaction.workflowSession.create({
    data: {
      id: dispatch.workflowSessionId,
      ...owner,
      email: dispatch.email,
      responseId: dispatch.responseId,
      verificationSessionId: dispatch.verificationSessionId,
      steps: dispatch.steps,
      liveDispatchId: dispatch.id,
      createdAt: dispatch.startedAt,
      expiresAt: dispatch.expiresAt,
    },
    select: { id: true },
  });
}
