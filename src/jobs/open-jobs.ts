import { type ConstructorOptions, fromPrisma, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { QueueConnection } from '../database/open.ts';
import type { Services } from '../domain/context.ts';
import { newId } from '../domain/identifiers.ts';
import type { JobHandlers, Jobs } from './jobs.ts';
import { type JobData, type QueueName, queueNames, queues } from './queues.ts';

/** What time is by, for tests that let it pass. */
export type JobClock = NonNullable<ConstructorOptions['clock']>;

interface OpenJobsOptions {
  connection: QueueConnection;
  log: Services['log'];
  clock?: JobClock | undefined;
}

export interface OpenJobs {
  jobs: Jobs;
  /** The queues' engine, for tests that wait for a job. */
  boss: PgBoss;
  /** Begins to work on jobs in this process. */
  work: (handlers: JobHandlers) => Promise<void>;
  /** Ends work: lets jobs under way finish for a few seconds, then aborts them, to be run again by another process. */
  stop: () => Promise<void>;
}

/** A job whose process has not been heard of for so long is taken to be nobody's, and run again. */
const heartbeatSeconds = 10;
/** How often such jobs are looked for. */
const superviseSeconds = 5;
/** How long jobs under way may take once the gateway is told to stop. */
const stopGraceMs = 5_000;
/** How long a job stays readable once it is done or given up. */
const keptSeconds = 7 * 86_400;

/** Opens the queues in the gateway's own database, and makes those that are not there yet. */
export async function openJobs({ connection, log, clock }: OpenJobsOptions): Promise<OpenJobs> {
  const boss = new PgBoss({
    ...connection,
    ...(clock && { clock }),
    superviseIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: 3_600,
    monitorIntervalSeconds: superviseSeconds,
    schedule: false,
    useListenNotify: true,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => log.error({ error }, 'The job queues failed at something.'));
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'The job queues warn.'));
  await boss.start();
  await makeQueues(boss);
  return {
    boss,
    jobs: {
      enqueue: async (transaction, queue, newJobs) => {
        const rows = newJobs.map(({ id = newId(), group, startAfter, data }) => ({
          id,
          data,
          ...(group !== undefined && { group: { id: group } }),
          ...(startAfter && { startAfter }),
        }));
        if (rows.length > 0) {
          await boss.insert(queue, rows, { db: fromPrisma(transaction) });
        }
      },
    },
    work: async (handlers) => {
      for (const name of queueNames) {
        await workOn(boss, name, handlers);
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: stopGraceMs }),
  };
}

async function makeQueues(boss: PgBoss): Promise<void> {
  const existing = new Map((await boss.getQueues(queueNames)).map((queue) => [queue.name, queue]));
  for (const name of queueNames) {
    const { expireInSeconds, retryLimit, retryDelay } = queues[name];
    const rules = {
      expireInSeconds,
      retryLimit,
      retryDelay,
      retryBackoff: true,
      heartbeatSeconds,
      deleteAfterSeconds: keptSeconds,
      notify: true,
    };
    const known = existing.get(name);
    if (!known) {
      await boss.createQueue(name, rules);
    } else if (
      known.expireInSeconds !== expireInSeconds ||
      known.retryLimit !== retryLimit ||
      known.retryDelay !== retryDelay
    ) {
      await boss.updateQueue(name, rules);
    }
  }
}

async function workOn<Name extends QueueName>(
  boss: PgBoss,
  name: Name,
  handlers: JobHandlers,
): Promise<void> {
  const { concurrency, groupConcurrency, pollingSeconds } = queues[name];
  const handle = handlers[name];
  const workerId: string = await boss.work(
    name,
    {
      includeMetadata: true,
      localConcurrency: concurrency,
      ...(groupConcurrency !== undefined && { localGroupConcurrency: groupConcurrency }),
      pollingIntervalSeconds: pollingSeconds,
      notifyPollingIntervalSeconds: pollingSeconds,
    },
    async ([job]: JobWithMetadata<JobData[Name]>[]) => {
      if (!job) {
        return undefined;
      }
      try {
        return await handle(job.data, {
          jobId: job.id,
          signal: job.signal,
          isLastAttempt: job.retryCount >= job.retryLimit,
        });
      } finally {
        // Where there was one job there may be more: look at once, not at the next poll. The worker that this one was done
        // by is among those that are at work.
        for (const worker of boss.getWipData()) {
          if (worker.workId === workerId && worker.count > 0) {
            boss.notifyWorker(worker.id);
          }
        }
      }
    },
  );
}
