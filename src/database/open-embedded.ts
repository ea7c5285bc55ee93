import { mkdir } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import { fromPglite } from 'pg-boss';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { OpenEngine } from './engine.ts';
import { lockDataDir } from './lock.ts';
import { migrateDatabase } from './migrate.ts';
import { DatabaseStartError } from './start-error.ts';

/**
 * Opens the database that lives in `dataDir`, in this process, and brings it to this version's schema. Fails with a
 * DatabaseStartError when the folder cannot be written, belongs to a running process, or holds no database it can read.
 */
export async function openEmbedded({ dataDir }: { dataDir: string }): Promise<OpenEngine> {
  const folder = `${dataDir}/postgres`;
  // PGlite's own files are readable by everybody, so the folder around them is the protection.
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
    await migrateDatabase({ connection: migrationConnection(pglite) });
    // It learns how to write arrays when it opens, and the migrations may just have made types of their own.
    await pglite.refreshArrayTypes();
    const queueConnection = { db: fromPglite(pglite), backend: 'pglite' } as const;
    const database = pglite;
    return {
      name: 'pglite',
      adapter: new PrismaPGlite(database),
      query: async ({ text, values }) => (await database.query(text, [...values], { parsers })).rows,
      connections: 1,
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

async function openFolder(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create(folder);
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
