import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify';

import { DomainError, type ErrorCode, errorCodes } from '../errors.ts';
import { setRetryAfter } from './rate-limits.ts';

/** The largest request body outside uploads. */
const bodyLimitBytes = 1_048_576;
/** How long a connection may be silent in the middle of a request; longer than any operation takes. */
const idleTimeoutMs = 120_000;
/** How long requests under way may take once the gateway is told to stop. */
const closeGraceMs = 10_000;

/**
 * The HTTP server without its doors: request ids, security headers, a log line a request and a bounded stop. What is
 * logged of a request is the path's pattern and never the path, because a magic link's path is a secret.
 */
export async function createHttpServer({ logger }: { logger: FastifyBaseLogger }): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    forceCloseConnections: 'idle',
    requestIdHeader: false,
    connectionTimeout: idleTimeoutMs,
    // A URL that cannot be read is the URL of nothing.
    frameworkErrors: (_error, request, reply) =>
      answerUnknownPath(reply as unknown as FastifyReply, request.id),
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
  });
  // A connection that is kept alive past the last answer would hold up the stop.
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) {
      reply.header('Connection', 'close');
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    // Orchestrators ask every few seconds.
    request.log[route.startsWith('/health/') ? 'debug' : 'info'](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  // Doors have handlers in their own shape; what is left gets the shape of REST, and never the words of a fault.
  app.setErrorHandler((error: unknown, request, reply) => {
    setRetryAfter(reply, error);
    if (error instanceof DomainError) {
      return answerError(reply, request.id, error.code, error.message);
    }
    if ((error as FastifyError).statusCode === 404) {
      return answerUnknownPath(reply, request.id);
    }
    request.log.error({ error }, 'A request failed.');
    return answerError(reply, request.id, 'INTERNAL_ERROR', 'An internal error occurred.');
  });
  app.setNotFoundHandler((request, reply) => answerUnknownPath(reply, request.id));
  await app.register(helmet, {
    // Answers are data unless a page says otherwise with a policy of its own.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: false,
  });
  return app;
}

function answerError(reply: FastifyReply, requestId: string, code: ErrorCode, message: string): FastifyReply {
  return reply
    .code(errorCodes[code].status)
    .header('X-Request-Id', requestId)
    .send({ error: message, code: code.toLowerCase(), request_id: requestId });
}

const answerUnknownPath = (reply: FastifyReply, requestId: string): FastifyReply =>
  answerError(reply, requestId, 'NOT_FOUND', 'There is no such path.');

/** Stops taking requests and lets those under way finish; after the grace period their connections are cut. */
export async function closeHttpServer(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
  cut.unref();
  await app.close();
  clearTimeout(cut);
}
