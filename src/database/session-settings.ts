import pg from 'pg';

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

/** Further settings that the gateway relies on, in one statement for the start of a session. */
export const sessionDefaults = [
  "SET IntervalStyle = 'postgres'",
  "SET bytea_output = 'hex'",
  'SET extra_float_digits = 1',
  'SET transform_null_equals = off',
  "SET default_transaction_isolation = 'read committed'",
].join('; ');

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

/** How every pool reaches the server: with the session settings, whatever the database's own defaults are. */
export const sessionConfig = (databaseUrl: string) => ({
  connectionString: databaseUrl,
  Client: SessionClient as unknown as typeof pg.Client,
  onConnect: async (connection: pg.PoolClient): Promise<void> => {
    await connection.query(sessionDefaults);
  },
});

/** One connection with the session settings. */
export const createSessionClient = (config: pg.ClientConfig): pg.Client => new SessionClient(config);
