import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Settings, SettingsError, settingRejected } from '../settings/settings.ts';

type Address = Pick<Settings, 'host' | 'port'>;

/**
 * Checks that the gateway will be able to listen, before it creates or opens anything. Another process can still take the
 * port afterwards; then listening fails with the same error.
 *
 * @throws SettingsError
 */
export async function requireUsableAddress({ host, port }: Address): Promise<void> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw unusableAddress(error as NodeJS.ErrnoException, { host, port }) ?? error;
  }
  server.close();
  await once(server, 'close');
}

/** The setting that keeps the server from listening; undefined if the error has another cause. */
export function unusableAddress({ code }: NodeJS.ErrnoException, { port }: Address): Error | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return new SettingsError([
        `PORT ${port} is in use by another process; use a free port, or 0 to pick one`,
      ]);
    case 'EACCES':
      return new SettingsError([`PORT ${port} must be a port that this process is allowed to listen on`]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return settingRejected('HOST');
    default:
      return undefined;
  }
}
