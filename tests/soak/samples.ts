import { readdir } from 'node:fs/promises';
import type { GatewayProcess } from '../faults/gateway-process.ts';

/** What a gateway has at one moment. */
export interface Sample {
  /** Of objects in use, on the heap and beside it. */
  memoryMiB: number;
  /** Files, sockets and everything else that the process has opened. */
  handles: number;
  /** Connections of the database's pool that are in use. */
  connections: number;
  /** Jobs of all queues that are ready to run or being run. */
  jobs: number;
  /** What waits for a connection. */
  waiting: number;
  streams: number;
}

export type Measure = keyof Sample;

export async function takeSample(gateway: GatewayProcess, metricsUrl: string): Promise<Sample> {
  const memoryMiB = await gateway.usedMemoryMiB();
  const handles = await readdir(`/proc/${gateway.pid}/fd`);
  const metrics = await (await fetch(metricsUrl)).text();
  return {
    memoryMiB,
    handles: handles.length,
    connections: sumOf(metrics, 'postern_database_connections', 'state="in_use"'),
    jobs: sumOf(metrics, 'postern_jobs', 'state="ready"') + sumOf(metrics, 'postern_jobs', 'state="active"'),
    waiting: sumOf(metrics, 'postern_database_waiting'),
    streams: sumOf(metrics, 'postern_streams_open'),
  };
}

/** The sum of a metric's series that have a label. */
function sumOf(metrics: string, name: string, label = ''): number {
  const series = metrics.split('\n').filter((line) => new RegExp(`^${name}[ {]`).test(line));
  return series
    .filter((line) => line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** The medians of the second and of the last quarter of a series, after a first one in which caches fill. */
export function trendOf(samples: readonly Sample[], measure: Measure): { early: number; late: number } {
  const quarter = Math.floor(samples.length / 4);
  const median = (part: readonly Sample[]) =>
    part.map((sample) => sample[measure]).sort((one, other) => one - other)[Math.floor(part.length / 2)] ?? 0;
  return { early: median(samples.slice(quarter, 2 * quarter)), late: median(samples.slice(-quarter)) };
}
