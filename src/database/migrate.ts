import { randomUUID } from 'node:crypto';
import { type Migration, readMigrations } from './migrations.ts';
import { DatabaseStartError } from './start-error.ts';

/** One connection, kept for the whole run, because an advisory lock belongs to the connection that took it. */
export interface MigrationConnection {
  /** Runs one statement with parameters and returns its rows. */
  query(sql: string, values?: unknown[]): Promise<unknown[]>;
  /** Runs any number of statements without parameters. */
  script(sql: string): Promise<void>;
}

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  is_finished: boolean;
}

/** The key that Prisma's own command line locks with, so that `prisma migrate deploy` and a gateway exclude each other. */
const advisoryLockKey = 72_707_369;
const lockTimeoutMs = 120_000;
const lockNotAvailable = '55P03';

/** Word for word the table that Prisma makes, so that `prisma migrate status` understands the database. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to this version's schema and returns the names of the migrations that it took.
 *
 * Any number of processes may call it at once: one migrates, the others wait up to two minutes and then find nothing to
 * do. Each migration and its record are one transaction, so a failed or interrupted one leaves no trace and runs again at
 * the next start. Fails with a DatabaseStartError, and changes nothing, when the history in the database is not a part of
 * this version's: a migration was edited after it ran, did not finish, or comes from a later version.
 */
export async function migrateDatabase({
  connection,
  folder,
}: {
  connection: MigrationConnection;
  folder?: string;
}): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await takeLock(connection);
  try {
    await connection.script(`SET client_min_messages = warning; ${historyTable}; RESET client_min_messages`);
    const applied = await readHistory(connection);
    verifyHistory(migrations, applied);
    const appliedNames = new Set(applied.map((row) => row.migration_name));
    const pending = migrations.filter((migration) => !appliedNames.has(migration.name));
    for (const migration of pending) await apply(connection, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // Where the connection is lost this fails too, but then the lock is gone with it, and the first error is the one to tell.
    await connection.query('SELECT pg_advisory_unlock($1)', [advisoryLockKey]).catch(() => undefined);
  }
}

async function takeLock(connection: MigrationConnection): Promise<void> {
  await connection.script(`SET lock_timeout = ${lockTimeoutMs}`);
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [advisoryLockKey]);
  } catch (error) {
    if (!hasCode(error, lockNotAvailable)) throw error;
    throw new DatabaseStartError(
      `Another process has been migrating this database for ${lockTimeoutMs / 1000} seconds. Start again when it is done.`,
      { cause: error },
    );
  }
  // A migration waits for the table locks it needs as long as the server's own setting says.
  await connection.script('RESET lock_timeout');
}

async function readHistory(connection: MigrationConnection): Promise<AppliedMigration[]> {
  const rows = await connection.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows as AppliedMigration[];
}

function verifyHistory(migrations: Migration[], applied: AppliedMigration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (migration === undefined) {
      throw new DatabaseStartError(
        `The database has the migration ${row.migration_name}, which this version does not know. ` +
          'A later version has used it: start that version or a later one.',
      );
    }
    if (!row.is_finished) {
      throw new DatabaseStartError(
        `The migration ${row.migration_name} was begun on this database and did not finish. ` +
          'Repair the database and settle it with `prisma migrate resolve`.',
      );
    }
    if (!migration.acceptedChecksums.includes(row.checksum)) {
      throw new DatabaseStartError(
        `The migration ${row.migration_name} is not the one that this database was made with: its file has changed. ` +
          'Restore the file; a change of the schema needs a migration of its own.',
      );
    }
  }
}

async function apply(connection: MigrationConnection, migration: Migration): Promise<void> {
  await connection.script('BEGIN');
  try {
    await connection.script(migration.sql);
    await connection.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await connection.script('COMMIT');
  } catch (error) {
    await connection.script('ROLLBACK').catch(() => undefined);
    throw new DatabaseStartError(
      `The migration ${migration.name} failed and was rolled back: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
