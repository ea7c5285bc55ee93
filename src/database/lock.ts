import { DatabaseSync } from 'node:sqlite';
import { DatabaseStartError } from './start-error.ts';

const sqliteBusy = 5;

export interface FolderLock {
  release(): void;
}

/**
 * Keeps every other process off the embedded database in `dataDir` until it is released or the process ends, however it ends:
 * the operating system frees the lock of a killed process. Fails immediately, without waiting, if another process has the lock.
 *
 * PGlite has no lock of its own, and two processes on one folder lose rows silently. Node has no file locks, SQLite does;
 * the file holds no data. It is never deleted, because deleting a lock that someone waits for would give it to two.
 */
export function lockDataDir({ dataDir }: { dataDir: string }): FolderLock {
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(`${dataDir}/postgres.lock`);
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if (file?.isOpen) file.close();
    throw new DatabaseStartError(describeFailure(dataDir, error), { cause: error });
  }
  const heldFile = file;
  return {
    release: () => {
      if (heldFile.isOpen) heldFile.close();
    },
  };
}

function describeFailure(dataDir: string, error: unknown): string {
  if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) {
    return (
      `DATA_DIR ${dataDir} is in use by another gateway process, and only one process can use an embedded database. ` +
      'Stop that process, choose another DATA_DIR, or set DATABASE_URL to share a PostgreSQL server.'
    );
  }
  return `DATA_DIR ${dataDir} cannot be locked: ${error instanceof Error ? error.message : String(error)}.`;
}
