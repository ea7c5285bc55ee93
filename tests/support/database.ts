import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';

/** What the run's set-up hands to every test file. */
export interface TestDatabaseTemplates {
  /** Holds every temporary file of the run, and goes with it. */
  runFolder: string;
  /** Where the tests run on PostgreSQL. */
  serverUrl: string | undefined;
  /** The same server through a transaction pooler, where the tests reach it through one. */
  poolerUrl: string | undefined;
  /** Migrated, and without a row. */
  empty: TestDatabaseTemplate;
  /** With a tenant that has nothing, so that no start creates the demo tenant. */
  withTenant: TestDatabaseTemplate;
  /** With the demo tenant, whose key is in the folder. */
  withDemoTenant: TestDatabaseTemplate;
}

export interface TestDatabaseTemplate {
  /** A DATA_DIR, with the embedded database where the tests run on that. */
  dataDir: string;
  /** The name of the database on the server, where the tests run on one. */
  name: string;
}

export interface DatabaseSettings {
  databaseUrl?: string | undefined;
  /** The server itself, where `databaseUrl` is one of a transaction pooler. */
  directUrl?: string | undefined;
  dataDir: string;
}

export interface TestDatabase {
  /** To be given to `openDatabase`, or as DATABASE_URL and DATA_DIR to a gateway. */
  settings: DatabaseSettings;
  /** Removes the database, whoever is still connected, and the folder. */
  drop(): Promise<void>;
}

/** The engine of this run: PGlite, or PostgreSQL where TEST_DATABASE_URL names a server, through PgBouncer with TEST_POOLER=1. */
export const testEngine = process.env['TEST_DATABASE_URL'] === undefined ? 'pglite' : 'postgresql';

/** The settings of a gateway that works with a database. */
export const databaseEnvironment = ({ databaseUrl, directUrl, dataDir }: DatabaseSettings) => ({
  DATA_DIR: dataDir,
  ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  ...(directUrl !== undefined && { DATABASE_POOLER: 'transaction', DATABASE_DIRECT_URL: directUrl }),
});

/**
 * A migrated database that nobody else has; a copy, so it takes a fraction of a second.
 *
 * @param options.holds what it is a copy of. The first start on a database that is `empty` creates the demo tenant, which takes
 *   longer than the rest of the start.
 */
export async function createTestDatabase({
  holds = 'empty',
}: {
  holds?: 'empty' | 'withTenant' | 'withDemoTenant';
} = {}): Promise<TestDatabase> {
  const templates = inject('testDatabaseTemplates');
  const template = templates[holds];
  const dataDir = await makeDataDir(templates);
  // Hundreds of small files: at once they take a fifth of the time that they take one by one.
  cpSync(template.dataDir, dataDir, { recursive: true });
  return createIn(dataDir, template.name);
}

/** A database without a table, as an operator's first start finds it. */
export async function createEmptyTestDatabase(): Promise<TestDatabase> {
  return createIn(await makeDataDir(inject('testDatabaseTemplates')), 'template0');
}

/** Runs `work` on a connection to the server's own database, where databases are created and dropped. */
export async function withServer<Result>(
  serverUrl: string,
  work: (server: pg.Client) => Promise<Result>,
): Promise<Result> {
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

/** The same server and user with another database. */
export function urlOfDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** @param source what a database on a server is a copy of */
async function createIn(dataDir: string, source: string): Promise<TestDatabase> {
  const { serverUrl, poolerUrl, empty } = inject('testDatabaseTemplates');
  if (serverUrl === undefined) {
    return { settings: { dataDir }, drop: () => removeFolder(dataDir) };
  }
  const name = `${empty.name}_${randomBytes(6).toString('hex')}`;
  await withServer(serverUrl, (server) => server.query(`CREATE DATABASE "${name}" TEMPLATE "${source}"`));
  return {
    settings: {
      databaseUrl: urlOfDatabase(poolerUrl ?? serverUrl, name),
      ...(poolerUrl !== undefined && { directUrl: urlOfDatabase(serverUrl, name) }),
      dataDir,
    },
    drop: async () => {
      await withServer(serverUrl, (server) => server.query(`DROP DATABASE "${name}" WITH (FORCE)`));
      await removeFolder(dataDir);
    },
  };
}

async function makeDataDir({ runFolder }: TestDatabaseTemplates): Promise<string> {
  await mkdir(`${runFolder}/data`, { recursive: true });
  return mkdtemp(`${runFolder}/data/`);
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true });
}
