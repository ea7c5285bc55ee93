import { Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import { hasJob } from '../../jobs/has-job.ts';
import { isolateFault } from '../isolate-fault.ts';
import type { Services } from '../services.ts';
import { type EndedRun, failRun } from './end-run.ts';

/**
 * The maximum time that a run may be in progress. Far longer than all attempts of its job take: a run that exceeds it has
 * waited for a process that works on jobs, and none has picked it up.
 */
const maxRunMs = 60 * 60_000;

/** The number of runs that one call ends; the next one, half a minute later, continues. */
const maxPerCall = 500;

/**
 * Ends runs that no process works on any more: their job was abandoned, because the process died at each attempt, or no process
 * has started it for an hour. Any number of replicas may do this concurrently; each run is ended once.
 *
 * @returns the number of runs ended
 */
export async function endLostRuns(
  services: Pick<Services, 'allTenants' | 'clock' | 'eventData' | 'jobs' | 'log'>,
): Promise<number> {
  const oldest = new Date(services.clock().getTime() - maxRunMs);
  const lost = await acrossTenants(services.allTenants).query<EndedRun[]>`
    SELECT id, tenant_id AS "tenantId", mode, response_id AS "responseId", total, actor_kind AS "actorKind",
      actor_id AS "actorId", actor_name AS "actorName", acting_user AS "actingUser"
    FROM autofill_runs
    WHERE status = 'PROCESSING'
      AND (started_at < ${oldest} OR NOT ${hasJob('autofill', 'runId', Prisma.sql`autofill_runs.id`)})
    ORDER BY started_at LIMIT ${maxPerCall}`;
  for (const run of lost) {
    services.log.error(
      { tenantId: run.tenantId, runId: run.id },
      'An autofill run was ended because no process runs it.',
    );
    const fault = {
      message: 'A lost autofill run could not be ended.',
      ids: { tenantId: run.tenantId, runId: run.id },
    };
    await isolateFault(services, fault, () =>
      failRun(services, {
        run,
        error:
          'The gateway was interrupted too often to finish reading the documents. Start the autofill again.',
      }),
    );
  }
  return lost.length;
}
