import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchCase, makeCases } from './cases.ts';
import { createBenchDatabase, NoServerError } from './database.ts';
import type { BenchOptions } from './options.ts';
import { type BenchServer, pinLoad, startServer } from './servers.ts';
import { type BenchData, setUpData } from './setup-data.ts';

/** Everything that is needed to measure: the data, the cases, and both servers in progress. */
export interface Bench {
  databaseUrl: string;
  dataDir: string;
  serverVersion: string;
  data: BenchData;
  cases: BenchCase[];
  gateway: BenchServer;
  raw: BenchServer;
}

/**
 * Prepares a benchmark, lets `work` do it and removes every trace, on Ctrl-C too. Ends the process with status 1 and a
 * plain line when there is no PostgreSQL server.
 *
 * @param nodeOptions what the gateway's process is started with; its files belong in `dataDir`, which goes in the end
 */
export async function withBench(
  { options, nodeOptions }: { options: BenchOptions; nodeOptions?: (dataDir: string) => string[] },
  work: (bench: Bench) => Promise<void>,
): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  let isInterrupted = false;
  const cleanUp = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => console.error(error));
    }
  };
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, async () => {
      isInterrupted = true;
      // Whatever is in progress fails when its servers and its database go.
      process.on('uncaughtException', () => undefined);
      await cleanUp();
      process.exit(status);
    });
  }
  try {
    pinLoad();
    const { url: databaseUrl, serverVersion, drop } = await createBenchDatabase(process.env);
    undo.push(drop);
    const dataDir = await mkdtemp(join(tmpdir(), 'postern-bench-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    console.error('Filling the database …');
    const data = await setUpData({ databaseUrl, dataDir });
    const allCases = makeCases(data);

    const environment = {
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PUBLIC_URL: 'http://localhost:4000',
      PORT: '0',
      // The limiter counts every request and rejects none.
      RATE_LIMIT_PER_MINUTE: '100000000',
    };
    const gateway = await startServer({
      file: 'src/main.ts',
      nodeOptions: nodeOptions?.(dataDir) ?? [],
      environment,
      logFile: join(dataDir, 'log'),
    });
    undo.push(gateway.kill);
    const raw = await startServer({
      file: 'tests/bench/raw-server.ts',
      environment: { ...environment, EML_FILE: data.emlFile },
    });
    undo.push(raw.kill);
    const cases = options.cases.map((name) => allCases[name]);
    await work({ databaseUrl, dataDir, serverVersion, data, cases, gateway, raw });
  } catch (error) {
    process.exitCode = 1;
    if (!isInterrupted) {
      console.error(error instanceof NoServerError ? error.message : error);
    }
  } finally {
    await cleanUp();
  }
}
