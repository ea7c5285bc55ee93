import { readdirSync, readFileSync } from 'node:fs';
import { replyDescriptor } from './reading-messages.ts';

const closeOnExec = 0o2000000;

/**
 * The descriptors, apart from those that a reader uses, which this process was started with and which each process that it
 * starts inherits. Node.js itself withholds only those that directly follow the standard ones. Empty if the operating system
 * has no `/proc`.
 */
export function inheritedDescriptors(): number[] {
  try {
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((descriptor) => descriptor > replyDescriptor && isInherited(descriptor));
  } catch {
    return [];
  }
}

function isInherited(descriptor: number): boolean {
  try {
    const [, flags = '0'] =
      /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')) ?? [];
    return (Number.parseInt(flags, 8) & closeOnExec) === 0;
  } catch {
    // The descriptor used to list the folder.
    return false;
  }
}
