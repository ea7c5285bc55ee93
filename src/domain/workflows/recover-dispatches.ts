import type { Services } from '../services.ts';
import { settleRejected } from './settle-rejected.ts';

/**
 * Rolls back every dispatch whose time is over, because the process that was sending it died or lost the database.
 * Never sends an email. Any number of replicas may do this concurrently; each dispatch is settled by one of them.
 *
 * @returns how many there were
 */
export async function recoverDispatches(
  services: Pick<Services, 'allTenants' | 'clock' | 'eventData' | 'jobs' | 'log'>,
): Promise<number> {
  const abandoned = await services.allTenants.dispatch.findMany({
    where: { status: 'UNDER_WAY', settleBy: { lt: services.clock() } },
    orderBy: { settleBy: 'asc' },
    select: { id: true },
  });
  let recovered = 0;
  for (const { id } of abandoned) {
    try {
      await settleRejected(services, id);
      recovered += 1;
    } catch (error) {
      // One that cannot be rolled back must not keep the others from it.
      services.log.error({ dispatchId: id, error }, 'An abandoned dispatch could not be rolled back.');
    }
  }
  return recovered;
}
