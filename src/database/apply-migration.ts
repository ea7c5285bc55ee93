import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Log } from '../runtime/log.ts';
import { compatibilityNote, isOutsideTransaction, type Migration } from './migrations.ts';
import { DatabaseStartError } from './start-error.ts';

/** One connection, kept for the whole run, because an advisory lock belongs to the connection that took it. */
export interface MigrationConnection {
  /** Runs one statement with parameters and returns its rows. */
  query(sql: string, values?: unknown[]): Promise<unknown[]>;
  /** Runs any number of statements without parameters. */
  script(sql: string): Promise<void>;
  /** Ends the statement in progress, from another connection. Undefined where no other process can use the database. */
  cancel?: () => Promise<void>;
}

/** What connections for migrations are called on the server. */
export const migrationApplicationName = 'postern migration';

/** Where the progress of migrations is written. */
export type MigrationLog = Pick<Log, 'info' | 'warn'>;

/**
 * How long a migration waits for the lock on a table. Whoever uses the table waits behind it, so it gives way, lets them pass
 * for a while and tries again.
 */
const tableLockTimeoutMs = 1_500;
/** How long a transaction may take while others use the database, with its waits, because they may wait for it. */
const maxSharedTransactionMs = 2_500;
/** How often a transaction that takes longer than that is tried. */
const maxSlowAttempts = 3;
/** For how long a migration that finds its tables in use is tried. */
const retryForMs = 120_000;
/** The pause before the second attempt; it doubles each time, up to the longest. */
const firstPauseMs = 500;
const maxPauseMs = 8_000;

const lockNotAvailable = '55P03';
const deadlockDetected = '40P01';
const queryCanceled = '57014';

/**
 * Applies one migration and records it, in one transaction unless the migration says otherwise. Gives way to others that use
 * the same tables and tries again, so that they never wait for longer than three seconds.
 *
 * @throws DatabaseStartError
 */
export async function applyMigration(
  connection: MigrationConnection,
  migration: Migration,
  log: MigrationLog | undefined,
): Promise<void> {
  const isOutside = isOutsideTransaction(migration);
  const startedAt = performance.now();
  const details = { migration: migration.name };
  if (isOutside) log?.info(details, 'A migration that can take long has started. Others can use the tables.');
  let pauseMs = firstPauseMs;
  let slowAttempts = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await (isOutside ? runOutsideTransaction : runInTransaction)(connection, migration);
      const durationMs = Math.round(performance.now() - startedAt);
      log?.info({ ...details, durationMs }, 'The database was migrated.');
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === queryCanceled) slowAttempts += 1;
      const isConflict = [lockNotAvailable, deadlockDetected, queryCanceled].includes(String(code));
      const canRetry = slowAttempts < maxSlowAttempts && performance.now() - startedAt < retryForMs;
      if (!isConflict || !canRetry) {
        throw new DatabaseStartError(describeFailure(migration, error, isConflict), { cause: error });
      }
      log?.warn(
        { ...details, attempt, pauseMs, reason: reasonOf(error) },
        'A migration gave way to others that use its tables, and will be tried again.',
      );
      await setTimeout(pauseMs);
      pauseMs = Math.min(2 * pauseMs, maxPauseMs);
    }
  }
}

function describeFailure(migration: Migration, error: unknown, isConflict: boolean): string {
  const outcome = isOutsideTransaction(migration)
    ? 'failed and continues at the next start'
    : 'failed and was rolled back';
  const advice = isConflict
    ? ' Others use its tables: end long transactions, or close all other connections to the database, and start again.'
    : '';
  return `The migration ${migration.name} ${outcome}: ${reasonOf(error)}.${advice}`;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function runInTransaction(connection: MigrationConnection, migration: Migration): Promise<void> {
  const limitMs = (await isUsedByOthers(connection)) ? maxSharedTransactionMs : 0;
  await connection.script('BEGIN');
  try {
    // The server's own limits also end the transaction of a process that is gone.
    await connection.script(
      `SET LOCAL lock_timeout = ${tableLockTimeoutMs}; SET LOCAL statement_timeout = ${limitMs};
       SET LOCAL idle_in_transaction_session_timeout = ${maxSharedTransactionMs}`,
    );
    await cancelAfter(connection, limitMs, async () => {
      await connection.script(migration.sql);
      await record(connection, migration);
      await connection.script('COMMIT');
    });
  } catch (error) {
    await connection.script('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Whether anyone uses the database who could wait for a migration. Gateways that start only wait for its end. */
async function isUsedByOthers(connection: MigrationConnection): Promise<boolean> {
  if (!connection.cancel) return false;
  const others = await connection.query(
    `SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
       AND application_name <> $1 LIMIT 1`,
    [migrationApplicationName],
  );
  return others.length > 0;
}

/** Limits statements together, which the server does only for each alone. */
async function cancelAfter(
  { cancel }: MigrationConnection,
  limitMs: number,
  run: () => Promise<void>,
): Promise<void> {
  if (!cancel || limitMs === 0) return run();
  let canceling: Promise<void> | undefined;
  const timer = globalThis.setTimeout(() => {
    canceling = cancel().catch(() => undefined);
  }, limitMs);
  try {
    await run();
  } finally {
    clearTimeout(timer);
    // It must not end a later statement.
    await canceling;
  }
}

async function runOutsideTransaction(connection: MigrationConnection, migration: Migration): Promise<void> {
  // Waiting for what uses the table holds no one up while it is CONCURRENTLY; rows that are locked already would.
  const isConcurrent = /\bCONCURRENTLY\b/.test(migration.sql);
  const [, index] = /CREATE (?:UNIQUE )?INDEX CONCURRENTLY IF NOT EXISTS ("[^"]+")/.exec(migration.sql) ?? [];
  await connection.script(
    `SET statement_timeout = 0; SET lock_timeout = ${isConcurrent ? 0 : tableLockTimeoutMs}`,
  );
  try {
    if (index !== undefined) await dropUnfinishedIndex(connection, index);
    await connection.script(migration.sql);
    await record(connection, migration);
  } finally {
    await connection.script('RESET statement_timeout; RESET lock_timeout').catch(() => undefined);
  }
}

/** An index whose building was interrupted remains, and cannot be used. */
async function dropUnfinishedIndex(connection: MigrationConnection, index: string): Promise<void> {
  const unfinished = await connection.query(
    'SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid',
    [index],
  );
  if (unfinished.length > 0) await connection.script(`DROP INDEX CONCURRENTLY ${index}`);
}

async function record(
  connection: MigrationConnection,
  { compatibleWith, ...migration }: Migration,
): Promise<void> {
  await connection.query(
    `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs, started_at, applied_steps_count)
     VALUES ($1, $2, clock_timestamp(), $3, $4, now(), 1)`,
    [randomUUID(), migration.checksum, migration.name, compatibleWith && compatibilityNote(compatibleWith)],
  );
}
