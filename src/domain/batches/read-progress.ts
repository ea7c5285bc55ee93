import type { Batch } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { TenantRows } from '../context.ts';

export type BatchStatus = 'PROCESSING' | 'COMPLETED' | 'CANCELLED';

/** How far a batch has got. The counts of items by status add up to the total. */
export interface BatchProgress {
  status: BatchStatus;
  total: number;
  /** Waiting, or being sent. */
  pending: number;
  sent: number;
  prefilled: number;
  failed: number;
  cancelled: number;
  /** When the last item ended; null while there are pending ones. */
  finishedAt: Date | null;
}

interface Counted extends Omit<BatchProgress, 'status' | 'finishedAt'>, Pick<Batch, 'id' | 'cancelledAt'> {
  lastEndedAt: Date | null;
}

/** Reads the progress of any number of batches in one statement, so that what is reported of each is consistent. */
export async function readProgress(
  { db, scope }: TenantRows,
  batchIds: readonly string[],
): Promise<Map<string, BatchProgress>> {
  const rows = await ofTenant(db, scope).query<Counted[]>`
    SELECT batch.id, batch.cancelled_at AS "cancelledAt", count(*)::int AS total,
      count(*) FILTER (WHERE item.status = 'PENDING')::int AS pending,
      count(*) FILTER (WHERE item.status = 'SENT')::int AS sent,
      count(*) FILTER (WHERE item.status = 'PREFILL_READY')::int AS prefilled,
      count(*) FILTER (WHERE item.status = 'FAILED')::int AS failed,
      count(*) FILTER (WHERE item.status = 'CANCELLED')::int AS cancelled,
      max(item.ended_at) AS "lastEndedAt"
    FROM (SELECT id, cancelled_at FROM batches WHERE id = ANY (${batchIds}::uuid[]) AND ${isOwned}) batch
    JOIN batch_items item ON item.batch_id = batch.id
    GROUP BY batch.id, batch.cancelled_at`;
  return new Map(
    rows.map(({ id, cancelledAt, lastEndedAt, ...counts }) => {
      const isFinished = counts.pending === 0;
      const status = cancelledAt ? 'CANCELLED' : isFinished ? 'COMPLETED' : 'PROCESSING';
      return [id, { ...counts, status, finishedAt: isFinished ? lastEndedAt : null }];
    }),
  );
}
