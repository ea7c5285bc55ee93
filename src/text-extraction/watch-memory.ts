import { workerData } from 'node:worker_threads';
import { giveUpRights } from './give-up-rights.ts';

/*
 * Runs as a thread that ends its process if that uses more bytes than allowed, in any kind of memory, or if the process that
 * started it is gone. The signal is the one with which an operating system that is out of memory ends a process, and means the
 * same.
 */
giveUpRights();
const maxBytes: number = workerData;
const parent = process.ppid;

setInterval(() => {
  if (process.memoryUsage.rss() > maxBytes || process.ppid !== parent) {
    process.kill(process.pid, 'SIGKILL');
  }
}, 50);
