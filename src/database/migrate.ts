import { setTimeout } from 'node:timers/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { applyMigration, type MigrationConnection, type MigrationLog } from './apply-migration.ts';
import { type Migration, readCompatibility, readMigrations } from './migrations.ts';
import { DatabaseStartError } from './start-error.ts';

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  is_finished: boolean;
  /** What the version that applied it recorded about it. */
  logs: string | null;
}

/** The key that Prisma's own command line locks with, so that `prisma migrate deploy` and a gateway exclude each other. */
const advisoryLockKey = 72_707_369;
/** How long a process waits for another one that migrates. */
const lockTimeoutMs = 120_000;
const lockPollMs = 100;

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
 * Any number of processes may call it concurrently: one migrates, the others wait up to two minutes and then find nothing to
 * do. Each migration and its record are one transaction, so a failed or interrupted one leaves no trace and runs again at
 * the next start; those that run outside a transaction continue then.
 *
 * A migration of a later version is accepted if it declares that this version can run with it, so that a rollback starts, and
 * replicas of both versions can serve side by side. Fails with a DatabaseStartError, and changes nothing, when a later
 * migration does not declare that, or when a migration was edited after it ran or did not finish.
 */
export async function migrateDatabase({
  connection,
  folder,
  version = packageJson.version,
  log,
  afterwards,
}: {
  connection: MigrationConnection;
  folder?: string;
  /** The version of this gateway. */
  version?: string;
  log?: MigrationLog | undefined;
  /** What to do with the migrated database while other processes still wait. */
  afterwards?: (connection: MigrationConnection) => Promise<void>;
}): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await takeLock(connection, log);
  try {
    await connection.script(`SET client_min_messages = warning; ${historyTable}; RESET client_min_messages`);
    const applied = await readHistory(connection);
    verifyHistory(migrations, applied, version);
    const appliedNames = new Set(applied.map((row) => row.migration_name));
    const pending = migrations.filter((migration) => !appliedNames.has(migration.name));
    const isNew = applied.length === 0;
    const startedAt = performance.now();
    for (const migration of pending) await applyMigration(connection, migration, isNew ? undefined : log);
    if (isNew) {
      const durationMs = Math.round(performance.now() - startedAt);
      log?.info({ migrations: pending.length, durationMs }, 'The tables of a new database were created.');
    }
    await afterwards?.(connection);
    return pending.map((migration) => migration.name);
  } finally {
    // Where the connection is lost this fails too, but then the lock is gone with it, and the first error is the one to tell.
    await connection.query('SELECT pg_advisory_unlock($1)', [advisoryLockKey]).catch(() => undefined);
  }
}

/** Asks again and again: a statement that waited would have a snapshot, which building an index concurrently waits for. */
async function takeLock(connection: MigrationConnection, log: MigrationLog | undefined): Promise<void> {
  const deadline = performance.now() + lockTimeoutMs;
  for (let isFirst = true; ; isFirst = false) {
    const [row] = await connection.query('SELECT pg_try_advisory_lock($1) AS is_taken', [advisoryLockKey]);
    if ((row as { is_taken: boolean }).is_taken) return;
    if (performance.now() >= deadline) {
      throw new DatabaseStartError(
        `Another process has been migrating this database for ${lockTimeoutMs / 1000} seconds. Start again when it has finished.`,
      );
    }
    if (isFirst) log?.info({}, 'Another process migrates the database. This one waits for it.');
    await setTimeout(lockPollMs);
  }
}

async function readHistory(connection: MigrationConnection): Promise<AppliedMigration[]> {
  const rows = await connection.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished, logs
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return rows as AppliedMigration[];
}

function verifyHistory(migrations: Migration[], applied: AppliedMigration[], version: string): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (migration === undefined && row.is_finished && isAtLeast(version, readCompatibility(row.logs ?? ''))) {
      continue;
    }
    if (migration === undefined) {
      throw new DatabaseStartError(
        `The database has the migration ${row.migration_name} of a later version, which this version cannot run with. ` +
          'Start that version or a later one.',
      );
    }
    if (!row.is_finished) {
      throw new DatabaseStartError(
        `The migration ${row.migration_name} was started on this database and did not finish. ` +
          'Repair the database and mark the migration as resolved with `prisma migrate resolve`.',
      );
    }
    if (!migration.acceptedChecksums.includes(row.checksum)) {
      throw new DatabaseStartError(
        `The migration ${row.migration_name} is not the one that this database was migrated with: its file has changed. ` +
          'Restore the file. A change of the schema requires a new migration.',
      );
    }
  }
}

/** Whether a version is the given one or a later one; false if none is given. */
function isAtLeast(version: string, oldest: string | undefined): boolean {
  return oldest !== undefined && version.localeCompare(oldest, 'en', { numeric: true }) >= 0;
}
