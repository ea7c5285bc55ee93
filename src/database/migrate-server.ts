import type pg from 'pg';
import { type MigrationLog, migrationApplicationName } from './apply-migration.ts';
import { connect } from './connect.ts';
import { migrateDatabase } from './migrate.ts';
import { requireUsableServer } from './require-usable-server.ts';
import { createSearchIndexes } from './search-indexes.ts';
import { DatabaseStartError } from './start-error.ts';

export interface MigrateServerOptions {
  databaseUrl: string;
  /** The server itself, where `databaseUrl` is a transaction pooler in front of it. */
  directUrl?: string | undefined;
  log?: MigrationLog | undefined;
  folder?: string;
}

/**
 * Brings the database on a server to this version's schema, and returns what an operator should know of it.
 *
 * @throws DatabaseStartError
 */
export async function migrateServer({
  databaseUrl,
  directUrl,
  log,
  folder,
}: MigrateServerOptions): Promise<string[]> {
  const open = () =>
    connect({
      url: directUrl ?? databaseUrl,
      setting: directUrl === undefined ? 'DATABASE_URL' : 'DATABASE_DIRECT_URL',
      applicationName: migrationApplicationName,
    });
  const connection = await open();
  try {
    const pid = await checkServer(connection);
    const notices: string[] = [];
    await migrateDatabase({
      connection: {
        query: async (sql, values) => (await connection.query(sql, values)).rows,
        script: async (sql) => {
          await connection.query(sql);
        },
        cancel: async () => {
          const other = await open();
          await other.query('SELECT pg_cancel_backend($1)', [pid]).finally(() => other.end());
        },
      },
      log,
      ...(folder !== undefined && { folder }),
      afterwards: async (migrated) => {
        notices.push(...(await createSearchIndexes(migrated)));
      },
    });
    if (directUrl !== undefined) await requireSameDatabase(connection, databaseUrl);
    return notices;
  } finally {
    await connection.end().catch(() => undefined);
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

/** Compares what no two databases have in common, unless one is a copy of the other. */
async function requireSameDatabase(direct: pg.Client, poolerUrl: string): Promise<void> {
  const pooled = await connect({ url: poolerUrl, setting: 'DATABASE_URL', applicationName: 'postern' });
  const read = (connection: pg.Client) =>
    connection
      .query('SELECT id FROM _prisma_migrations ORDER BY id LIMIT 1')
      .then(({ rows }) => JSON.stringify(rows))
      .catch(() => 'no such table');
  try {
    if ((await read(direct)) !== (await read(pooled))) {
      throw new DatabaseStartError(
        'DATABASE_URL and DATABASE_DIRECT_URL lead to different databases. Set both to the same one: through the pooler, and directly.',
      );
    }
  } finally {
    await pooled.end().catch(() => undefined);
  }
}
