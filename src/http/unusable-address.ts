import { once } from 'node:events';
import { createServer } from 'node:net';
import { settingRejected } from '../settings/environment.ts';
import type { Settings } from '../settings/settings.ts';
import { SettingsError } from '../settings/settings-error.ts';

interface Address extends Pick<Settings, 'host' | 'port'> {
  /** The setting that the port comes from. Defaults to `PORT`. */
  setting?: 'PORT' | 'METRICS_PORT' | undefined;
}

/**
 * Checks that the gateway will be able to listen, before it creates or opens anything. Another process can still take the
 * port afterwards; then listening fails with the same error.
 *
 * @throws SettingsError
 */
export async function requireUsableAddress({ host, port, setting }: Address): Promise<void> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw unusableAddress(error as NodeJS.ErrnoException, { host, port, setting }) ?? error;
  }
  server.close();
  await once(server, 'close');
}

/** The setting that keeps the server from listening; undefined if the error has another cause. */
export function unusableAddress(
  { code }: NodeJS.ErrnoException,
  { port, setting = 'PORT' }: Address,
): Error | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return new SettingsError([
        `${setting} ${port} is in use by another process; use a free port, or 0 to pick one`,
      ]);
    case 'EACCES':
      return new SettingsError([
        `${setting} ${port} must be a port that this process is allowed to listen on`,
      ]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return settingRejected('HOST');
    default:
      return undefined;
  }
}
