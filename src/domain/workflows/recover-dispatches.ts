import { NIL } from 'uuid';
import { isolateFault } from '../isolate-fault.ts';
import type { Services } from '../services.ts';
import { settleRejected } from './settle-rejected.ts';

/** The number of dispatches that are read together. */
const batchSize = 500;

/**
 * Rolls back every dispatch whose time is over, because the process that was sending it died or lost the database.
 * Never sends an email. Any number of replicas may do this concurrently; each dispatch is settled by one of them.
 *
 * @returns how many there were
 */
export async function recoverDispatches(
  services: Pick<Services, 'allTenants' | 'cipher' | 'clock' | 'eventData' | 'jobs' | 'log'>,
): Promise<number> {
  let recovered = 0;
  for (let after: string = NIL; ; ) {
    const abandoned = await services.allTenants.dispatch.findMany({
      where: { status: 'UNDER_WAY', settleBy: { lt: services.clock() }, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batchSize,
      select: { id: true, tenantId: true },
    });
    for (const { id, tenantId } of abandoned) {
      const fault = {
        message: 'An abandoned dispatch could not be rolled back.',
        ids: { tenantId, dispatchId: id },
      };
      await isolateFault(services, fault, async () => {
        await settleRejected(services, { dispatchId: id, reason: 'TIMEOUT' });
        recovered += 1;
      });
    }
    const last = abandoned.at(-1);
    if (last === undefined || abandoned.length < batchSize) {
      return recovered;
    }
    after = last.id;
  }
}
