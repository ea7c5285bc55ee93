import type { PgBoss } from 'pg-boss';
import type { QueueName } from './queues.ts';

/** A job, and which attempt at it was started. */
interface Claim {
  id: string;
  name: string;
  retryCount: number;
  retryLimit: number;
}

/**
 * Returns a job that this process has started to its queue, so that any replica can start it again immediately. Does nothing to
 * one that is done, or that another process has by now.
 */
export async function putBack(boss: PgBoss, job: Claim): Promise<void> {
  await boss.fail(job.name, job, { message: 'The gateway was stopped.' });
  await startSoon(boss, {
    queue: job.name as QueueName,
    id: job.id,
    hasFailed: job.retryCount >= job.retryLimit,
  });
}

/**
 * Lets a job that waits, or that has failed for the last time, start now.
 *
 * @returns whether there was such a job
 */
export async function startSoon(
  boss: PgBoss,
  { queue, id, hasFailed }: { queue: QueueName; id: string; hasFailed: boolean },
): Promise<boolean> {
  if (hasFailed) {
    await boss.retry(queue, id);
  }
  // A job that has started or ended in the meantime stays as it is.
  const { updated } = await boss.update(queue, undefined, { id, startAfter: new Date(0) });
  return updated > 0;
}
