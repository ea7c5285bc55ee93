import { mkdir, readdir } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { PGlite, types } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { fromPglite } from 'pg-boss';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { MigrationLog } from './apply-migration.ts';
import type { OpenEngine } from './engine.ts';
import { unpackInitialDatabase } from './initial-database.ts';
import { lockDataDir } from './lock.ts';
import { migrateDatabase } from './migrate.ts';
import { prepareStatements } from './prepare-statements.ts';
import { createSearchIndexes } from './search-indexes.ts';
import { DatabaseStartError } from './start-error.ts';

/**
 * Opens the database in `dataDir`, in this process, and brings it to this version's schema. Fails with a
 * DatabaseStartError when the folder cannot be written, belongs to a running process, or holds no database it can read.
 */
export async function openEmbedded({
  dataDir,
  log,
}: {
  dataDir: string;
  log?: MigrationLog | undefined;
}): Promise<OpenEngine> {
  const folder = `${dataDir}/postgres`;
  // PGlite's own files are readable by everyone, so the folder around them is the protection.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw new DatabaseStartError(`DATA_DIR ${dataDir} cannot be written: ${error.message}.`, {
      cause: error,
    });
  });
  const lock = lockDataDir({ dataDir });
  let pglite: PGlite | undefined;
  const close = async () => {
    try {
      await pglite?.close();
    } finally {
      // The lock goes last: another process must not open the folder while this one still writes.
      lock.release();
    }
  };
  try {
    pglite = await openFolder(folder);
    const notices: string[] = [];
    await migrateDatabase({
      connection: migrationConnection(pglite),
      log,
      afterwards: async (connection) => {
        notices.push(...(await createSearchIndexes(connection)));
      },
    });
    // It learns how to write arrays when it opens, and the migrations may just have made types of their own.
    await pglite.refreshArrayTypes();
    prepareStatements(pglite);
    const queueConnection = { db: fromPglite(pglite), backend: 'pglite' } as const;
    const database = pglite;
    return {
      name: 'pglite',
      adapter: new PrismaPGlite(database),
      query: async ({ text, values }) => (await database.query(text, [...values], { parsers })).rows,
      connections: 1,
      notices,
      queueConnection,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The library gives large integers as numbers where they fit. */
const parsers = { [types.INT8]: BigInt };

/** Those that the indexes of searches need. */
const extensions = { pg_trgm, btree_gin };

/**
 * All of it is touched at every start, and the operating system caches the files as well. PostgreSQL's own default is 128MB.
 */
const sharedBuffers = '16MB';
const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${sharedBuffers}`];

/**
 * PostgreSQL interprets expressions in one function of 105 kB, and V8 would take a second of CPU and 600 MB to optimise it.
 * What is compiled while the database opens, this function too, is never optimised; what is compiled later can be.
 */
async function withoutOptimising<Result>(open: () => Promise<Result>): Promise<Result> {
  const setFilter = (index: number) => setFlagsFromString(`--wasm-tier-up-filter=${index}`);
  // Only the function with this index is optimised, and no function has it.
  setFilter(2 ** 31 - 1);
  try {
    return await open();
  } finally {
    setFilter(-1);
  }
}

async function openFolder(folder: string): Promise<PGlite> {
  try {
    if ((await readdir(folder)).length === 0) {
      await unpackInitialDatabase(folder);
    }
    return await withoutOptimising(() => PGlite.create(folder, { startParams, extensions }));
  } catch (error) {
    throw new DatabaseStartError(
      `The embedded database in ${folder} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}

function migrationConnection(pglite: PGlite) {
  return {
    query: async (sql: string, values?: unknown[]) => (await pglite.query(sql, values)).rows,
    script: async (sql: string) => {
      await pglite.exec(sql);
    },
  };
}
