import { Worker } from 'node:worker_threads';

/** How much later the process is killed when it is too busy to exit. */
const killAfterMs = 500;

/**
 * Ends the process when it still runs after so many milliseconds. A thread of its own kills it when the main one does not get
 * to its timers.
 */
export function exitWithin(milliseconds: number): void {
  setTimeout(() => {
    console.error('The gateway did not stop in time. The next start recovers the work in progress.');
    process.exit(0);
  }, milliseconds).unref();
  const script = `setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${milliseconds + killAfterMs})`;
  new Worker(script, { eval: true, env: {}, execArgv: [] }).unref();
}
