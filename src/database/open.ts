import { isInstalled } from '../runtime/is-installed.ts';
import type { MigrationLog } from './apply-migration.ts';
import { PrismaClient } from './client/client.ts';
import type { OpenEngine, QueueConnection, Statement } from './engine.ts';
import { createEventSignals, type EventSignals } from './event-signals.ts';
import { noteCommits } from './note-commits.ts';
import { type ObserveStatement, observeStatements } from './observe-statements.ts';
import { openServer } from './open-server.ts';
import { type ConnectionUsage, createConnectionShare, shareConnections } from './share-connections.ts';
import { DatabaseStartError } from './start-error.ts';

export type RunStatement = (statement: Statement) => Promise<unknown[]>;

export interface Database {
  client: PrismaClient;
  /**
   * Runs one statement, without the client: what that does for a statement costs more than most statements. Not for use
   * inside of a transaction.
   */
  query: RunStatement;
  engine: OpenEngine['name'];
  connectionUsage: () => ConnectionUsage;
  /** What an operator should know of it. */
  notices: readonly string[];
  /** For the job queues. */
  queueConnection: QueueConnection;
  /** Reports that events were committed. */
  eventSignals: EventSignals;
  /** Waits for what is in progress and releases everything, the lock on the folder too. Any further call does nothing. */
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  /** A PostgreSQL server, shared by any number of processes. Without it the database is in `dataDir`. */
  databaseUrl?: string | undefined;
  /** The server itself, where `databaseUrl` is a transaction pooler in front of it. */
  directUrl?: string | undefined;
  dataDir: string;
  /** Sees each SQL statement of the client, without its parameters. Costs time on every statement: for tests. */
  onStatement?: ((sql: string) => void) | undefined;
  /** Observes each SQL statement; undefined if nobody does. */
  observeStatement?: ObserveStatement | undefined;
  /** Where the progress of migrations is written. */
  log?: MigrationLog | undefined;
}

/**
 * PGlite has one connection, so its transactions queue, and a burst of sends must be able to wait for its turn. The time
 * limit is above what any transaction takes, because none waits for the network.
 */
const transactionOptions = { maxWait: 30_000, timeout: 15_000 };

const writesEvents = (sql: string): boolean => sql.includes('INSERT INTO audit_events');

/**
 * Opens the database and brings it to this version's schema first. Fails with a DatabaseStartError, which holds one line
 * for the operator, and then leaves nothing open.
 */
export async function openDatabase({
  databaseUrl,
  directUrl,
  dataDir,
  onStatement,
  observeStatement,
  log,
}: OpenDatabaseOptions): Promise<Database> {
  const engine =
    databaseUrl === undefined
      ? await openInstalledEmbedded(dataDir, log)
      : await openServer({ databaseUrl, directUrl, log });
  const share = createConnectionShare(engine);
  const eventSignals = createEventSignals(engine.openSignalChannel);
  const noted = noteCommits(engine.adapter, { isOfInterest: writesEvents, onCommit: eventSignals.send });
  const adapter = observeStatement ? observeStatements(noted, observeStatement) : noted;
  const client = createClient(shareConnections(adapter, share), onStatement);
  let closing: Promise<void> | undefined;
  return {
    client,
    query: (statement) =>
      share.withConnection(() => {
        onStatement?.(statement.text);
        const run = () => engine.query(statement);
        return observeStatement ? observeStatement(statement.text, run) : run();
      }),
    engine: engine.name,
    connectionUsage: share.usage,
    notices: engine.notices,
    queueConnection: engine.queueConnection,
    eventSignals,
    close: () => {
      closing ??= eventSignals
        .close()
        .then(() => client.$disconnect())
        .finally(() => engine.close());
      return closing;
    },
  };
}

/** The embedded database's packages are optional dependencies, and loaded where they are needed. */
async function openInstalledEmbedded(dataDir: string, log: MigrationLog | undefined): Promise<OpenEngine> {
  const missing = ['@electric-sql/pglite', 'pglite-prisma-adapter'].find((name) => !isInstalled(name));
  if (missing !== undefined) {
    throw new DatabaseStartError(
      `DATABASE_URL is not set, and the embedded database is not installed (package ${missing}). Set DATABASE_URL to a PostgreSQL server, or run \`npm ci\` without --omit=optional in Postern's folder.`,
    );
  }
  const { openEmbedded } = await import('./open-embedded.ts');
  return openEmbedded({ dataDir, log });
}

function createClient(
  adapter: OpenEngine['adapter'],
  onStatement: OpenDatabaseOptions['onStatement'],
): PrismaClient {
  // Errors say what is wrong with a query and not what was in it, because they are logged.
  const options = { adapter, transactionOptions, errorFormat: 'minimal' } as const;
  if (onStatement === undefined) {
    return new PrismaClient(options);
  }
  const client = new PrismaClient({ ...options, log: [{ emit: 'event', level: 'query' }] });
  client.$on('query', (event) => onStatement(event.query));
  return client;
}
