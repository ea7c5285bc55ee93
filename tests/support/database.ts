import { randomBytes } from 'node:crypto';
import { cpSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';

/** What the run's set-up hands to every test file. */
export interface TestDatabaseTemplate {
  /** Holds every temporary file of the run, and goes with it. */
  runFolder: string;
  /** A DATA_DIR with a migrated embedded database, where the tests run on that. */
  dataDir: string;
  /** Where the tests run on PostgreSQL: the server, and a migrated database on it. */
  serverUrl: string | undefined;
  templateName: string;
}

export interface TestDatabase {
  /** To be given to `openDatabase`, or as DATABASE_URL and DATA_DIR to a gateway. */
  settings: { databaseUrl?: string; dataDir: string };
  /** Removes the database, whoever is still connected, and the folder. */
  drop(): Promise<void>;
}

/** The engine of this run: PGlite, or PostgreSQL where TEST_DATABASE_URL names a server. */
export const testEngine = process.env['TEST_DATABASE_URL'] === undefined ? 'pglite' : 'postgresql';

/** A migrated database without a row that nobody else has; a copy, so it takes a fraction of a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('testDatabaseTemplate');
  const dataDir = await makeDataDir(template);
  if (template.serverUrl !== undefined)
    return createOnServer(template, template.serverUrl, dataDir, template.templateName);
  // A thousand small files: at once they take a fifth of the time that they take one by one.
  cpSync(`${template.dataDir}/postgres`, `${dataDir}/postgres`, { recursive: true });
  return { settings: { dataDir }, drop: () => removeFolder(dataDir) };
}

/** A database without a table, as an operator's first start finds it. */
export async function createEmptyTestDatabase(): Promise<TestDatabase> {
  const template = inject('testDatabaseTemplate');
  const dataDir = await makeDataDir(template);
  if (template.serverUrl !== undefined)
    return createOnServer(template, template.serverUrl, dataDir, 'template0');
  return { settings: { dataDir }, drop: () => removeFolder(dataDir) };
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

async function createOnServer(
  { templateName }: TestDatabaseTemplate,
  serverUrl: string,
  dataDir: string,
  source: string,
): Promise<TestDatabase> {
  const name = `${templateName}_${randomBytes(6).toString('hex')}`;
  await withServer(serverUrl, (server) => server.query(`CREATE DATABASE "${name}" TEMPLATE "${source}"`));
  return {
    settings: { databaseUrl: urlOfDatabase(serverUrl, name), dataDir },
    drop: async () => {
      await withServer(serverUrl, (server) => server.query(`DROP DATABASE "${name}" WITH (FORCE)`));
      await removeFolder(dataDir);
    },
  };
}

async function makeDataDir({ runFolder }: TestDatabaseTemplate): Promise<string> {
  await mkdir(`${runFolder}/data`, { recursive: true });
  return mkdtemp(`${runFolder}/data/`);
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true });
}
