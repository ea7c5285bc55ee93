import { randomUUID } from 'node:crypto';
import { maxHeaderSize } from 'node:http';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';

import { DomainError, type ErrorCode, errorCodes } from '../errors.ts';
import { createHostCheck } from './accepted-hosts.ts';
import { basePathOf, createBasePathRemoval } from './base-path.ts';
import { clientAddress } from './client-address.ts';
import { handleClientError, handleUnknownExpectation } from './client-errors.ts';
import { correlateRequests, logOfRequest } from './correlate-requests.ts';
import { finishReadingBodies } from './finish-reading.ts';
import { enforceMinimumRates } from './minimum-rates.ts';
import { setRetryAfter } from './rate-limits.ts';
import { requestIdPattern } from './request-id.ts';
import { authorityOf, takeTarget } from './request-target.ts';
import { readSecurityHeaders } from './security-headers.ts';

/** The largest request body outside uploads. */
export const maxBodyBytes = 1_048_576;
/** How long a connection may be silent in the middle of a request; longer than any operation takes. */
const idleTimeoutMs = 120_000;
/** The time limit for the header fields of a request. */
const headersTimeoutMs = 20_000;
/** The time limit for a whole request: enough for the largest file at the rate of a slow phone. */
const requestTimeoutMs = 3_600_000;
/** How often Node looks for requests that have taken longer. */
const timeoutCheckIntervalMs = 5_000;
/** How long requests in progress can take once the gateway is asked to stop. */
const closeGraceMs = 10_000;

interface ServerOptions {
  logger: FastifyBaseLogger;
  /** The number of proxies in front, or the addresses of those that are trusted to report where a request comes from. */
  trustProxy: number | string[];
  /** Whether only requests to this machine's own names are served, as outside production. */
  checksHost: boolean;
  publicUrl: string | undefined;
}

/**
 * The HTTP server without the APIs: request ids, security headers, a log line per request, limits to what clients can
 * hold up, and a bounded stop. The log contains the path's pattern and never the path, because a magic link's path is a
 * secret.
 */
export async function createHttpServer(options: ServerOptions): Promise<FastifyInstance> {
  const { logger, trustProxy } = options;
  const rejectHost = createHostRejection(options);
  const firstSegments = new Set<string>();
  const removeBasePath = createBasePathRemoval(basePathOf(options.publicUrl), firstSegments);
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    childLoggerFactory: logOfRequest,
    bodyLimit: maxBodyBytes,
    schemaController: { compilersFactory: noSchemas },
    // However long an id is, its route answers: a request that finds none escapes the limits of its API.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: maxHeaderSize },
    forceCloseConnections: 'idle',
    // A request that has started to arrive when the server stops is in progress, and is served.
    return503OnClosing: false,
    requestIdHeader: false,
    connectionTimeout: idleTimeoutMs,
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutCheckIntervalMs,
      // A request without one is rejected below, in the shape of every other error.
      requireHostHeader: false,
    },
    // Fastify trusts no proxy when it gets their number.
    trustProxy: Array.isArray(trustProxy) ? trustProxy : (_address, hop) => hop < trustProxy,
    rewriteUrl: (request) => takeTarget(request, removeBasePath),
    clientErrorHandler: handleClientError,
    // A URL that cannot be read is the URL of nothing.
    frameworkErrors: (_error, request, rawReply) => {
      const reply = rawReply as unknown as FastifyReply;
      return rejectHost(request, reply) ?? answerUnknownPath(reply, request.id);
    },
    genReqId: ({ headers }) => {
      const requestId = headers['x-request-id'];
      return typeof requestId === 'string' && requestIdPattern.test(requestId) ? requestId : randomUUID();
    },
  });
  app.addHook('onRoute', ({ url }) => {
    const [, segment = ''] = url.split('/');
    firstSegments.add(segment);
  });
  app.server.on('checkExpectation', handleUnknownExpectation);
  finishReadingBodies(app.server);
  enforceMinimumRates(app.server);

  correlateRequests(app);
  const securityHeaders = readSecurityHeaders();
  // Hooks of every request call back: a promise for each of them would cost more than what they do.
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders);
    reply.header('X-Request-Id', request.id);
    if (!rejectHost(request, reply)) {
      done();
    }
  });
  // A connection that is kept alive after the last response would delay the stop.
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) {
      reply.header('Connection', 'close');
    }
    // Pages are for people, and never for the scripts of other origins.
    if (String(reply.getHeader('content-type')).startsWith('text/html')) {
      for (const name of Object.keys(reply.getHeaders()).filter((name) => /^access-control-/i.test(name))) {
        reply.removeHeader(name);
      }
    }
    done(null, payload);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    // Orchestrators ask every few seconds.
    request.log[route.startsWith('/health/') ? 'debug' : 'info'](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        address: clientAddress(request),
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
  // The APIs have handlers in their own shape; everything else gets REST's shape, and never the message of an internal error.
  app.setErrorHandler((error: unknown, request, reply) => {
    setRetryAfter(reply, error);
    if (error instanceof DomainError) {
      return answerError(reply, request.id, error.code, error.message);
    }
    const { statusCode = 500 } = error as Partial<FastifyError>;
    if (statusCode === 404 || request.is404) {
      return answerUnknownPath(reply, request.id);
    }
    const rejection = rejections[statusCode];
    if (rejection) {
      return answerError(reply, request.id, rejection.code, rejection.message);
    }
    request.log.error({ error }, 'A request failed.');
    return answerError(reply, request.id, 'INTERNAL_ERROR', 'An internal error occurred.');
  });
  app.setNotFoundHandler((request, reply) => answerUnknownPath(reply, request.id));
  return app;
}

/**
 * No route has a schema for Fastify to compile: operations check their own inputs. Fastify's compilers would take a tenth of a
 * start to load.
 */
const noSchemas = {
  buildValidator: rejectSchemas,
  buildSerializer: rejectSchemas,
};

function rejectSchemas(): never {
  throw new Error('Routes have no schemas of Fastify.');
}

/** The reasons for rejecting bodies, by the status that Fastify assigns to them. */
const rejections: Record<number, { code: ErrorCode; message: string }> = {
  400: { code: 'INVALID_REQUEST', message: 'The request could not be read.' },
  413: { code: 'PAYLOAD_TOO_LARGE', message: 'The request body is larger than 1 MiB.' },
  415: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'The request body has a format that is not accepted here.',
  },
};

function answerError(reply: FastifyReply, requestId: string, code: ErrorCode, message: string): FastifyReply {
  return reply
    .code(errorCodes[code].status)
    .header('X-Request-Id', requestId)
    .send({ error: message, code: code.toLowerCase(), request_id: requestId });
}

/**
 * Makes the check of a request's host. It returns the error response that it has sent, or undefined when the request may
 * continue.
 */
function createHostRejection({ checksHost, publicUrl }: Pick<ServerOptions, 'checksHost' | 'publicUrl'>) {
  const isAccepted = checksHost ? createHostCheck({ publicUrl }) : () => true;
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const { rawHeaders, httpVersion } = request.raw;
    const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
    // RFC 9112, 3.2
    if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) {
      return rejectRequest(request, reply, 400, 'The request has no Host header field, or several.');
    }
    const authorities = [request.headers.host ?? '', authorityOf(request.raw)];
    if (authorities.every((authority) => authority === undefined || isAccepted(authority))) {
      return undefined;
    }
    return rejectRequest(
      request,
      reply,
      421,
      'Outside production, the gateway accepts only localhost, IP addresses and the host of PUBLIC_URL as the host name.',
    );
  };
}

/** Rejects a request before a handler has seen it, in the error shape of the API that its path belongs to. */
function rejectRequest(request: FastifyRequest, reply: FastifyReply, status: number, message: string) {
  const isGraphql = /^\/graphql(?:[/?]|$)/.test(request.url);
  return reply
    .code(status)
    .header('X-Request-Id', request.id)
    .type('application/json; charset=utf-8')
    .send(
      isGraphql
        ? { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }
        : { error: message, code: 'invalid_request', request_id: request.id },
    );
}

const answerUnknownPath = (reply: FastifyReply, requestId: string): FastifyReply =>
  answerError(reply, requestId, 'NOT_FOUND', 'This path does not exist.');

/** Stops accepting requests and lets those in progress finish; after the grace period their connections are closed. */
export async function closeHttpServer(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
  cut.unref();
  await app.close();
  clearTimeout(cut);
}
