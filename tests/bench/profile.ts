import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { withBench } from './bench.ts';
import { type LoadTarget, readAnswers, runLoad } from './load.ts';
import { readOptions } from './options.ts';

/**
 * Shows where the gateway's CPU time goes under one case: `node tests/bench/profile.ts --case read --api rest`. Only the
 * time under load counts, not the start. Sampling slows the gateway down and sees the clock: a system call that wakes
 * another process, such as `writev` to PostgreSQL, looks longer than its CPU time where both share a core.
 */
const options = readOptions({ seconds: 10, rounds: 1 });
const nodeOptions = (dataDir: string) => [
  '--cpu-prof',
  `--cpu-prof-dir=${dataDir}/profile`,
  '--cpu-prof-interval=500',
];

await withBench({ options, nodeOptions }, async ({ cases, gateway, raw, data, dataDir }) => {
  const [benchCase] = cases;
  const api = benchCase?.apis.find(({ name }) => name === options.api);
  if (!benchCase || !api) {
    throw new Error('This case has no such api.');
  }
  const target: LoadTarget = { benchCase, api, server: gateway, raw, apiKey: data.apiKey };
  const expected = await readAnswers(target);
  await runLoad(target, { expected, seconds: options.seconds / 2 });
  const from = process.hrtime.bigint() / 1_000n;
  const { requestCount, cpuMicroseconds } = await runLoad(target, { expected, seconds: options.seconds });
  const to = process.hrtime.bigint() / 1_000n;
  await gateway.stop();
  console.log(
    `${benchCase.name} over ${api.name}: ${requestCount} requests, ${cpuMicroseconds?.toFixed(0) ?? '?'} µs of CPU each`,
  );
  printProfile({ folder: `${dataDir}/profile`, from: Number(from), to: Number(to), cpuMicroseconds });
});

/** The part of V8's format that is read here; times are in microseconds. */
interface Profile {
  /** Parents come before their children. */
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }[];
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

function printProfile(options: {
  folder: string;
  from: number;
  to: number;
  cpuMicroseconds: number | undefined;
}): void {
  const { folder, from, to, cpuMicroseconds = Number.NaN } = options;
  const [file = ''] = readdirSync(folder);
  const profile: Profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const payers = findPayers(profile.nodes);
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byPackage = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let time = profile.startTime;
  let busy = 0;
  for (const [index, id] of profile.samples.entries()) {
    time += profile.timeDeltas[index] ?? 0;
    const frame = frames.get(id);
    if (!frame || time < from || time > to || frame.functionName === '(idle)') {
      continue;
    }
    // A sample stands for the time until the next one.
    const spent = profile.timeDeltas[index + 1] ?? 0;
    const payer = payers.get(id) ?? 'unknown';
    const name = `${frame.functionName || '(anonymous)'}  ${ownerOf(frame)}:${frame.lineNumber + 1}`;
    byPackage.set(payer, (byPackage.get(payer) ?? 0) + spent);
    byFunction.set(name, (byFunction.get(name) ?? 0) + spent);
    busy += spent;
  }
  for (const [title, sums, count] of [
    ['package', byPackage, 25],
    ['function', byFunction, 45],
  ] as const) {
    const table = new Table({
      head: [title, 'CPU µs a request', 'part'],
      colAligns: ['left', 'right', 'right'],
      style: { head: [], border: [], compact: true },
    });
    const largest = [...sums].sort(([, one], [, other]) => other - one).slice(0, count);
    for (const [name, spent] of largest) {
      // Samples are of wall-clock time, in which others may have had the core, so only their proportions count.
      const part = spent / busy;
      table.push([name, (part * cpuMicroseconds).toFixed(1), `${(part * 100).toFixed(1)} %`]);
    }
    console.log(table.toString());
  }
}

/** Whom the time of each node is counted for: what Node itself does, it does for the nearest package that called it. */
function findPayers(nodes: Profile['nodes']): Map<number, string> {
  const payers = new Map<number, string>();
  const callers = new Map<number, string>();
  for (const { id, callFrame, children = [] } of nodes) {
    const owner = ownerOf(callFrame);
    const isNode = owner === 'native' || owner.startsWith('node:');
    const payer = isNode ? (callers.get(id) ?? owner) : owner;
    payers.set(id, payer);
    for (const child of children) {
      // What nothing but Node has called belongs to its own part of Node.
      if (payer !== '(root)' && payer !== '(program)') {
        callers.set(child, payer);
      }
    }
  }
  return payers;
}

/** The package of a function, or the gateway's own file. */
function ownerOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string {
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  const own = /\/src\/(.+)$/.exec(url)?.[1];
  return (
    inPackage ?? (own && `src/${own}`) ?? (url || (functionName.startsWith('(') ? functionName : 'native'))
  );
}
