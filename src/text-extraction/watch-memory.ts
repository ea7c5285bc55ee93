import { workerData } from 'node:worker_threads';
import { giveUpRights } from './give-up-rights.ts';

/*
 * Ends the process that it is a thread of when that holds more bytes than it may, in whatever kind of memory, or when the
 * process that started it is gone. The signal is the one by which an operating system that is out of memory ends a process, and
 * means the same.
 */
giveUpRights();
const maxBytes: number = workerData;
const parent = process.ppid;

setInterval(() => {
  if (process.memoryUsage.rss() > maxBytes || process.ppid !== parent) {
    process.kill(process.pid, 'SIGKILL');
  }
}, 50);
