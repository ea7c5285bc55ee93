import type { Mode } from '../../database/client/client.ts';
import { acrossTenants, isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Services } from '../services.ts';

/** Events that one email is about, at most. Further ones follow in another. */
const maxEventsPerEmail = 50;
/** Emails that one transaction prepares, of one tenant and mode each. */
const batchSize = 50;

/**
 * Enqueues the emails about events that are due: one per address, about all due events of a tenant and mode together. Each event
 * is enqueued once, whatever happens to the process. Those of a tenant that has no addresses any more are dropped.
 *
 * @returns how many events there were
 */
export async function enqueueTeamEmails(
  services: Pick<Services, 'allTenants' | 'clock' | 'jobs'>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number> {
  let enqueued = 0;
  for (;;) {
    const now = services.clock();
    const due = await acrossTenants(services.allTenants).query<{ tenantId: string; mode: Mode }[]>`
      SELECT tenant_id AS "tenantId", mode FROM team_notices WHERE due_at <= ${now}
      GROUP BY tenant_id, mode ORDER BY min(due_at) LIMIT ${batchSize}`;
    const before = enqueued;
    for (const scope of due) {
      enqueued += await enqueueEmailsOf(services, { scope, now });
    }
    // What is still due without having been enqueued is being enqueued by another replica.
    if (enqueued === before || signal?.aborted) {
      return enqueued;
    }
  }
}

const enqueueEmailsOf = (
  { allTenants, jobs }: Pick<Services, 'allTenants' | 'jobs'>,
  { scope, now }: { scope: { tenantId: string; mode: Mode }; now: Date },
): Promise<number> =>
  allTenants.$transaction(async (transaction) => {
    const notices = await ofTenant(transaction, scope).query<{ id: string }[]>`
      DELETE FROM team_notices WHERE id IN (
        SELECT id FROM team_notices WHERE ${isOwned} AND due_at <= ${now}
        ORDER BY due_at, id LIMIT ${maxEventsPerEmail} FOR UPDATE SKIP LOCKED)
      RETURNING id`;
    const tenant = await transaction.tenant.findUnique({
      where: { id: scope.tenantId },
      select: { teamEmails: true },
    });
    if (notices.length > 0) {
      const eventIds = notices.map(({ id }) => id).toSorted();
      await jobs.enqueue(
        transaction,
        'team-email',
        (tenant?.teamEmails ?? []).map((_, recipient) => ({
          tenantId: scope.tenantId,
          data: { ...scope, recipient, eventIds },
        })),
      );
    }
    return notices.length;
  });
