import Table from 'cli-table3';
import { median } from './report.ts';

/** One start of the gateway. */
export interface Start {
  /** Until it is ready. */
  wallMs: number;
  /** User and system time of the process until it is ready. */
  cpuMs: number;
  /** The same a while later, with what a start leaves for the background. */
  settledCpuMs: number;
  residentBytes: number;
  settledBytes: number;
  /** The most that was resident at any time. */
  peakBytes: number;
}

const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(2);
const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);

/** The table for people: medians, with the lowest and the highest CPU time. */
export function printStarts(starts: ReadonlyMap<string, readonly Start[]>): void {
  const columns = [
    'start',
    'wall s',
    'CPU s',
    'lowest–highest',
    'CPU s, settled',
    'MB',
    'MB, settled',
    'peak MB',
  ];
  const table = new Table({
    head: columns,
    colAligns: columns.map((_, i) => (i === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  for (const [title, runs] of starts) {
    const of = (figure: keyof Start) => median(runs.map((run) => run[figure]));
    const cpuMs = runs.map((run) => run.cpuMs);
    table.push([
      title,
      seconds(of('wallMs')),
      seconds(of('cpuMs')),
      `${seconds(Math.min(...cpuMs))}–${seconds(Math.max(...cpuMs))}`,
      seconds(of('settledCpuMs')),
      megabytes(of('residentBytes')),
      megabytes(of('settledBytes')),
      megabytes(of('peakBytes')),
    ]);
  }
  console.log(table.toString());
}
