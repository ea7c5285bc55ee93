import type { Client, ClientBase } from 'pg';
import type { ConstructorOptions } from 'pg-boss';
import type { Prisma } from './client/client.ts';
import type { SignalChannel } from './event-signals.ts';

/** How the engine of the job queues connects to the same database. */
export type QueueConnection = Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString' | 'max'> & {
  /** Creates the connections of its pool, and what each of them starts with. */
  Client?: typeof Client;
  onConnect?: (connection: Pick<ClientBase, 'query'>) => Promise<void>;
};

/** A statement with its parameters as `$1`, `$2` and so on. */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** A migrated database without a client. */
export interface OpenEngine {
  name: 'pglite' | 'postgresql';
  adapter: NonNullable<Prisma.PrismaClientOptions['adapter']>;
  /** Runs a statement on a free connection. Its rows have the types that the client would give them. */
  query: (statement: Statement) => Promise<unknown[]>;
  /** The highest number of connections that the adapter opens. */
  connections: number;
  /** What an operator should know of the database, a sentence or more each. */
  notices: readonly string[];
  queueConnection: QueueConnection;
  /** Opens the way for signals to other processes; left out where the database has only one. */
  openSignalChannel?: (onSignal: () => void) => SignalChannel;
  /** Releases what the client does not; to be called after the client has disconnected. */
  close(): Promise<void>;
}
