import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { MigrationLog } from './apply-migration.ts';
import type { OpenEngine } from './engine.ts';
import { ConnectionFailedError } from './is-unavailable.ts';
import { migrateServer } from './migrate-server.ts';
import { openSignalChannel } from './open-signal-channel.ts';
import { sessionConfig } from './session-settings.ts';
import { createStatementNames } from './statement-names.ts';

const poolSize = 10;
/** Connections of the job queues, beside the one that they are woken on. */
const queuePoolSize = 3;
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

interface ServerOptions {
  databaseUrl: string;
  /** The server itself, where `databaseUrl` is a transaction pooler in front of it. */
  directUrl?: string | undefined;
  log?: MigrationLog | undefined;
}

/**
 * Opens a pool on a PostgreSQL server and brings the database to this version's schema. Fails with a DatabaseStartError
 * that names the server, never the password, when the URL is malformed, the server is not there or rejects the connection.
 */
export async function openServer({ databaseUrl, directUrl, log }: ServerOptions): Promise<OpenEngine> {
  const notices = await migrateServer({ databaseUrl, directUrl, log });
  const isPooled = directUrl !== undefined;
  const pool = new pg.Pool({
    ...sessionConfig({ url: databaseUrl, isPooled, maxStatementMs }),
    max: poolSize,
    connectionTimeoutMillis: poolWaitMs,
    keepAlive: true,
    fallback_application_name: 'postern',
  });
  // Behind a pooler a name would belong to whichever session has parsed the statement.
  const nameOf = isPooled ? () => '' : createStatementNames();
  // The client ends the pool when it disconnects.
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => nameOf(sql),
  });
  const queueConnection = {
    ...sessionConfig({ url: databaseUrl, isPooled }),
    max: queuePoolSize,
    // What listens has a session of its own, so it goes past the pooler.
    connectionString: directUrl ?? databaseUrl,
  };
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
    openSignalChannel: (onSignal) => openSignalChannel(directUrl ?? databaseUrl, onSignal),
    close: async () => undefined,
  };
}

/** Whether the driver reports its connection: not what the server says of a statement, nor a fault of the gateway's own. */
const isOfConnection = (error: unknown): boolean =>
  !(error instanceof pg.DatabaseError) &&
  !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError);
