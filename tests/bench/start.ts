import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createBenchDatabase, NoServerError } from './database.ts';
import { describeMachine } from './report.ts';
import { readMemory, startServer } from './servers.ts';
import { printStarts, type Start } from './start-report.ts';

/**
 * Measures what a start of the gateway costs: on an empty folder, on one that it has made before, and on a PostgreSQL server
 * whose database it has migrated before. The three take turns, so that whatever else the machine does strikes all of them.
 */
const usage = `Usage: npm run bench:start -- [--rounds N] [--only NAME]… [--json FILE]
  --rounds N    how often each start is repeated; 5 unless given
  --only NAME   one of first, warm, postgresql; all unless given`;

/** What a start leaves to be done in the background is done by then. */
const settledAfterMs = 2_000;
const maxRounds = 100;

const situationNames = ['postgresql', 'first', 'warm'] as const;
type SituationName = (typeof situationNames)[number];

interface Situation {
  name: SituationName;
  title: string;
  /** Settings of the next start. */
  prepare: () => Promise<Record<string, string>>;
}

const { rounds, only, json } = readCommandLine();
const folder = await mkdtemp(join(tmpdir(), 'postern-bench-start-'));
const undo: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
try {
  const situations: Situation[] = [];
  let serverVersion = 'embedded only';
  if (only.includes('postgresql')) {
    const database = await createBenchDatabase(process.env);
    undo.push(database.drop);
    serverVersion = database.serverVersion;
    situations.push(
      await prepared('postgresql', 'start on a PostgreSQL server', { DATABASE_URL: database.url }),
    );
  }
  if (only.includes('first')) {
    situations.push({
      name: 'first',
      title: 'first start, embedded',
      prepare: async () => ({ DATA_DIR: await mkdtemp(join(folder, 'first-')) }),
    });
  }
  if (only.includes('warm')) {
    situations.push(await prepared('warm', 'later start, embedded', {}));
  }
  const starts = new Map<string, Start[]>(situations.map(({ title }) => [title, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { title, prepare } of situations) {
      starts.get(title)?.push(await measureStart(await prepare()));
    }
  }
  const machine = describeMachine(serverVersion);
  console.log(JSON.stringify(machine));
  printStarts(starts);
  if (json !== undefined) {
    const figures = Object.fromEntries(starts);
    await writeFile(json, `${JSON.stringify({ machine, rounds, figures }, null, 2)}\n`);
  }
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof NoServerError ? error.message : error);
} finally {
  for (const step of undo.reverse()) {
    await step();
  }
}

/** A situation in which the gateway has started before, twice, so that what it caches is there. */
async function prepared(
  name: SituationName,
  title: string,
  settings: Record<string, string>,
): Promise<Situation> {
  const environment = { ...settings, DATA_DIR: join(folder, name) };
  await measureStart(environment);
  await measureStart(environment);
  return { name, title, prepare: async () => environment };
}

async function measureStart(settings: Record<string, string>): Promise<Start> {
  const startedAt = performance.now();
  const gateway = await startServer({
    file: 'src/start.js',
    environment: { PORT: '0', LOG_LEVEL: 'warn', TMPDIR: folder, ...settings },
  });
  try {
    const { status } = await fetch(`${gateway.url}/health/ready`);
    if (status !== 200) {
      throw new Error(`The gateway is not ready: ${status}.`);
    }
    const wallMs = performance.now() - startedAt;
    const cpuMicroseconds = gateway.cpuMicroseconds();
    const ready = readMemory(gateway.pid);
    await sleep(settledAfterMs);
    return {
      wallMs,
      cpuMs: toMs(cpuMicroseconds),
      settledCpuMs: toMs(gateway.cpuMicroseconds()),
      residentBytes: ready.residentBytes,
      settledBytes: readMemory(gateway.pid).residentBytes,
      peakBytes: readMemory(gateway.pid).peakBytes,
    };
  } finally {
    await gateway.stop();
  }
}

function toMs(microseconds: number | undefined): number {
  return (microseconds ?? Number.NaN) / 1_000;
}

function readCommandLine() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '5' },
        only: { type: 'string', multiple: true },
        json: { type: 'string' },
      },
    });
    const count = Number(values.rounds);
    if (!(Number.isInteger(count) && count > 0 && count <= maxRounds)) {
      throw new Error(`--rounds takes a number from 1 to ${maxRounds}.`);
    }
    const unknown = values.only?.find((name) => !situationNames.some((known) => known === name));
    if (unknown !== undefined) {
      throw new Error(`--only takes ${situationNames.join(', ')}.`);
    }
    return { rounds: count, only: values.only ?? [...situationNames], json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exit(2);
  }
}
