import pg from 'pg';
import { createTransactionClient } from './transaction-client.ts';

/**
 * What a session would otherwise take from the settings of the server, the database or the role, and what the gateway
 * relies on: how times are read and written, and what a backslash in a text means. They are part of the startup packet, so
 * that no statement runs before them. Behind a transaction pooler these are the only ones that can be there.
 */
const startupParameters = {
  DateStyle: 'ISO, MDY',
  TimeZone: 'UTC',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
};

/** Further settings that the gateway relies on. */
const assignments = [
  "IntervalStyle = 'postgres'",
  "bytea_output = 'hex'",
  'extra_float_digits = 1',
  'transform_null_equals = off',
  "default_transaction_isolation = 'read committed'",
];

/** The driver has no option for parameters of the startup packet; this is where it makes the packet. */
interface StartupPacket {
  getStartupConf(): Record<string, string>;
}
const Client = pg.Client as unknown as new (config?: pg.ClientConfig) => pg.Client & StartupPacket;

/** A connection that has the session settings from its first statement on. */
class SessionClient extends Client {
  override getStartupConf(): Record<string, string> {
    return { ...super.getStartupConf(), ...startupParameters };
  }
}

interface SessionOptions {
  url: string;
  /** Whether the URL is one of a transaction pooler: each transaction can then be another session. */
  isPooled?: boolean | undefined;
  /** How long the server works on one statement; as long as it is configured to, by default. */
  maxStatementMs?: number;
}

/** How every pool reaches the server: with the session settings, whatever the database's own defaults are. */
export function sessionConfig({ url, isPooled = false, maxStatementMs }: SessionOptions) {
  const settings =
    maxStatementMs === undefined ? assignments : [...assignments, `statement_timeout = ${maxStatementMs}`];
  if (isPooled) {
    const local = settings.map((setting) => `SET LOCAL ${setting}`);
    const begin = ['BEGIN ISOLATION LEVEL READ COMMITTED', ...local].join('; ');
    return {
      connectionString: url,
      Client: createTransactionClient(SessionClient as unknown as typeof pg.Client, { url, begin }),
    };
  }
  return {
    connectionString: url,
    Client: SessionClient as unknown as typeof pg.Client,
    onConnect: async (connection: Pick<pg.ClientBase, 'query'>): Promise<void> => {
      await connection.query(settings.map((setting) => `SET ${setting}`).join('; '));
    },
  };
}

/** One connection with the session settings. */
export const createSessionClient = (config: pg.ClientConfig): pg.Client => new SessionClient(config);
