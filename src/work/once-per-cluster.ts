import type { PrismaClient } from '../database/client/client.ts';
import { newId } from '../ids.ts';
import type { Log } from '../runtime/log.ts';
import { claimWork, keepWork, leaseSeconds, releaseWork, type WorkClaim } from './claim-work.ts';
import { maxRetryMs } from './repeat.ts';

interface OnceOptions {
  allTenants: PrismaClient;
  name: string;
  everyMs: number;
  /** Ends the work when the gateway stops. */
  signal: AbortSignal;
  log: Log;
  /** Does the work until its signal is aborted. */
  work: (signal: AbortSignal) => Promise<unknown>;
}

/**
 * Does some work if it is due and no other gateway on the same database is doing it. If this process dies or loses the
 * database, another one can take over after `leaseSeconds`: for a short time both may work, which the work has to allow.
 * Work that was stopped is due again immediately, and work that failed after `maxRetryMs` at the latest.
 *
 * @returns in how many milliseconds it is due the next time
 */
export async function oncePerCluster({
  allTenants,
  name,
  everyMs,
  signal,
  log,
  work,
}: OnceOptions): Promise<number> {
  const claim: WorkClaim = { name, runId: newId() };
  const { isClaimed, dueInMs } = await claimWork(allTenants, { ...claim, everyMs });
  if (!isClaimed) {
    return dueInMs;
  }
  const lost = new AbortController();
  const keep = async () => {
    if (!(await keepWork(allTenants, claim))) {
      lost.abort();
    }
  };
  const timer = setInterval(
    () =>
      void keep().catch((error: unknown) =>
        log.error({ work: name, error }, 'A scheduled task could not report that it continues.'),
      ),
    (leaseSeconds * 1_000) / 3,
  );
  let isDone = false;
  try {
    await work(AbortSignal.any([signal, lost.signal]));
    isDone = true;
    return dueInMs;
  } finally {
    clearInterval(timer);
    // What cannot be released is free once it has not been reported for a while.
    const nextInMs = signal.aborted ? 0 : isDone ? everyMs : maxRetryMs;
    await releaseWork(allTenants, { ...claim, dueInMs: nextInMs }).catch((error: unknown) =>
      log.error({ work: name, error }, 'A scheduled task could not report its end.'),
    );
  }
}
