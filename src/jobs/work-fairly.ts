import { type Clock, type JobWithMetadata, type PgBoss, systemClock } from 'pg-boss';
import { workFor } from '../database/share-connections.ts';
import { correlate } from '../runtime/correlation.ts';
import { createFairShare } from '../runtime/fair-share.ts';
import type { Log } from '../runtime/log.ts';
import { settleWithin } from '../runtime/settle-within.ts';
import type { JobHandlers, ObserveJob, Pace } from './jobs.ts';
import { type LaneRange, maxLane, rangesAfter } from './lane.ts';
import { correlationOfJob, type StoredData } from './origin.ts';
import { putBack } from './put-back.ts';
import { heartbeatSeconds, type JobData, type QueueName, queues } from './queues.ts';

interface WorkOptions<Name extends QueueName> {
  boss: PgBoss;
  name: Name;
  handle: JobHandlers[Name];
  /** Sees each run of a job; undefined if nobody does. */
  observe: ObserveJob | undefined;
  /** As fast as possible by default. */
  pace?: Pace | undefined;
  log: Log;
  clock?: Clock | undefined;
}

export interface FairWorker {
  /** Makes it look for jobs now. */
  wake: () => void;
  /**
   * Starts no further job, lets those in progress finish for so long, then puts the others back into their queue, for any
   * replica to start again immediately, and aborts them.
   */
  stop: (graceMs: number) => Promise<void>;
}

/** How long an aborted job may take to notice. */
const maxAbortMs = 2_000;

interface Running {
  job: JobWithMetadata<unknown>;
  abort: AbortController;
  settled: Promise<void>;
}

/**
 * Works on the jobs of a queue in this process, fairly: the tenants that have jobs are served one after the other, each with
 * its oldest job, and none has more than a quarter of the slots. A group within a tenant, such as one receiver of webhooks, can
 * have a limit of its own; its jobs are passed over while it has reached that. A queue can have a pace.
 *
 * Other replicas do the same for their own slots. A job that its process no longer reports is run again by any of them.
 */
export function workFairly<Name extends QueueName>({
  boss,
  name,
  handle,
  observe = (_queue, _jobId, run) => run(),
  pace = async () => 0,
  log,
  clock = systemClock,
}: WorkOptions<Name>): FairWorker {
  const { concurrency, groupConcurrency, pollingSeconds, expireInSeconds } = queues[name];
  const share = createFairShare({ name: `slots of the queue ${name}`, slots: concurrency });
  const groups = new Map<string, number>();
  const running = new Map<string, Running>();
  let lastLane = maxLane + 1;
  let isStopping = false;
  let looking: Promise<void> | undefined;
  let mustLookAgain = false;
  /** How often it was woken: a new job can be of any lane. */
  let wakes = 1;
  /** The wakes after which no lane had a further job that could be started. */
  let searchedWakes = 0;
  /** The lanes that have a slot again, which are all that has to be looked at until it is woken. */
  const releasedLanes = new Set<number>();
  let nextTurn: ReturnType<typeof clock.setTimeout> | undefined;

  const groupsAtLimit = (): string[] =>
    [...groups].filter(([, count]) => count >= (groupConcurrency ?? Infinity)).map(([group]) => group);

  /** Where to look for the next job. */
  const nextRanges = (): LaneRange[] => {
    const atLimit = share.atLimit().map(Number);
    return wakes !== searchedWakes
      ? rangesAfter(lastLane, atLimit)
      : [...releasedLanes]
          .filter((lane) => !atLimit.includes(lane))
          .map((lane) => ({ minPriority: lane, maxPriority: lane }));
  };

  /** The oldest job of the tenant whose turn it is. */
  const claimNext = async (
    ranges: readonly LaneRange[],
  ): Promise<JobWithMetadata<StoredData<JobData[Name]>> | undefined> => {
    const ignoreGroups = groupsAtLimit();
    for (const range of ranges) {
      const [job] = await boss.fetch<StoredData<JobData[Name]>>(name, {
        includeMetadata: true,
        ignoreGroups,
        ...range,
      });
      if (job) {
        lastLane = job.priority;
        return job;
      }
    }
    lastLane = maxLane + 1;
    return undefined;
  };

  const start = (job: JobWithMetadata<StoredData<JobData[Name]>>, release: () => void) => {
    const abort = new AbortController();
    const group = job.groupId ?? undefined;
    countGroup(group, 1);
    const settled = correlate(correlationOfJob(name, job), () => run(job, abort))
      .catch((error: unknown) => log.error({ error, queue: name }, 'A job queue operation failed.'))
      .finally(() => {
        running.delete(job.id);
        countGroup(group, -1);
        release();
        releasedLanes.add(job.priority);
        lookAgain();
      });
    running.set(job.id, { job, abort, settled });
  };

  const countGroup = (group: string | undefined, change: 1 | -1) => {
    if (group !== undefined) {
      const count = (groups.get(group) ?? 0) + change;
      count === 0 ? groups.delete(group) : groups.set(group, count);
    }
  };

  const run = async (
    job: JobWithMetadata<StoredData<JobData[Name]>>,
    abort: AbortController,
  ): Promise<void> => {
    const timer = clock.setTimeout(
      () => abort.abort(new Error(`The job did not finish within ${expireInSeconds} seconds.`)),
      expireInSeconds * 1_000,
    );
    const startMs = performance.now();
    const progress = () => ({
      attempt: job.retryCount + 1,
      durationMs: Math.round(performance.now() - startMs),
    });
    let trouble: object | undefined;
    try {
      const isLastAttempt = job.retryCount >= job.retryLimit;
      // Its statements count for its tenant, which the lane stands for.
      const work = { tenantId: `lane ${job.priority}` };
      trouble =
        (await workFor(work, async () =>
          observe(name, job.id, async () =>
            handle(job.data, { jobId: job.id, signal: abort.signal, isLastAttempt }),
          ),
        )) ?? undefined;
    } catch (error) {
      log.warn({ ...progress(), error }, 'A job failed.');
      // Of one that was put back, or that another replica has by now, this changes nothing.
      await boss.fail(name, job, error as object);
      return;
    } finally {
      clock.clearTimeout(timer);
    }
    log.info({ ...progress(), ...(trouble && { trouble }) }, 'job');
    await boss.complete(name, job, trouble);
  };

  const look = async (): Promise<void> => {
    while (!isStopping && share.inUse() < concurrency) {
      const seenWakes = wakes;
      const ranges = nextRanges();
      const waitMs = ranges.length === 0 ? undefined : await pace();
      if (waitMs !== 0) {
        if (waitMs !== undefined && !isStopping) {
          clock.clearTimeout(nextTurn);
          nextTurn = clock.setTimeout(wake, waitMs);
        }
        return;
      }
      // Those that are released in the meantime are looked at once more.
      const lanes = [...releasedLanes];
      releasedLanes.clear();
      const job = await claimNext(ranges);
      const release = job && !isStopping ? share.tryAcquire(String(job.priority)) : undefined;
      if (!job) {
        searchedWakes = seenWakes;
        return;
      }
      if (!release) {
        await putBack(boss, job);
        return;
      }
      for (const lane of lanes) {
        releasedLanes.add(lane);
      }
      start(job, release);
    }
  };

  const wake = () => {
    wakes += 1;
    lookAgain();
  };

  const lookAgain = () => {
    mustLookAgain = true;
    looking ??= (async () => {
      while (mustLookAgain && !isStopping) {
        mustLookAgain = false;
        await look().catch((error: unknown) =>
          log.error({ error, queue: name }, 'A job queue operation failed.'),
        );
      }
    })().finally(() => {
      looking = undefined;
      // It may have been woken between its last look and here.
      if (mustLookAgain && !isStopping) {
        lookAgain();
      }
    });
  };

  /** Shows that this process still works on its jobs, and aborts those that were taken from it. */
  const beat = async (): Promise<void> => {
    const jobs = [...running.values()].map(({ job }) => job);
    if (jobs.length === 0) {
      return;
    }
    // The library's types leave out what it returns.
    const { settled } = (await boss.touch(name, jobs)) as { settled?: string[] };
    const held = settled && new Set(settled);
    for (const { id } of jobs) {
      if (held && !held.has(id)) {
        running.get(id)?.abort.abort(new Error('The job no longer belongs to this process.'));
      }
    }
  };

  const allSettled = () => Promise.all([...running.values()].map(({ settled }) => settled));

  const polling = clock.setInterval(wake, pollingSeconds * 1_000);
  const beating = clock.setInterval(
    () =>
      void beat().catch((error: unknown) =>
        log.error({ error, queue: name }, 'A job queue operation failed.'),
      ),
    (heartbeatSeconds / 2) * 1_000,
  );
  wake();

  return {
    wake,
    stop: async (graceMs) => {
      isStopping = true;
      clock.clearInterval(polling);
      clock.clearTimeout(nextTurn);
      await looking;
      await settleWithin(graceMs, allSettled());
      clock.clearInterval(beating);
      await Promise.all(
        [...running.values()].map(async ({ job, abort }) => {
          // First, so that what the job says once it is aborted changes nothing.
          await putBack(boss, job).catch((error: unknown) =>
            log.error({ error, queue: name }, 'A job queue operation failed.'),
          );
          abort.abort(new Error('The gateway is stopping.'));
        }),
      );
      await settleWithin(maxAbortMs, allSettled());
    },
  };
}
