import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings/settings.ts';
import { unusableAddress } from './unusable-address.ts';

/**
 * Starts to listen.
 *
 * @returns the port, and where clients on this machine find the server, such as `http://127.0.0.1:4000`
 * @throws SettingsError when the address cannot be used
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: Pick<Settings, 'host' | 'port'>,
): Promise<{ port: number; url: string }> {
  const address = await app.listen({ port, host }).catch((error: NodeJS.ErrnoException) => {
    throw unusableAddress(error, { host, port }) ?? error;
  });
  const { port: boundPort } = new URL(address);
  return { port: Number(boundPort), url: urlOf(host, Number(boundPort)) };
}

/** `http://127.0.0.1:4000`; an IPv6 address is in brackets. */
export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
