import type { PrismaClient } from '../database/client/client.ts';
import { acrossTenants } from '../database/raw-sql.ts';
import { isWaiting } from '../jobs/has-job.ts';
import type { Pace } from '../jobs/jobs.ts';

/** The row that says when the next email of a batch can be sent, among the work that all gateways on one database share. */
const workName = 'batch_email';
const minuteMs = 60_000;
/** How soon it is asked again after another gateway was faster. */
const minWaitMs = 5;

interface PaceOptions {
  allTenants: PrismaClient;
  clock: () => Date;
  /** Emails per minute of all gateways on one database together. */
  perMinute: number;
}

/**
 * The pace of emails of batches. Each email takes a turn, which is a row of the database, so that no number of gateways sends
 * more: turns are evenly spaced, and none is taken while nothing is waiting. A gateway whose clock is ahead makes the others wait
 * for at most one turn more.
 */
export const paceEmails = ({ allTenants, clock, perMinute }: PaceOptions): Pace => {
  const turnMs = minuteMs / perMinute;
  return async () => {
    const now = clock();
    const next = new Date(now.getTime() + Math.ceil(turnMs));
    const [turn] = await acrossTenants(allTenants).query<
      [{ isWaiting: boolean; isTaken: boolean; dueAt: Date | null }]
    >`
      WITH waiting AS (SELECT 1 WHERE ${isWaiting('batch-email')}), taken AS (
        INSERT INTO regular_work AS work (name, due_at) SELECT ${workName}, ${next} FROM waiting
        ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at
        -- One beyond the next turn is from another pace, or from a clock that was wrong.
        WHERE work.due_at <= ${now} OR work.due_at > excluded.due_at
        RETURNING 1
      )
      SELECT EXISTS (SELECT FROM waiting) AS "isWaiting", EXISTS (SELECT FROM taken) AS "isTaken",
        (SELECT due_at FROM regular_work WHERE name = ${workName}) AS "dueAt"`;
    if (!turn.isWaiting) {
      return undefined;
    }
    const dueInMs = (turn.dueAt ?? now).getTime() - now.getTime();
    return turn.isTaken ? 0 : Math.max(dueInMs, minWaitMs);
  };
};
