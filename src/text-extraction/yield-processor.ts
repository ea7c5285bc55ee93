import { constants, setPriority } from 'node:os';

/** Lets other processes have the processor first. Reading goes on more slowly where that is not possible. */
export function yieldProcessor(processId: number): void {
  try {
    setPriority(processId, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The process is gone already, or the system does not allow it.
  }
}
