import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { OpenEngine } from './engine.ts';
import { ConnectionFailedError } from './is-unavailable.ts';
import { migrateDatabase } from './migrate.ts';
import { requireUsableServer } from './require-usable-server.ts';
import { createSearchIndexes } from './search-indexes.ts';
import { createSessionClient, sessionConfig, sessionDefaults } from './session-settings.ts';
import { DatabaseStartError } from './start-error.ts';
import { createStatementNames } from './statement-names.ts';

const poolSize = 10;
/** Connections of the job queues, beside the one that they are woken on. */
const queuePoolSize = 3;
const connectTimeoutMs = 10_000;
/** How long a statement may wait for a free connection of the pool; as long as a transaction may wait to begin. */
const poolWaitMs = 30_000;
/**
 * How long the server works on one statement before it gives up, whether anyone still waits for it or not. Far longer than
 * any statement takes, and shorter than a transaction may.
 */
const maxStatementMs = 10_000;

/** The driver gives large integers as text. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, BigInt);

/**
 * Opens a pool on a PostgreSQL server and brings the database to this version's schema. Fails with a DatabaseStartError
 * that names the server, never the password, when the URL is malformed, the server is not there or rejects the connection.
 */
export async function openServer({ databaseUrl }: { databaseUrl: string }): Promise<OpenEngine> {
  const notices = await migrateServer(databaseUrl);
  const pool = new pg.Pool({
    ...sessionConfig(databaseUrl),
    max: poolSize,
    connectionTimeoutMillis: poolWaitMs,
    keepAlive: true,
    fallback_application_name: 'postern',
    onConnect: (connection) =>
      connection.query(`${sessionDefaults}; SET statement_timeout = ${maxStatementMs}`),
  });
  const nameOf = createStatementNames();
  // The client ends the pool when it disconnects.
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => nameOf(sql),
  });
  const queueConnection = { ...sessionConfig(databaseUrl), max: queuePoolSize };
  return {
    name: 'postgresql',
    adapter,
    query: async ({ text, values }) => {
      try {
        const { rows } = await pool.query({ name: nameOf(text), text, values: [...values], types });
        return rows;
      } catch (error) {
        throw isOfConnection(error) ? new ConnectionFailedError(error) : error;
      }
    },
    connections: poolSize,
    notices,
    queueConnection,
    close: async () => undefined,
  };
}

/** Whether the driver reports its connection: not what the server says of a statement, nor a fault of the gateway's own. */
const isOfConnection = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) &&
  !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError);

/** @returns what an operator should know of the database */
async function migrateServer(databaseUrl: string): Promise<string[]> {
  const connection = parseUrl(databaseUrl);
  // A connection that breaks fails the statement in progress; without a listener it would end the process as well.
  connection.on('error', () => undefined);
  try {
    await connection.connect().catch((error: unknown) => {
      throw new DatabaseStartError(describeRejection(connection, error), { cause: error });
    });
    await checkServer(connection);
    const notices: string[] = [];
    await migrateDatabase({
      connection: {
        query: async (sql, values) => (await connection.query(sql, values)).rows,
        script: async (sql) => {
          await connection.query(sql);
        },
      },
      afterwards: async (migrated) => {
        notices.push(...(await createSearchIndexes(migrated)));
      },
    });
    return notices;
  } finally {
    await connection.end().catch(() => undefined);
  }
}

async function checkServer(connection: pg.Client): Promise<void> {
  const { rows } = await connection.query(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding`,
  );
  const [facts] = rows as [{ version: string; encoding: string }];
  requireUsableServer(facts);
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
      fallback_application_name: 'postern migration',
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
