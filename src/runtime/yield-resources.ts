import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A third of the processor beside a process that wants all of it: enough to continue when others are busy, too. */
const niceness = 5;

/**
 * Lets the gateway's own requests have the processor first. Does nothing where that is not possible.
 *
 * @param processId of a process, or on Linux 0 for the calling thread alone
 */
export function yieldProcessor(processId: number): void {
  try {
    setPriority(processId, niceness);
  } catch {
    // The process is gone already, or the system does not allow it.
  }
}

/** Makes the system end this process first, and the gateway last, when the machine or the container runs out of memory. */
export function yieldMemory(processId: number): void {
  try {
    writeFileSync(`/proc/${processId}/oom_score_adj`, '1000');
  } catch {
    // Only Linux has this.
  }
}
