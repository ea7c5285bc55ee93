import { Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import { hasJob } from '../../jobs/has-job.ts';
import type { Services } from '../services.ts';

/** A text that is still to be read so long after the upload has lost its job, unless that is still there. */
const overdueMs = 10 * 60_000;
/** Documents that one transaction gives jobs to. */
const batchSize = 200;

/**
 * Gives each document whose text no one has read yet, and that no job is there for any more, a job again: because its job was
 * abandoned in an outage, or because it was uploaded before texts were read. Any number of replicas may do this concurrently;
 * each document gets one job.
 *
 * @returns how many there were
 */
export async function recoverTexts(
  services: Pick<Services, 'allTenants' | 'clock' | 'jobs'>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number> {
  let recovered = 0;
  for (;;) {
    const count = await services.allTenants.$transaction(async (transaction) => {
      const overdue = new Date(services.clock().getTime() - overdueMs);
      const lost = await acrossTenants(transaction).query<{ id: string; tenantId: string }[]>`
        SELECT id, tenant_id AS "tenantId" FROM documents
        WHERE NOT readable AND unreadable_reason IS NULL AND created_at < ${overdue}
          AND NOT ${hasJob('document-text', 'documentId', Prisma.sql`documents.id`)}
        ORDER BY id LIMIT ${batchSize}
        FOR UPDATE SKIP LOCKED`;
      await services.jobs.enqueue(
        transaction,
        'document-text',
        lost.map(({ id, tenantId }) => ({ tenantId, data: { documentId: id } })),
      );
      return lost.length;
    });
    recovered += count;
    if (count < batchSize || signal?.aborted) {
      return recovered;
    }
  }
}
