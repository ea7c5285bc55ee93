import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface BenchDatabase {
  url: string;
  /** Such as `PostgreSQL 17.2`. */
  serverVersion: string;
  /** Removes the database, whoever is still connected. */
  drop: () => Promise<void>;
}

/** No PostgreSQL server can be used; the message says how to name one. */
export class NoServerError extends Error {}

/**
 * Creates an empty database on the server that BENCH_DATABASE_URL or TEST_DATABASE_URL names, or else on the one of
 * this machine.
 *
 * @throws NoServerError
 */
export async function createBenchDatabase(environment: NodeJS.ProcessEnv): Promise<BenchDatabase> {
  const given = environment['BENCH_DATABASE_URL'] ?? environment['TEST_DATABASE_URL'];
  const candidates = given
    ? [given]
    : ['postgres://root@127.0.0.1:5432/postgres', 'postgres://postgres@127.0.0.1:5432/postgres'];
  const serverUrl = await firstThatAnswers(candidates);
  const name = `postern_bench_${randomBytes(5).toString('hex')}`;
  const serverVersion = await withServer(serverUrl, async (server) => {
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
    const { rows } = await server.query<{ server_version: string }>('SHOW server_version');
    return `PostgreSQL ${rows[0]?.server_version.split(' ')[0]}`;
  });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    serverVersion,
    drop: () =>
      withServer(serverUrl, async (server) => {
        await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function firstThatAnswers(urls: readonly string[]): Promise<string> {
  const refusals: string[] = [];
  for (const url of urls) {
    try {
      await withServer(url, async () => undefined);
      return url;
    } catch (error) {
      refusals.push(error instanceof Error && error.message ? error.message : String(error));
    }
  }
  throw new NoServerError(
    `The benchmark needs a PostgreSQL server and found none (${refusals.join('; ')}).\n` +
      'Name one whose user may create databases: BENCH_DATABASE_URL=postgres://user:password@host:5432/postgres npm run bench',
  );
}

async function withServer<Result>(
  url: string,
  work: (server: pg.Client) => Promise<Result>,
): Promise<Result> {
  const server = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}
