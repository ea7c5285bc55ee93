import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CorsOrigins } from '../settings/environment.ts';

/** How long a browser may continue without another preflight, in seconds. Chrome keeps one for two hours at most. */
const preflightMaxAgeSeconds = 7_200;

/**
 * What pages can read of a response. The wildcard covers every header for browsers that know it; the ones that clients
 * act on are listed for those that do not.
 */
const exposedHeaders = [
  '*',
  'X-Request-Id',
  'Idempotent-Replayed',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'WWW-Authenticate',
  'Allow',
  'Content-Disposition',
].join(', ');

/**
 * Lets pages of the origins call the routes of this plugin and read every response, errors included. No response allows
 * credentials: a key has to be sent explicitly, so that no visitor's cookie acts for a page of another origin.
 *
 * @param isExcluded requests whose response is for people and never for scripts
 */
export function allowOrigins(
  api: FastifyInstance,
  {
    origins,
    isExcluded = () => false,
  }: { origins: CorsOrigins; isExcluded?: (request: FastifyRequest) => boolean },
): void {
  api.addHook('onRequest', (request, reply, done) => {
    if (!isExcluded(request)) {
      allow(request, reply);
    }
    done();
  });

  function allow(request: FastifyRequest, reply: FastifyReply): void {
    const allowed = allowedOrigin(origins, request.headers.origin);
    if (origins !== '*') {
      reply.header('Vary', 'Origin');
    }
    if (allowed !== undefined) {
      reply.headers({
        'Access-Control-Allow-Origin': allowed,
        'Access-Control-Expose-Headers': exposedHeaders,
      });
    }
  }
}

/**
 * Responds to `OPTIONS` with the methods of a path, for clients and for preflights. The header wildcard does not cover
 * `Authorization`, which therefore is named (Fetch standard, CORS-preflight fetch).
 */
export function sendOptions(reply: FastifyReply, methods: readonly string[]): FastifyReply {
  const allow = [...new Set([...methods, 'OPTIONS'])].join(', ');
  reply.code(204).header('Allow', allow);
  if (reply.hasHeader('Access-Control-Allow-Origin')) {
    reply.headers({
      'Access-Control-Allow-Methods': allow,
      'Access-Control-Allow-Headers': 'Authorization, *',
      'Access-Control-Max-Age': preflightMaxAgeSeconds,
    });
  }
  return reply.send();
}

function allowedOrigin(origins: CorsOrigins, origin: string | undefined): string | undefined {
  if (origins === '*') {
    return '*';
  }
  return origin !== undefined && origins.includes(origin) ? origin : undefined;
}
