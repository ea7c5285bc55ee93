import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import Table from 'cli-table3';
import type { BenchCase } from './cases.ts';
import type { Run } from './load.ts';
import { arePinned } from './servers.ts';

/** The runs of one API, one a round. */
export interface Measured {
  benchCase: BenchCase;
  api: 'raw' | 'GraphQL' | 'REST';
  runs: Run[];
  statements: number;
}

/** One line of the table: a API beside the peer of the same rounds. */
export interface Figures {
  case: string;
  api: string;
  /** Requests a second as a part of the peer's: the median of the rounds, and the extremes. */
  ratio: { median: number; lowest: number; highest: number };
  requestsPerSecond: number;
  rawRequestsPerSecond: number;
  /** The server's CPU time for one request, in microseconds. */
  cpuMicroseconds: number | undefined;
  rawCpuMicroseconds: number | undefined;
  /** How many times the peer's CPU time it takes. */
  cpuRatio: number | undefined;
  p99Ms: number;
  rawP99Ms: number;
  /** Part of its core that each server used. */
  busy: number | undefined;
  rawBusy: number | undefined;
  statements: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

function medianOf(runs: readonly Run[], figure: 'cpuMicroseconds' | 'busy'): number | undefined {
  const values = runs.flatMap((run) => run[figure] ?? []);
  return values.length > 0 ? median(values) : undefined;
}

/** Sets a API's runs against the peer's runs of the same rounds. */
export function toFigures(measured: Measured, raw: Measured): Figures {
  const ratios = measured.runs.map(
    ({ requestsPerSecond }, round) => requestsPerSecond / (raw.runs[round]?.requestsPerSecond ?? Number.NaN),
  );
  const cpuMicroseconds = medianOf(measured.runs, 'cpuMicroseconds');
  const rawCpuMicroseconds = medianOf(raw.runs, 'cpuMicroseconds');
  return {
    case: measured.benchCase.name,
    api: measured.api,
    ratio: { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) },
    requestsPerSecond: median(measured.runs.map((run) => run.requestsPerSecond)),
    rawRequestsPerSecond: median(raw.runs.map((run) => run.requestsPerSecond)),
    cpuMicroseconds,
    rawCpuMicroseconds,
    cpuRatio: cpuMicroseconds && rawCpuMicroseconds && cpuMicroseconds / rawCpuMicroseconds,
    p99Ms: median(measured.runs.map((run) => run.p99Ms)),
    rawP99Ms: median(raw.runs.map((run) => run.p99Ms)),
    busy: medianOf(measured.runs, 'busy'),
    rawBusy: medianOf(raw.runs, 'busy'),
    statements: measured.statements,
  };
}

const plain = { style: { head: [], border: [], compact: true } };
const fixed = (value: number | undefined, digits: number) => value?.toFixed(digits) ?? '?';
const percent = (value: number | undefined) => (value === undefined ? '?' : `${Math.round(value * 100)} %`);

/** The table for people. */
export function printFigures(figures: readonly Figures[]): void {
  const columns = [
    'case',
    'api',
    'ratio to raw',
    'lowest–highest',
    'req/s',
    'CPU µs',
    'CPU × raw',
    'p99 ms',
    'SQL',
    'core',
  ];
  const table = new Table({
    head: columns,
    colAligns: columns.map((_, i) => (i < 2 ? 'left' : 'right')),
    ...plain,
  });
  for (const row of figures) {
    table.push([
      row.case,
      row.api,
      fixed(row.ratio.median, 2),
      `${fixed(row.ratio.lowest, 2)}–${fixed(row.ratio.highest, 2)}`,
      `${fixed(row.requestsPerSecond, 0)} / ${fixed(row.rawRequestsPerSecond, 0)}`,
      `${fixed(row.cpuMicroseconds, 0)} / ${fixed(row.rawCpuMicroseconds, 0)}`,
      fixed(row.cpuRatio, 2),
      `${fixed(row.p99Ms, 0)} / ${fixed(row.rawP99Ms, 0)}`,
      `${row.statements} / 1`,
      `${percent(row.busy)} / ${percent(row.rawBusy)}`,
    ]);
  }
  console.log(table.toString());
}

/** What the figures depend on. */
export function describeMachine(serverVersion: string) {
  const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  return {
    postern: version,
    node: process.versions.node,
    database: serverVersion,
    packages: Object.fromEntries(
      ['fastify', 'graphql-yoga', '@pothos/core', '@prisma/client'].map((name) => [name, dependencies[name]]),
    ),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    cores: arePinned ? 'servers on core 1, load on core 0, PostgreSQL on both' : 'not pinned',
    loadAverageAtStart: Number(loadavg()[0]?.toFixed(2)),
  };
}

export const notes = `Pairs are gateway / raw. Raw is node:http and pg with one hand-written, prepared statement a request and the same answers;
it looks the API key up in memory. Left out there: scopes, rate limits, security headers, request ids, the checks of the
input (of each answer against its question too), GraphQL, and every error but 401, 404 and 500. Its send also leaves out:
the rendering of the mail, which is a fixed text without the session's link; the order plan, mail, settlement in two
transactions, which survives a crash (raw writes the file, then all rows in one statement); and the recheck in between.
"list" has no total, which GraphQL counts only when asked; "list-counted" has it, as every list over REST has.
"core" is the part of its core that the server used: below about 90 % something else was the limit, mostly PostgreSQL,
and then CPU µs, of the server's process for one request, says more than requests a second.`;
