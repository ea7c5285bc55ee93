import { access, constants, cp, mkdir, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { insertTenant } from '../../src/domain/tenants/create-tenant.ts';
import { createGateway } from '../../src/gateway.ts';
import { newId } from '../../src/ids.ts';
import { openJobs } from '../../src/jobs/open-jobs.ts';
import { readSettings } from '../../src/settings/settings.ts';
import {
  databaseEnvironment,
  type TestDatabase,
  type TestDatabaseTemplate,
  type TestDatabaseTemplates,
  urlOfDatabase,
  withServer,
} from './database.ts';
import { startPooler } from './pooler.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseTemplates: TestDatabaseTemplates;
  }
}

/**
 * Makes one migrated database for the whole run, another with a tenant in it and one with the demo tenant: every gateway of a
 * test gets its own copy of one of them. Everything of the run is in one temporary folder and, with TEST_DATABASE_URL, in databases whose names
 * start with the folder's.
 */
export default async function setUpTestDatabases(project: TestProject): Promise<() => Promise<void>> {
  const [major] = process.versions.node.split('.');
  if (Number(major) < 24)
    throw new Error(`Run the tests with npm test: this is Node ${process.versions.node}, not 24.`);

  const runFolder = await mkdtemp(`${await fastestFolder()}/postern-test-`);
  const templateName = basename(runFolder).toLowerCase().replaceAll('-', '_');
  const serverUrl = process.env['TEST_DATABASE_URL'];
  const empty = await makeTemplate({
    serverUrl,
    runFolder,
    name: templateName,
    fill: async (settings) => {
      const database = await openDatabase(settings);
      // The queues are made once here, and not in each copy.
      const queues = await openJobs({
        connection: database.queueConnection,
        log: { info: () => undefined, warn: console.warn, error: console.error },
      });
      await queues.stop();
      if (serverUrl === undefined) {
        await dropUnusedDatabases(database.client);
      }
      await database.close();
    },
  });
  const withDemoTenant = await makeTemplate({
    serverUrl,
    runFolder,
    name: `${templateName}_demo_tenant`,
    source: empty,
    fill: async (settings) => {
      const gateway = await createGateway({
        settings: readSettings({
          ...databaseEnvironment(settings),
          WORKER: 'none',
          LOG_LEVEL: 'silent',
        }),
      });
      await gateway.close();
    },
  });
  const withTenant = await makeTemplate({
    serverUrl,
    runFolder,
    name: `${templateName}_tenant`,
    source: empty,
    fill: async (settings) => {
      const database = await openDatabase(settings);
      await database.client.$transaction((transaction) =>
        insertTenant(transaction, {
          id: newId(),
          name: 'A tenant of no test',
          credits: 0,
          defaultExpiryHours: 48,
          language: 'en',
          accentColour: null,
        }),
      );
      await database.close();
    },
  });
  const pooler =
    serverUrl !== undefined && process.env['TEST_POOLER'] === '1'
      ? await startPooler({ serverUrl, folder: runFolder })
      : undefined;
  const poolerUrl = pooler?.url;
  project.provide('testDatabaseTemplates', {
    runFolder,
    serverUrl,
    poolerUrl,
    empty,
    withTenant,
    withDemoTenant,
  });
  // Programs that the tests start need a third less time with what those before them have compiled.
  process.env['NODE_COMPILE_CACHE'] = `${runFolder}/compile-cache`;

  return async () => {
    await pooler?.stop();
    if (serverUrl !== undefined) {
      await dropDatabases(serverUrl, templateName);
    }
    // A worker that ends may still write what it has compiled.
    await rm(runFolder, { recursive: true, maxRetries: 10 });
  };
}

/** Halves the number of files of an embedded database, which has only been made from the templates of PostgreSQL. */
async function dropUnusedDatabases(client: Database['client']): Promise<void> {
  await client.$executeRaw`UPDATE pg_database SET datistemplate = false`;
  await client.$executeRaw`DROP DATABASE template0`;
  await client.$executeRaw`DROP DATABASE template1`;
}

/** Drops the databases whose names begin so: the templates, and what the workers shared until their end. */
const dropDatabases = (serverUrl: string, beginning: string): Promise<void> =>
  withServer(serverUrl, async (server) => {
    const { rows } = await server.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [beginning],
    );
    for (const { name } of rows) {
      await server.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    }
  });

interface TemplateOptions {
  serverUrl: string | undefined;
  runFolder: string;
  name: string;
  /** The database that it is a copy of. Defaults to an empty one. */
  source?: TestDatabaseTemplate;
  /** Leaves it closed: PostgreSQL copies only a database that nobody is connected to, and a folder is whole only then. */
  fill: (settings: TestDatabase['settings']) => Promise<void>;
}

async function makeTemplate(options: TemplateOptions): Promise<TestDatabaseTemplate> {
  const { serverUrl, runFolder, name, source, fill } = options;
  const dataDir = `${runFolder}/${name}`;
  if (serverUrl === undefined && source) {
    await cp(source.dataDir, dataDir, { recursive: true });
  } else {
    await mkdir(dataDir);
  }
  if (serverUrl !== undefined) {
    const template = source ? ` TEMPLATE "${source.name}"` : '';
    await withServer(serverUrl, (server) => server.query(`CREATE DATABASE "${name}"${template}`));
  }
  const databaseUrl = serverUrl === undefined ? undefined : urlOfDatabase(serverUrl, name);
  await fill({ ...(databaseUrl && { databaseUrl }), dataDir });
  return { name, dataDir };
}

/** Enough for the databases that are open at once, with room for others on this machine. */
const roomNeededBytes = 2 * 2 ** 30;

/**
 * Where a file system in memory has room, making a database's thousand files takes a tenth of the time; elsewhere the
 * system's temporary folder.
 */
async function fastestFolder(): Promise<string> {
  try {
    const { bavail, bsize } = await statfs('/dev/shm');
    await access('/dev/shm', constants.W_OK);
    return bavail * bsize >= roomNeededBytes ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
}
