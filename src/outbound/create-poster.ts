import { isIP } from 'node:net';
import { Client } from 'undici';
import { addressRejected, describePostFailure } from './describe-post-failure.ts';
import { createGuardedLookup, type ResolveName } from './guarded-lookup.ts';
import type { PostWebhook } from './post-webhook.ts';
import { isPublicAddress } from './public-address.ts';
import { readExcerpt } from './read-excerpt.ts';

interface PosterOptions {
  /** Whether it may go to loopback and private addresses. */
  allowPrivate: boolean;
  /** Whether it must go over TLS. */
  requireTls: boolean;
  /** How long looking up, connecting, sending and waiting for the answer may take together. */
  timeoutMs?: number;
  /** How a host name becomes addresses; the system's way by default. */
  resolveName?: ResolveName;
  /** A certificate that is trusted instead of the system's, in PEM. */
  trustedCertificate?: string;
}

/** How long a body may bring nothing once the status is there. */
const silentBodyMs = 2_000;
const maxHeaderBytes = 16_384;

/**
 * Posts to URLs that tenants have given. Each request has a connection of its own, to an address that was checked, with no
 * redirect followed, no proxy of the environment and no cookie.
 */
export function createPoster(options: PosterOptions): PostWebhook {
  const { allowPrivate, requireTls, timeoutMs = 15_000, resolveName, trustedCertificate } = options;
  const isAllowed = allowPrivate ? () => true : isPublicAddress;
  const connect = {
    timeout: timeoutMs,
    lookup: createGuardedLookup({ resolveName, isAllowed }),
    ...(trustedCertificate !== undefined && { ca: trustedCertificate }),
  };
  return async ({ url, headers, body, signal }) => {
    if (!URL.canParse(url)) {
      return { error: 'The URL is malformed.' };
    }
    const { origin, protocol, hostname, pathname, search } = new URL(url);
    if (requireTls && protocol !== 'https:') {
      return { error: 'The URL does not start with https://.' };
    }
    // An address needs no lookup, so that the guard of the lookup does not see it.
    const host = hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isAllowed(host)) {
      return { error: addressRejected };
    }

    const limit = AbortSignal.timeout(timeoutMs);
    const client = new Client(origin, {
      connect,
      headersTimeout: timeoutMs,
      bodyTimeout: silentBodyMs,
      maxHeaderSize: maxHeaderBytes,
    });
    try {
      const end = AbortSignal.any([signal, limit]);
      const response = await Promise.race([
        client.request({ method: 'POST', path: `${pathname}${search}`, headers, body, signal: end }),
        // A request notices its signal only once it is connected.
        rejectWhenAborted(end),
      ]);
      const [retryAfter] = [response.headers['retry-after']].flat();
      return {
        responseStatus: response.statusCode,
        responseBody: await readExcerpt(response.body),
        ...(retryAfter !== undefined && { retryAfter }),
      };
    } catch (error) {
      return {
        error: limit.aborted
          ? `No response arrived within ${timeoutMs / 1000} seconds.`
          : describePostFailure(error),
      };
    } finally {
      // Closes the connection immediately, whatever is still on its way.
      client.destroy().catch(() => undefined);
    }
  };
}

const rejectWhenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    signal.throwIfAborted();
  });
