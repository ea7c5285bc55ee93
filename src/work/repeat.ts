import type { Log } from '../runtime/log.ts';

interface RepeatOptions {
  name: string;
  everyMs: number;
  log: Log;
  /** Does the work, and returns in how many milliseconds it is due the next time, or nothing for the usual time. */
  work: () => Promise<number | undefined>;
}

/** How long the pause between two runs is at least, also when the work takes longer than its interval. */
const minPauseMs = 100;

/** How long after a run that failed the next one starts at the latest, however rarely the work is done. */
export const maxRetryMs = 600_000;

/**
 * Does some work immediately and then repeatedly, never twice at a time. A run that fails is logged, and the next one
 * tries again, after `maxRetryMs` at the latest.
 *
 * @returns a function that ends it and waits for a run in progress
 */
export function repeat({ name, everyMs, log, work }: RepeatOptions): () => Promise<void> {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let run: Promise<void>;
  const start = async () => {
    const startedAt = performance.now();
    const dueInMs = await work().catch((error: unknown) => {
      log.error({ work: name, error }, 'A scheduled task failed.');
      return maxRetryMs;
    });
    if (!isStopped) {
      const pauseMs = startedAt + Math.min(dueInMs ?? everyMs, everyMs) - performance.now();
      timer = setTimeout(
        () => {
          run = start();
        },
        Math.max(pauseMs, minPauseMs),
      ).unref();
    }
  };
  run = start();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await run;
  };
}
