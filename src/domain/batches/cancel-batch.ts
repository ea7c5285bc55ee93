import { z } from 'zod';
import type { Batch } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { idempotencyKey, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { removeItemJobs } from './item-jobs.ts';

/**
 * Cancels the items of a batch that have not started. Those whose emails are being sent finish. Cancelling it again changes
 * nothing.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when every item has ended
 */
export const cancelBatch = defineOperation({
  name: 'cancelBatch',
  actor: 'tenant',
  description:
    'Cancels the sends of a batch that have not started. Sends in progress finish. Does nothing if it was cancelled.',
  errors: [NotFoundError, InvalidStateError],
  subject: { batch: 'Batch' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'SEND',
  input: z
    .strictObject({ batchId: uuid.describe('A batch in progress.'), idempotencyKey })
    .describe('A batch to cancel.'),
  run: ({ context, once, input: { batchId } }): Promise<Batch> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope, actor } = context;
      await once.claim(transaction);
      const sql = ofTenant(transaction, scope);
      const [locked] = await sql.query<{ row: Record<string, unknown> }[]>`
        SELECT to_json(batches) AS row FROM batches WHERE id = ${batchId}::uuid AND ${isOwned} FOR NO KEY UPDATE`;
      if (!locked) {
        throw new NotFoundError('Batch');
      }
      const batch = fromJsonRow('Batch', locked.row);
      if (batch.cancelledAt) {
        await once.complete(transaction, batch);
        return batch;
      }
      const now = services.clock();
      // An item whose claim is being committed is waited for, and then left alone.
      const cancelled = await sql.query<{ id: string }[]>`
        UPDATE batch_items SET status = 'CANCELLED', content = NULL, ended_at = ${now}
        WHERE batch_id = ${batchId}::uuid AND ${isOwned} AND status = 'PENDING' AND started_at IS NULL
        RETURNING id`;
      const hasPending = await transaction.batchItem.findFirst({
        where: { batchId, status: 'PENDING' },
        select: { id: true },
      });
      if (cancelled.length === 0 && !hasPending) {
        throw new InvalidStateError('Every send of the batch has ended.', 'COMPLETED');
      }
      await removeItemJobs(
        transaction,
        services,
        cancelled.map(({ id }) => id),
      );
      const changed = await transaction.batch.update({ where: { id: batchId }, data: { cancelledAt: now } });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'batch.cancelled',
        details: { batch_id: batchId, sends: cancelled.length },
        at: now,
      });
      await once.complete(transaction, changed);
      return changed;
    }),
});
