import { setImmediate } from 'node:timers/promises';

/** Lets other work run where this has run for a while. */
export type Pause = () => Promise<void>;

/** Work in one go takes no longer than about this. */
const longestRunMs = 12;

/** @throws the signal's reason once it is aborted */
export function createPause(signal: AbortSignal): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestRunMs) {
      return;
    }
    await setImmediate();
    signal.throwIfAborted();
    since = performance.now();
  };
}
