import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock is. */
const tickMs = 10;

/**
 * The processor time that a process has used in all its threads, in milliseconds. Zero if the process is gone or the operating
 * system has no `/proc`: without it, only the wall clock limits the process that reads a file.
 */
export function cpuTimeMs(processId: number): number {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'latin1');
    // The second field is the program's name in brackets, which can contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0;
  }
}

const checkEveryMs = 200;

/**
 * Watches the processor time that processes use from now on, including those that join them later.
 *
 * @param onExceeded called once when they have used more than the limit together
 * @returns a function that ends the watch
 */
export function limitCpuTime(
  processIds: () => readonly number[],
  { maxMs, onExceeded }: { maxMs: number; onExceeded: () => void },
): () => void {
  const before = new Map(processIds().map((id) => [id, cpuTimeMs(id)]));
  const timer = setInterval(() => {
    const usedMs = processIds().reduce((sum, id) => sum + cpuTimeMs(id) - (before.get(id) ?? 0), 0);
    if (usedMs > maxMs) {
      clearInterval(timer);
      onExceeded();
    }
  }, checkEveryMs).unref();
  return () => clearInterval(timer);
}
