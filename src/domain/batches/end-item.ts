import { isOfTenant, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Services } from '../services.ts';
import type { WorkflowReceipt } from '../workflows/receipt.ts';
import { type ItemError, sealContent } from './item-content.ts';

/** An item, and the tenant that it belongs to. */
interface ItemPlace {
  tenantId: string;
  itemId: string;
}

type EndServices = Pick<Services, 'cipher' | 'clock'>;

/**
 * Ends an item with the result of its send, in the transaction that writes what was sent. Does nothing to an item that has ended
 * already, or if there is none of this id.
 */
export async function completeItem(
  transaction: Transaction,
  { cipher, clock }: EndServices,
  { tenantId, itemId }: ItemPlace,
  result: WorkflowReceipt,
): Promise<void> {
  await ofTenant(transaction, { tenantId }).execute`
    UPDATE batch_items SET status = ${result.status}::"BatchItemStatus",
      content = ${sealContent(cipher, { id: itemId, tenantId }, { result })}, entity_id = ${result.entityId}::uuid,
      ended_at = ${clock()}
    WHERE id = ${itemId}::uuid AND ${isOfTenant} AND status = 'PENDING'`;
}

interface FailOptions extends ItemPlace {
  error: ItemError;
  /** Whether its email was planned: an item is failed by whoever settles that email, and otherwise by its job. */
  isStarted: boolean;
}

/**
 * Ends an item with an error. Its input is not kept. Does nothing to an item that has ended already, or if there is none of this
 * id.
 */
export async function failItem(
  database: Pick<Transaction, 'batchItem'>,
  { cipher, clock }: EndServices,
  { tenantId, itemId, error, isStarted }: FailOptions,
): Promise<void> {
  const { entityId } = error;
  await database.batchItem.updateMany({
    where: { id: itemId, tenantId, status: 'PENDING', startedAt: isStarted ? { not: null } : null },
    data: {
      status: 'FAILED',
      content: sealContent(cipher, { id: itemId, tenantId }, { error }),
      ...(entityId !== undefined && { entityId }),
      endedAt: clock(),
    },
  });
}
