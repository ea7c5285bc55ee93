import { NIL } from 'uuid';
import { type BatchItem, Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { hasJob } from '../../jobs/has-job.ts';
import { isolateFault } from '../isolate-fault.ts';
import type { Services } from '../services.ts';
import type { SendWorkflowInput } from '../workflows/send-workflow-input.ts';
import { failItem } from './end-item.ts';
import { openContent } from './item-content.ts';
import { emailErrorOf } from './item-error.ts';
import { addItemJobs, removeItemJobs } from './item-jobs.ts';

/** An item that has been pending for so long is looked at. Jobs that merely wait behind others are still there. */
const overdueMs = 10 * 60_000;
/** Items that one transaction works on. */
const batchSize = 200;

type RecoverServices = Pick<Services, 'allTenants' | 'cipher' | 'clock' | 'jobs' | 'log'>;
type LostItem = Pick<BatchItem, 'id' | 'tenantId' | 'mode' | 'content'>;

/**
 * Gives each item that waits without a job one again: because its job was abandoned after the process died under it repeatedly,
 * or because the queues were emptied. Items whose email was rolled back by a gateway of the previous version, which has no
 * batches, have failed. Any number of replicas may do this concurrently.
 *
 * @returns how many there were
 */
export async function recoverItems(
  services: RecoverServices,
  { signal }: { signal: AbortSignal },
): Promise<number> {
  return (await addLostJobs(services, signal)) + (await failRolledBack(services, signal));
}

const before = ({ clock }: Pick<Services, 'clock'>): Date => new Date(clock().getTime() - overdueMs);

async function addLostJobs(services: RecoverServices, signal: AbortSignal): Promise<number> {
  let added = 0;
  for (let count = batchSize; count === batchSize && !signal.aborted; ) {
    count = await services.allTenants.$transaction((transaction) => addSomeJobs(transaction, services));
    added += count;
  }
  return added;
}

async function addSomeJobs(transaction: Transaction, services: RecoverServices): Promise<number> {
  const id = Prisma.sql`item.id`;
  const lost = await acrossTenants(transaction).query<LostItem[]>`
    SELECT item.id, item.tenant_id AS "tenantId", item.mode, item.content
    FROM batch_items item JOIN batches ON batches.id = item.batch_id
    WHERE item.status = 'PENDING' AND item.started_at IS NULL AND batches.created_at < ${before(services)}
      AND NOT ${hasJob('batch-email', 'itemId', id)} AND NOT ${hasJob('batch-item', 'itemId', id)}
    ORDER BY item.id LIMIT ${batchSize}
    FOR UPDATE OF item SKIP LOCKED`;
  const items = await Promise.all(
    lost.map(async (item) => ({ ...item, input: await inputOf(services, item) })),
  );
  // A job that has failed for the last time is still there.
  await removeItemJobs(
    transaction,
    services,
    lost.map((item) => item.id),
  );
  await addItemJobs(transaction, services, items);
  return lost.length;
}

/** The input of an item; undefined if it was erased or cannot be read, for which the item's job lets it fail. */
async function inputOf(
  services: RecoverServices,
  { content, ...item }: LostItem,
): Promise<SendWorkflowInput | undefined> {
  if (content === null) {
    return undefined;
  }
  const opened = await isolateFault(
    services,
    { message: 'A send of a batch cannot be read.', ids: { tenantId: item.tenantId, batchItemId: item.id } },
    async () => openContent(services.cipher, item, content),
  );
  return opened && 'input' in opened ? opened.input : undefined;
}

async function failRolledBack(services: RecoverServices, signal: AbortSignal): Promise<number> {
  let failed = 0;
  for (let after: string = NIL; ; ) {
    const left = await acrossTenants(services.allTenants).query<
      { id: string; tenantId: string; entityId: string }[]
    >`
      SELECT item.id, item.tenant_id AS "tenantId", dispatch.entity_id AS "entityId"
      FROM batch_items item JOIN dispatches dispatch ON dispatch.idempotency_record_id = item.id
      WHERE item.status = 'PENDING' AND item.started_at < ${before(services)} AND dispatch.status = 'ROLLED_BACK'
        AND item.id > ${after}::uuid
      ORDER BY item.id LIMIT ${batchSize}`;
    for (const { id, tenantId, entityId } of left) {
      const fault = { message: 'A send of a batch could not be ended.', ids: { tenantId, batchItemId: id } };
      const error = emailErrorOf('TIMEOUT', entityId);
      await isolateFault(services, fault, async () => {
        await failItem(services.allTenants, services, { tenantId, itemId: id, error, isStarted: true });
        failed += 1;
      });
    }
    const last = left.at(-1);
    if (last === undefined || left.length < batchSize || signal.aborted) {
      return failed;
    }
    after = last.id;
  }
}
