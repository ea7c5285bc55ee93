import pg from 'pg';
import { type MigrationLog, migrationApplicationName } from './apply-migration.ts';
import { migrateDatabase } from './migrate.ts';
import { requireUsableServer } from './require-usable-server.ts';
import { createSearchIndexes } from './search-indexes.ts';
import { createSessionClient } from './session-settings.ts';
import { DatabaseStartError } from './start-error.ts';

const connectTimeoutMs = 10_000;

/**
 * Brings the database on a server to this version's schema, and returns what an operator should know of it.
 *
 * @throws DatabaseStartError
 */
export async function migrateServer({
  databaseUrl,
  log,
  folder,
}: {
  databaseUrl: string;
  log?: MigrationLog | undefined;
  folder?: string;
}): Promise<string[]> {
  const connection = parseUrl(databaseUrl);
  // A connection that breaks fails the statement in progress; without a listener it would end the process as well.
  connection.on('error', () => undefined);
  try {
    await connection.connect().catch((error: unknown) => {
      throw new DatabaseStartError(describeRejection(connection, error), { cause: error });
    });
    const pid = await checkServer(connection);
    const notices: string[] = [];
    await migrateDatabase({
      connection: {
        query: async (sql, values) => (await connection.query(sql, values)).rows,
        script: async (sql) => {
          await connection.query(sql);
        },
        cancel: () => cancelStatement(databaseUrl, pid),
      },
      log,
      ...(folder !== undefined && { folder }),
      afterwards: async (migrated) => {
        notices.push(...(await createSearchIndexes(migrated)));
      },
    });
    return notices;
  } finally {
    await connection.end().catch(() => undefined);
  }
}

async function cancelStatement(databaseUrl: string, pid: number): Promise<void> {
  const other = parseUrl(databaseUrl);
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('SELECT pg_cancel_backend($1)', [pid]);
  } finally {
    await other.end().catch(() => undefined);
  }
}

/** @returns the process of the server that serves the connection */
async function checkServer(connection: pg.Client): Promise<number> {
  const { rows } = await connection.query(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding,
       pg_backend_pid() AS pid`,
  );
  const [facts] = rows as [{ version: string; encoding: string; pid: number }];
  requireUsableServer(facts);
  return facts.pid;
}

function parseUrl(databaseUrl: string): pg.Client {
  const malformed =
    'DATABASE_URL is not a PostgreSQL URL such as postgres://user:password@host:5432/database.';
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new DatabaseStartError(malformed);
  try {
    return createSessionClient({
      connectionString: databaseUrl,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      fallback_application_name: migrationApplicationName,
    });
  } catch {
    // The parser's error quotes the URL with its password, so it goes no further.
    throw new DatabaseStartError(malformed);
  }
}

function describeRejection(connection: pg.Client, error: unknown): string {
  const server = `The PostgreSQL server at ${connection.host}:${connection.port}`;
  if (error instanceof pg.DatabaseError)
    return `${server} refused the connection: ${error.message}. Check DATABASE_URL.`;
  return `${server} cannot be reached: ${reasonOf(error)}. Check DATABASE_URL.`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name with several addresses fails with an error of errors, whose own message is empty.
  return error.message || ('code' in error ? String(error.code) : error.name);
}
