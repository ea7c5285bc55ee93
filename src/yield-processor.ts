import { constants, setPriority } from 'node:os';

/**
 * Lets the gateway's own requests have the processor first. Does nothing where that is not possible.
 *
 * @param processId of a process, or on Linux 0 for the calling thread alone
 */
export function yieldProcessor(processId: number): void {
  try {
    setPriority(processId, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The process is gone already, or the system does not allow it.
  }
}
