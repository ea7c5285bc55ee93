import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { urlOf } from '../http/listen.ts';
import { unusableAddress } from '../http/unusable-address.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from './create-metrics.ts';

/** A monitoring system opens one or two. */
const maxConnections = 16;
/** How long a request or a silent connection can take. */
const timeoutMs = 5_000;

interface ServeOptions {
  metrics: Pick<Metrics, 'scrape'>;
  host: string;
  /** `0` for a free one. */
  port: number;
  log: Log;
}

/**
 * Serves `GET /metrics` on a port of its own, without a key, so that the port can be closed to everyone but the monitoring
 * system.
 *
 * @returns the URL, and a function that closes the port
 * @throws SettingsError when the address cannot be used
 */
export async function serveMetrics({
  metrics,
  host,
  port,
  log,
}: ServeOptions): Promise<{ url: string; close: () => Promise<void> }> {
  const respond = async (response: ServerResponse) => {
    try {
      const { contentType, text } = await metrics.scrape();
      response.writeHead(200, { 'content-type': contentType }).end(text);
    } catch (error) {
      log.error({ error }, 'The metrics could not be read.');
      response.writeHead(500).end();
    }
  };
  const server = createServer(
    { requestTimeout: timeoutMs, headersTimeout: timeoutMs },
    (request, response) => {
      const isMetrics = request.url?.split('?', 1)[0] === '/metrics';
      if (isMetrics && (request.method === 'GET' || request.method === 'HEAD')) {
        void respond(response);
      } else {
        response.writeHead(isMetrics ? 405 : 404).end();
      }
      request.resume();
    },
  );
  server.maxConnections = maxConnections;
  server.setTimeout(timeoutMs);
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    throw unusableAddress(error as NodeJS.ErrnoException, { host, port, setting: 'METRICS_PORT' }) ?? error;
  }
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    url: `${urlOf(host, boundPort)}/metrics`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
