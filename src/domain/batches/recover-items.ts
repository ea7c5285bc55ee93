import { type BatchItem, Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import { hasJob } from '../../jobs/has-job.ts';
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

type RecoverServices = Pick<Services, 'allTenants' | 'cipher' | 'clock' | 'jobs'>;
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
  let recovered = 0;
  for (const recoverSome of [addJobs, failRolledBack]) {
    for (let count = batchSize; count === batchSize && !signal.aborted; ) {
      count = await recoverSome(services);
      recovered += count;
    }
  }
  return recovered;
}

const before = ({ clock }: Pick<Services, 'clock'>): Date => new Date(clock().getTime() - overdueMs);

const addJobs = (services: RecoverServices): Promise<number> =>
  services.allTenants.$transaction(async (transaction) => {
    const id = Prisma.sql`item.id`;
    const lost = await acrossTenants(transaction).query<LostItem[]>`
      SELECT item.id, item.tenant_id AS "tenantId", item.mode, item.content
      FROM batch_items item JOIN batches ON batches.id = item.batch_id
      WHERE item.status = 'PENDING' AND item.started_at IS NULL AND batches.created_at < ${before(services)}
        AND NOT ${hasJob('batch-email', 'itemId', id)} AND NOT ${hasJob('batch-item', 'itemId', id)}
      ORDER BY item.id LIMIT ${batchSize}
      FOR UPDATE OF item SKIP LOCKED`;
    const ids = lost.map((item) => item.id);
    // One that has failed for the last time is still there.
    await removeItemJobs(transaction, services, ids);
    await addItemJobs(
      transaction,
      services,
      lost.map((item) => ({ ...item, input: inputOf(services, item) })),
    );
    return lost.length;
  });

function inputOf({ cipher }: RecoverServices, item: LostItem): SendWorkflowInput | undefined {
  const content = item.content === null ? undefined : openContent(cipher, item, item.content);
  return content && 'input' in content ? content.input : undefined;
}

const failRolledBack = (services: RecoverServices): Promise<number> =>
  services.allTenants.$transaction(async (transaction) => {
    const left = await acrossTenants(transaction).query<{ id: string; tenantId: string; entityId: string }[]>`
      SELECT item.id, item.tenant_id AS "tenantId", dispatch.entity_id AS "entityId"
      FROM batch_items item JOIN dispatches dispatch ON dispatch.idempotency_record_id = item.id
      WHERE item.status = 'PENDING' AND item.started_at < ${before(services)} AND dispatch.status = 'ROLLED_BACK'
      ORDER BY item.id LIMIT ${batchSize}
      FOR UPDATE OF item SKIP LOCKED`;
    for (const { id, tenantId, entityId } of left) {
      const error = emailErrorOf('TIMEOUT', entityId);
      await failItem(transaction, services, { tenantId, itemId: id, error, isStarted: true });
    }
    return left.length;
  });
