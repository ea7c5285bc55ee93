import { Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import { hasJob } from '../../jobs/has-job.ts';
import type { Services } from '../services.ts';

/** A delivery whose attempt is so long overdue is looked at. Jobs that merely wait behind others are still there. */
const overdueMs = 10 * 60_000;
/** Deliveries that one transaction gives jobs to. */
const batchSize = 200;

/**
 * Gives each delivery that is to be attempted, and that no job is there for any more, a job again: because its job was given
 * up after the process died under it time and again, or because the queues were emptied. Any number of replicas may do this
 * at the same time; each delivery gets one job.
 *
 * @returns how many there were
 */
export async function recoverDeliveries(
  services: Pick<Services, 'allTenants' | 'clock' | 'jobs'>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number> {
  let recovered = 0;
  for (;;) {
    const count = await services.allTenants.$transaction(async (transaction) => {
      const now = services.clock();
      const lost = await acrossTenants(transaction).query<
        { id: string; tenantId: string; endpointId: string }[]
      >`
        SELECT id, tenant_id AS "tenantId", endpoint_id AS "endpointId" FROM webhook_deliveries
        WHERE status = 'PENDING' AND coalesce(next_attempt_at, created_at) < ${new Date(now.getTime() - overdueMs)}
          AND (next_attempt_at IS NOT NULL OR NOT ${isBehindAnother})
          AND NOT ${hasJob('webhook-delivery', 'deliveryId', Prisma.sql`webhook_deliveries.id`)}
        ORDER BY created_at, id LIMIT ${batchSize}
        FOR UPDATE SKIP LOCKED`;
      if (lost.length > 0) {
        await transaction.webhookDelivery.updateMany({
          where: { id: { in: lost.map(({ id }) => id) } },
          data: { nextAttemptAt: now },
        });
        await services.jobs.enqueue(
          transaction,
          'webhook-delivery',
          lost.map(({ id, tenantId, endpointId }) => ({
            tenantId,
            data: { deliveryId: id },
            group: endpointId,
          })),
        );
      }
      return lost.length;
    });
    recovered += count;
    if (count < batchSize || signal?.aborted) {
      return recovered;
    }
  }
}

/** Whether a delivery without a time waits for its turn, as it should. */
const isBehindAnother = Prisma.sql`EXISTS (
  SELECT FROM webhook_events event
  JOIN webhook_events earlier ON earlier.response_id = event.response_id AND earlier.sequence < event.sequence
  JOIN webhook_deliveries ahead ON ahead.event_id = earlier.id AND ahead.endpoint_id = webhook_deliveries.endpoint_id
  WHERE event.id = webhook_deliveries.event_id AND ahead.status = 'PENDING' AND ahead.attempts = 0)`;
