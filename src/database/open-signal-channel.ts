import { setTimeout } from 'node:timers/promises';
import type { SignalChannel } from './event-signals.ts';
import { createSessionClient } from './session-settings.ts';

const channelName = 'postern_events';
/** The pause between two signals of one process, which other processes wait for at most. */
const pauseMs = 25;
/** The pause before a lost connection is opened again. */
const reconnectMs = 1_000;
const connectTimeoutMs = 10_000;

/**
 * Opens the connection on which this process notifies others of its commits and is notified of theirs. It needs a session of
 * its own, so the URL is one of the server and not of a pooler.
 *
 * A notification is sent after the commit that it reports, once for all commits of a short time: in the transaction itself,
 * every commit of the whole server would wait for those before it. One that is lost with its process or its connection is
 * made up for by those who listen.
 */
export function openSignalChannel(url: string, onSignal: () => void): SignalChannel {
  const closing = new AbortController();
  let connection: Awaited<ReturnType<typeof connect>> | undefined;
  let isWanted = false;
  let isSending = false;

  async function connect() {
    const client = createSessionClient({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      fallback_application_name: 'postern',
    });
    const lost = new Promise<void>((resolve) => client.once('end', resolve));
    // The connection ends after an error, and is opened again then.
    client.on('error', () => undefined);
    client.on('notification', onSignal);
    try {
      await client.connect();
      // A signal that is lost with the server needs no place on its disk.
      await client.query(`SET synchronous_commit = off; LISTEN ${channelName}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    return { client, lost };
  }

  async function keepConnected(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        connection = await connect();
        // Whatever was reported while there was no connection.
        onSignal();
        await Promise.race([connection.lost, aborted(closing.signal)]);
      } catch {
        // The database reports its absence to everyone who needs it.
      }
      const ended = connection;
      connection = undefined;
      await ended?.client.end().catch(() => undefined);
      await setTimeout(reconnectMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  }

  async function sendWhileWanted(): Promise<void> {
    isSending = true;
    while (isWanted) {
      isWanted = false;
      await connection?.client.query(`NOTIFY ${channelName}`).catch(() => undefined);
      await setTimeout(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
    isSending = false;
  }

  const connected = keepConnected();
  return {
    send: () => {
      isWanted = true;
      if (!isSending) {
        sendWhileWanted();
      }
    },
    close: async () => {
      closing.abort();
      await connected;
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
