import { access, constants, mkdir, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/database/open.ts';
import { openJobs } from '../../src/jobs/open-jobs.ts';
import { type TestDatabaseTemplate, urlOfDatabase, withServer } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseTemplate: TestDatabaseTemplate;
  }
}

/**
 * Makes one migrated database for the whole run, which every test file gets its own copy of. Everything of the run is in
 * one temporary folder and, with TEST_DATABASE_URL, in databases whose names start with the folder's.
 */
export default async function setUpTestDatabases(project: TestProject): Promise<() => Promise<void>> {
  const [major] = process.versions.node.split('.');
  if (Number(major) < 24)
    throw new Error(`Run the tests with npm test: this is Node ${process.versions.node}, not 24.`);

  const runFolder = await mkdtemp(`${await fastestFolder()}/postern-test-`);
  const templateName = basename(runFolder).toLowerCase().replaceAll('-', '_');
  const serverUrl = process.env['TEST_DATABASE_URL'];
  const dataDir = `${runFolder}/template`;
  await mkdir(dataDir);

  if (serverUrl !== undefined) {
    await withServer(serverUrl, (server) => server.query(`CREATE DATABASE "${templateName}"`));
  }
  const databaseUrl = serverUrl === undefined ? undefined : urlOfDatabase(serverUrl, templateName);
  const database = await openDatabase({ databaseUrl, dataDir });
  // The queues are made once here, and not in each copy.
  const queues = await openJobs({
    connection: database.queueConnection,
    log: { warn: console.warn, error: console.error },
  });
  await queues.stop();
  // PostgreSQL copies only a database that nobody is connected to, and a folder is whole only when it is closed.
  await database.close();
  project.provide('testDatabaseTemplate', { runFolder, dataDir, serverUrl, templateName });

  return async () => {
    if (serverUrl !== undefined) {
      await withServer(serverUrl, (server) => server.query(`DROP DATABASE "${templateName}" WITH (FORCE)`));
    }
    await rm(runFolder, { recursive: true });
  };
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
