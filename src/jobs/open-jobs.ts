import { type ConstructorOptions, fromPrisma, PgBoss } from 'pg-boss';
import type { QueueConnection } from '../database/engine.ts';
import { newId } from '../ids.ts';
import type { Log } from '../runtime/log.ts';
import type { JobHandlers, Jobs, ObserveJob, Pace } from './jobs.ts';
import { laneOf } from './lane.ts';
import { withOrigin } from './origin.ts';
import { heartbeatSeconds, type QueueName, queueNames, queues } from './queues.ts';
import { type FairWorker, workFairly } from './work-fairly.ts';

/** What time is by, for tests that let it pass. */
export type JobClock = NonNullable<ConstructorOptions['clock']>;

interface OpenJobsOptions {
  connection: QueueConnection;
  log: Log;
  clock?: JobClock | undefined;
}

export interface WorkOptions {
  /** Sees each run of a job; undefined if nobody does. */
  observe?: ObserveJob | undefined;
  /** The queues whose jobs are not started as fast as possible. */
  paces?: Partial<Record<QueueName, Pace | undefined>>;
}

export interface OpenJobs {
  jobs: Jobs;
  /** The queues' engine, for tests that wait for a job. */
  boss: PgBoss;
  /** Starts to work on jobs in this process. */
  work: (handlers: JobHandlers, options?: WorkOptions) => void;
  /** Makes this process look for jobs now, for tests that let time pass. */
  wake: () => void;
  /**
   * Ends work: lets jobs in progress finish for a few seconds, then puts them back into their queues and aborts them. Jobs can
   * still be added.
   */
  stopWork: (graceMs?: number) => Promise<void>;
  /** Ends work and closes the connections. Any further call does nothing. */
  stop: () => Promise<void>;
}

/** How often jobs whose process is gone are looked for. */
const superviseSeconds = 5;
/** How long jobs in progress may take once the gateway is stopped. */
const stopGraceMs = 5_000;
/** How long a job stays readable once it has completed or failed. */
const keptSeconds = 7 * 86_400;

/** Opens the queues in the gateway's own database, and makes those that are not there yet. A failure leaves nothing open. */
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
  boss.on('error', (error) => log.error({ error }, 'A job queue operation failed.'));
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'The job queues reported a warning.'));
  const workers = new Map<string, FairWorker>();
  const wake = () => {
    for (const worker of workers.values()) {
      worker.wake();
    }
  };
  listenToNotifications(boss, { onQueue: (name) => workers.get(name)?.wake(), onReconnect: wake });
  try {
    await boss.start();
    await makeQueues(boss);
  } catch (error) {
    // Why it did not start matters more than what fails because of it.
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
  let stopping: Promise<void> | undefined;
  const stopWork = (graceMs = stopGraceMs) => {
    stopping ??= Promise.all([...workers.values()].map(({ stop }) => stop(graceMs))).then(() => {});
    return stopping;
  };
  const startWorker = <Name extends QueueName>(
    name: Name,
    handlers: JobHandlers,
    { observe, paces }: WorkOptions,
  ): FairWorker =>
    workFairly({ boss, name, handle: handlers[name], observe, pace: paces?.[name], log, clock });
  return {
    boss,
    jobs: {
      enqueue: async (transaction, queue, newJobs) => {
        const rows = newJobs.map(({ id = newId(), tenantId, group, startAfter, data }) => ({
          id,
          data: withOrigin(data, tenantId),
          priority: laneOf(tenantId),
          ...(group !== undefined && { group: { id: group } }),
          ...(startAfter && { startAfter }),
        }));
        if (rows.length > 0) {
          await boss.insert(queue, rows, { db: fromPrisma(transaction) });
        }
      },
      remove: async (transaction, queue, ids) => {
        if (ids.length > 0) {
          await boss.deleteJob(queue, [...ids], { db: fromPrisma(transaction) });
        }
      },
    },
    work: (handlers, options = {}) => {
      for (const name of queueNames) {
        workers.set(name, startWorker(name, handlers, options));
      }
    },
    wake,
    stopWork,
    stop: async () => {
      await stopWork();
      await boss.stop({ graceful: false });
    },
  };
}

/** Hears of new jobs as the queues' own workers do: what these would be woken with comes past here. */
function listenToNotifications(
  boss: PgBoss,
  { onQueue, onReconnect }: { onQueue: (name: string) => void; onReconnect: () => void },
): void {
  const connection = boss.getDb();
  const listen = connection.listen?.bind(connection);
  if (!listen) {
    return;
  }
  connection.listen = (channel, onNotification, onSubscribed) =>
    listen(
      channel,
      (name) => {
        onNotification(name);
        onQueue(name);
      },
      () => {
        onSubscribed();
        onReconnect();
      },
    );
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
