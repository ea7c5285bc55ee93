import type { DispatchKind } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { completeItem } from '../batches/end-item.ts';
import { chargeHeldCredit } from '../credits/settle-credit.ts';
import { recordAuditEvents } from '../events/record-audit-events.ts';
import { completeIdempotencyRecord } from '../idempotency.ts';
import type { Services } from '../services.ts';
import { eventsOf, type Fulfilment, fulfil } from './fulfil-dispatch.ts';
import type { PreparedDispatch } from './prepare-dispatch.ts';

/**
 * Writes everything that an accepted mail promises, in one transaction: what its kind of dispatch fulfils, the charge,
 * the audit trail and the first answer of an idempotency key or the end of a batch's item. Happens at most once, because only a dispatch that is
 * still in progress is settled.
 *
 * @returns undefined when the dispatch was rolled back in the meantime
 */
export const settleAccepted = <Kind extends DispatchKind>(
  services: Pick<Services, 'allTenants' | 'cipher' | 'clock' | 'eventData' | 'jobs' | 'verificationProvider'>,
  { kind, dispatch, entityName }: PreparedDispatch<Kind>,
): Promise<Fulfilment[Kind] | undefined> =>
  services.allTenants.$transaction(async (transaction) => {
    const now = services.clock();
    const fulfilment = await fulfil[kind]({ transaction, services, dispatch, entityName, now });
    if (!fulfilment) {
      return undefined;
    }
    await recordAuditEvents(transaction, services, eventsOf(dispatch, now));
    const { tenantId, idempotencyRecordId: recordId } = dispatch;
    if (recordId) {
      await complete(transaction, services, { tenantId, recordId }, fulfilment);
    }
    // Last, because the account's row stays locked until the transaction ends.
    if (dispatch.holdsCredit) {
      await chargeHeldCredit(transaction, dispatch);
    }
    return fulfilment;
  });

/** Completes the idempotency record of an email or, if there is none of this id, the item of a batch. */
async function complete(
  transaction: Transaction,
  services: Pick<Services, 'cipher' | 'clock'>,
  { tenantId, recordId }: { tenantId: string; recordId: string },
  fulfilment: Fulfilment[DispatchKind],
): Promise<void> {
  const isKept = await completeIdempotencyRecord(transaction, services, { tenantId, recordId }, fulfilment);
  if (!isKept && 'emailSent' in fulfilment) {
    await completeItem(transaction, services, { tenantId, itemId: recordId }, fulfilment);
  }
}
