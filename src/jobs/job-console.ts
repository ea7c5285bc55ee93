import type { PgBoss } from 'pg-boss';
import { Prisma, type PrismaClient } from '../database/client/client.ts';
import { acrossTenants } from '../database/raw-sql.ts';
import { startSoon } from './put-back.ts';
import type { QueueName } from './queues.ts';

export const jobStates = ['QUEUED', 'RETRYING', 'ACTIVE', 'COMPLETED', 'CANCELLED', 'FAILED'] as const;

/** A job's state. */
export type JobState = (typeof jobStates)[number];

/** A job as the operator sees it. */
export interface JobRecord {
  id: string;
  queue: QueueName;
  state: JobState;
  /** How often what it does was started, by the jobs before it too. */
  attempts: number;
  /** The reason why the last attempt failed, even if another job makes the next attempt. `null` unless one failed. */
  lastError: string | null;
  /** The ids of the resources that the job is about. */
  data: unknown;
  createdAt: Date;
  /** When it may begin; null once it has ended. */
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
}

export interface JobFilter {
  queue?: QueueName | undefined;
  state?: JobState | undefined;
}

/** A page of jobs: what lies on one side of ids, in an order. */
export interface JobPage {
  where: { id?: { lt?: string; gt?: string } };
  orderBy: { id: 'asc' | 'desc' };
  take: number;
  skip: number;
}

/** The result of a request to retry a job. */
export type RetryResult = { job: JobRecord } | { refused: 'unknown' } | { refused: 'state'; state: JobState };

/** The operator's view of the queues. */
export interface JobConsole {
  list(filter: JobFilter, page: JobPage): Promise<JobRecord[]>;
  count(filter: JobFilter): Promise<number>;
  /** Lets a job that waits or was abandoned begin now. One that is being worked on or is done is rejected. */
  retry(id: string): Promise<RetryResult>;
}

interface ConsoleOptions {
  boss: PgBoss;
  allTenants: PrismaClient;
}

/**
 * Reads the queues' table, for which the queues' own interface has no page that is newest first. Ids are made by this
 * gateway and grow with time.
 */
export function createJobConsole({ boss, allTenants }: ConsoleOptions): JobConsole {
  const read = (condition: Prisma.Sql, rest: Prisma.Sql) =>
    acrossTenants(allTenants).query<JobRecord[]>`${jobRows} WHERE ${condition} ${rest}`;
  return {
    list: (filter, { where, orderBy, take, skip }) =>
      read(
        Prisma.join([...conditionsOf(filter), ...rangeOf(where.id)], ' AND '),
        Prisma.sql`ORDER BY id ${Prisma.raw(orderBy.id)} LIMIT ${take} OFFSET ${skip}`,
      ),
    count: async (filter) => {
      const [{ count }] = await acrossTenants(allTenants).query<[{ count: number }]>`
        SELECT count(*)::int AS count FROM pgboss.job WHERE ${Prisma.join(conditionsOf(filter), ' AND ')}`;
      return count;
    },
    retry: async (id) => {
      const find = () => read(Prisma.sql`id = ${id}::uuid`, Prisma.empty);
      const [job] = await find();
      if (!job) {
        return { refused: 'unknown' };
      }
      const hasStarted = await startSoon(boss, { queue: job.queue, id, hasFailed: job.state === 'FAILED' });
      const [now = job] = await find();
      return hasStarted ? { job: now } : { refused: 'state', state: now.state };
    },
  };
}

/** The queues' words for a state, in this gateway's. */
const stateOf = Prisma.sql`CASE state
  WHEN 'created' THEN 'QUEUED' WHEN 'retry' THEN 'RETRYING' ELSE upper(state::text) END`;

/** The queues' table as records. Conditions on its columns go after it. */
export const jobRows = Prisma.sql`
  SELECT id, name AS queue, ${stateOf} AS state,
    coalesce((data ->> 'attemptsMade')::int, 0) + CASE WHEN started_on IS NULL THEN 0 ELSE retry_count + 1 END
      AS attempts,
    output ->> 'message' AS "lastError", data - 'origin' AS data, created_on AS "createdAt",
    CASE WHEN completed_on IS NULL AND state <> 'active' THEN start_after END AS "nextAttemptAt",
    completed_on AS "finishedAt"
  FROM pgboss.job`;

/** JSON has no dates: the database writes them as text. */
type JsonOf<Record> = {
  [Key in keyof Record]: Date extends Record[Key] ? string | Exclude<Record[Key], Date> : Record[Key];
};

/** A record that the database has written as JSON. */
export const jobFromJson = ({
  createdAt,
  nextAttemptAt,
  finishedAt,
  ...job
}: JsonOf<JobRecord>): JobRecord => ({
  ...job,
  createdAt: new Date(createdAt),
  nextAttemptAt: nextAttemptAt === null ? null : new Date(nextAttemptAt),
  finishedAt: finishedAt === null ? null : new Date(finishedAt),
});

const conditionsOf = ({ queue, state }: JobFilter): Prisma.Sql[] => [
  Prisma.sql`true`,
  ...(queue === undefined ? [] : [Prisma.sql`name = ${queue}`]),
  ...(state === undefined ? [] : [Prisma.sql`${stateOf} = ${state}`]),
];

const rangeOf = ({ lt, gt }: { lt?: string; gt?: string } = {}): Prisma.Sql[] => [
  ...(lt === undefined ? [] : [Prisma.sql`id < ${lt}::uuid`]),
  ...(gt === undefined ? [] : [Prisma.sql`id > ${gt}::uuid`]),
];
