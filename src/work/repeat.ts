import type { Log } from '../runtime/log.ts';

interface RepeatOptions {
  name: string;
  everyMs: number;
  log: Log;
  work: () => Promise<unknown>;
}

/**
 * Does some work immediately and then repeatedly, never twice at a time. A run that fails is logged, and the next one
 * tries again.
 *
 * @returns a function that ends it and waits for a run in progress
 */
export function repeat({ name, everyMs, log, work }: RepeatOptions): () => Promise<void> {
  let run: Promise<unknown> | undefined;
  const start = () => {
    run ??= work()
      .catch((error: unknown) => log.error({ work: name, error }, 'A scheduled task failed.'))
      .finally(() => {
        run = undefined;
      });
  };
  start();
  const timer = setInterval(start, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await run;
  };
}
