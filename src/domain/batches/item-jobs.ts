import type { BatchItem } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { QueueName } from '../../jobs/queues.ts';
import type { Services } from '../services.ts';
import type { SendWorkflowInput } from '../workflows/send-workflow-input.ts';

type ItemQueue = QueueName & `batch-${string}`;

const itemQueues = ['batch-email', 'batch-item'] as const satisfies readonly ItemQueue[];

/** An item that is to have a job. */
interface WaitingItem extends Pick<BatchItem, 'id' | 'tenantId' | 'mode'> {
  /** The send; undefined if it was erased, and the item is about to fail. */
  input: Pick<SendWorkflowInput, 'ddq'> | undefined;
}

export const isPrefill = ({ ddq }: Pick<SendWorkflowInput, 'ddq'>): boolean => ddq?.prefill === true;

/** Sends that reach no mail server need no pace. */
const queueOf = ({ mode, input }: WaitingItem): ItemQueue =>
  mode === 'TEST' || !input || isPrefill(input) ? 'batch-item' : 'batch-email';

/** Adds a job for each item, which has the item's id. */
export async function addItemJobs(
  transaction: Transaction,
  { jobs }: Pick<Services, 'jobs'>,
  items: readonly WaitingItem[],
): Promise<void> {
  for (const [queue, ofQueue] of Map.groupBy(items, queueOf)) {
    await jobs.enqueue(
      transaction,
      queue,
      ofQueue.map(({ id, tenantId }) => ({ id, tenantId, data: { itemId: id } })),
    );
  }
}

/** Removes the jobs of items, so that none takes a turn of the pace for nothing, or is in the way of a new one. */
export async function removeItemJobs(
  transaction: Transaction,
  { jobs }: Pick<Services, 'jobs'>,
  itemIds: readonly string[],
): Promise<void> {
  for (const queue of itemQueues) {
    await jobs.remove(transaction, queue, itemIds);
  }
}
