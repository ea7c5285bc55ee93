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
  /** Emails per minute of all gateways on one database together. */
  perMinute: number;
}

/**
 * The pace of emails of batches. Each email takes a turn, which is a row of the database, so that no number of gateways sends
 * more: turns are evenly spaced by the database's clock, and none is taken while nothing is waiting.
 */
export const paceEmails = ({ allTenants, perMinute }: PaceOptions): Pace => {
  const turnMs = Math.ceil(minuteMs / perMinute);
  return async () => {
    const [turn] = await acrossTenants(allTenants).query<
      [{ isWaiting: boolean; isTaken: boolean; dueInMs: number | null }]
    >`
      WITH waiting AS (SELECT 1 WHERE ${isWaiting('batch-email')}), taken AS (
        INSERT INTO regular_work AS work (name, due_at)
        SELECT ${workName}, clock_timestamp() + make_interval(secs => ${turnMs / 1_000}) FROM waiting
        ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at
        -- One beyond the next turn is from a slower pace, or from before the clock was set.
        WHERE work.due_at <= clock_timestamp() OR work.due_at > excluded.due_at
        RETURNING 1
      )
      SELECT EXISTS (SELECT FROM waiting) AS "isWaiting", EXISTS (SELECT FROM taken) AS "isTaken",
        (SELECT extract(epoch FROM due_at - clock_timestamp()) * 1000 FROM regular_work WHERE name = ${workName})::float8
          AS "dueInMs"`;
    if (!turn.isWaiting) {
      return undefined;
    }
    return turn.isTaken ? 0 : Math.max(Math.ceil(turn.dueInMs ?? 0), minWaitMs);
  };
};
