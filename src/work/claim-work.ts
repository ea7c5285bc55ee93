import { acrossTenants, type SqlHandle } from '../database/raw-sql.ts';

/** A run that has not reported for so long is taken for dead, and another gateway can start one. */
export const leaseSeconds = 15;

/** Some work that all gateways on one database share, and the run that claims it. */
export interface WorkClaim {
  /** The work's name. */
  name: string;
  /** The run, a UUID. */
  runId: string;
}

/**
 * Claims some work for one run if it is due and no other run has it. The work is due again so long after this moment, by the
 * database's clock.
 *
 * @returns whether it was claimed, and in how many milliseconds it can be claimed the next time
 */
export async function claimWork(
  handle: SqlHandle,
  { name, runId, everyMs }: WorkClaim & { everyMs: number },
): Promise<{ isClaimed: boolean; dueInMs: number }> {
  // Those who find it claimed only read.
  const [claim] = await acrossTenants(handle).query<[{ isClaimed: boolean; dueInMs: number | null }]>`
    WITH current AS (
      SELECT greatest(due_at, held_until) AS free_at FROM regular_work WHERE name = ${name}
    ), claimed AS (
      INSERT INTO regular_work AS work (name, due_at, run_id, held_until)
      SELECT ${name}, clock_timestamp() + make_interval(secs => ${everyMs / 1_000}), ${runId}::uuid,
        clock_timestamp() + make_interval(secs => ${leaseSeconds})
      WHERE NOT EXISTS (SELECT FROM current WHERE free_at > clock_timestamp())
      ON CONFLICT (name) DO UPDATE
      SET due_at = excluded.due_at, run_id = excluded.run_id, held_until = excluded.held_until
      WHERE greatest(work.due_at, work.held_until) <= clock_timestamp()
      RETURNING 1
    )
    SELECT EXISTS (SELECT FROM claimed) AS "isClaimed",
      (SELECT extract(epoch FROM free_at - clock_timestamp()) * 1000 FROM current)::float8 AS "dueInMs"`;
  return { isClaimed: claim.isClaimed, dueInMs: claim.isClaimed ? everyMs : (claim.dueInMs ?? everyMs) };
}

/** Reports that a run continues. @returns false if another run has taken over */
export async function keepWork(handle: SqlHandle, { name, runId }: WorkClaim): Promise<boolean> {
  const kept = await acrossTenants(handle).execute`
    UPDATE regular_work SET held_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    WHERE name = ${name} AND run_id = ${runId}::uuid`;
  return kept > 0;
}

/** Ends a run. The work is due again after `dueInMs`, if it is not due before that. */
export async function releaseWork(
  handle: SqlHandle,
  { name, runId, dueInMs }: WorkClaim & { dueInMs: number },
): Promise<void> {
  await acrossTenants(handle).execute`
    UPDATE regular_work SET run_id = NULL, held_until = NULL,
      due_at = least(due_at, clock_timestamp() + make_interval(secs => ${dueInMs / 1_000}))
    WHERE name = ${name} AND run_id = ${runId}::uuid`;
}
