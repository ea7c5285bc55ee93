import { Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import { type Retention, retainedFrom } from '../../settings/retention.ts';
import type { Services } from '../services.ts';

/** Rows that one statement deletes: few enough that no one who waits for one of them notices. */
const batchSize = 1_000;
/** Batches are deleted with their items, of which each has up to 500. */
const batchesTogether = 10;
/** Days for which batches are kept. What they have sent stays. */
const batchDays = 90;

interface PruneOptions {
  retention: Retention;
  /** Stops the work between two statements. */
  signal: AbortSignal;
}

/**
 * Deletes what is older than its retention: captured emails, finished webhook deliveries, finished batches and, if the operator
 * wishes, the audit trail. Works in batches, each of them a statement of its own, so that it can be stopped at any time and any number
 * of replicas can do it concurrently. A delivery that is still pending stays with its event. Emails' links are never forgotten
 * here, because even one whose send was rolled back has a page.
 *
 * @returns the number of rows deleted
 */
export async function pruneExpired(
  { allTenants, clock }: Pick<Services, 'allTenants' | 'clock'>,
  { retention, signal }: PruneOptions,
): Promise<number> {
  const now = clock();
  const mailFrom = retainedFrom(now, retention.capturedMailDays);
  const deliveriesFrom = retainedFrom(now, retention.deliveriesDays);
  const expired: ExpiredRows[] = [
    { table: 'captured_mails', condition: Prisma.sql`created_at < ${mailFrom}` },
    { table: 'webhook_attempts', condition: Prisma.sql`started_at < ${deliveriesFrom}` },
    {
      table: 'webhook_deliveries',
      condition: Prisma.sql`created_at < ${deliveriesFrom} AND status <> 'PENDING'
        AND NOT EXISTS (SELECT FROM webhook_attempts WHERE delivery_id = webhook_deliveries.id)`,
    },
    {
      table: 'webhook_events',
      condition: Prisma.sql`created_at < ${deliveriesFrom}
        AND NOT EXISTS (SELECT FROM webhook_deliveries WHERE event_id = webhook_events.id)`,
    },
    {
      table: 'webhook_endpoints',
      condition: Prisma.sql`deleted_at < ${deliveriesFrom}
        AND NOT EXISTS (SELECT FROM webhook_deliveries WHERE endpoint_id = webhook_endpoints.id)`,
    },
  ];
  const batchesFrom = retainedFrom(now, batchDays);
  expired.push({
    table: 'batches',
    condition: Prisma.sql`created_at < ${batchesFrom} AND NOT EXISTS (
      SELECT FROM batch_items WHERE batch_id = batches.id AND status = 'PENDING')`,
    size: batchesTogether,
  });
  if (retention.auditDays !== undefined) {
    const auditFrom = retainedFrom(now, retention.auditDays);
    expired.push({ table: 'audit_events', condition: Prisma.sql`created_at < ${auditFrom}` });
  }

  let deleted = 0;
  for (const rows of expired) {
    for (;;) {
      if (signal.aborted) {
        return deleted;
      }
      const count = await deleteBatch(allTenants, rows);
      deleted += count;
      if (count < (rows.size ?? batchSize)) {
        break;
      }
    }
  }
  return deleted;
}

interface ExpiredRows {
  table: string;
  condition: Prisma.Sql;
  /** Rows that one statement deletes, if they are fewer than usual. */
  size?: number;
}

const deleteBatch = (
  allTenants: Services['allTenants'],
  { table, condition, size = batchSize }: ExpiredRows,
): Promise<number> => acrossTenants(allTenants).execute`
  DELETE FROM ${Prisma.raw(table)} WHERE id IN (
    SELECT id FROM ${Prisma.raw(table)} WHERE ${condition} LIMIT ${size} FOR UPDATE SKIP LOCKED)`;
