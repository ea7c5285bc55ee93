import pg from 'pg';
import { createSessionClient } from './session-settings.ts';
import { DatabaseStartError } from './start-error.ts';

const connectTimeoutMs = 10_000;

interface ConnectOptions {
  url: string;
  /** The setting that the URL comes from. */
  setting: 'DATABASE_URL' | 'DATABASE_DIRECT_URL';
  applicationName: string;
}

/**
 * Opens one connection to a server or a pooler.
 *
 * @throws DatabaseStartError that names the server, never the password, when the URL is malformed, the server is not there or
 *   rejects the connection
 */
export async function connect({ url, setting, applicationName }: ConnectOptions): Promise<pg.Client> {
  const connection = parseUrl(url, setting, applicationName);
  // A connection that breaks fails the statement in progress; without a listener it would end the process as well.
  connection.on('error', () => undefined);
  await connection.connect().catch((error: unknown) => {
    throw new DatabaseStartError(`${describeRejection(connection, error)} Check ${setting}.`, {
      cause: error,
    });
  });
  return connection;
}

function parseUrl(url: string, setting: string, applicationName: string): pg.Client {
  const malformed = `${setting} is not a PostgreSQL URL such as postgres://user:password@host:5432/database.`;
  if (!/^postgres(ql)?:\/\//.test(url)) throw new DatabaseStartError(malformed);
  try {
    return createSessionClient({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      fallback_application_name: applicationName,
    });
  } catch {
    // The parser's error quotes the URL with its password, so it goes no further.
    throw new DatabaseStartError(malformed);
  }
}

function describeRejection(connection: pg.Client, error: unknown): string {
  const server = `The PostgreSQL server at ${connection.host}:${connection.port}`;
  return error instanceof pg.DatabaseError
    ? `${server} refused the connection: ${error.message}.`
    : `${server} cannot be reached: ${reasonOf(error)}.`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name with several addresses fails with an error of errors, whose own message is empty.
  return error.message || ('code' in error ? String(error.code) : error.name);
}
