import { readdirSync, readFileSync } from 'node:fs';

const statOf = (processId: number | string): string[] => {
  const stat = readFileSync(`/proc/${processId}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

/** The processes of another one, this one by default, that read files or wait for the next. */
export function readersOf(processId: number = process.pid): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      const isChild = /^\d+$/.test(name) && statOf(name)[1] === String(processId);
      return isChild && readFileSync(`/proc/${name}/cmdline`, 'latin1').includes('reading-process');
    } catch {
      // It has ended in the meantime.
      return false;
    }
  });
}

/** The processor time of all processes that this one has started and that have ended, in milliseconds. */
export function endedChildrenCpuMs(): number {
  const fields = statOf('self');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
