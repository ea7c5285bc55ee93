import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLParams } from 'graphql-yoga';
import { isDatabaseUnavailable } from '../database/is-unavailable.ts';
import type { Services } from '../domain/services.ts';
import {
  DomainError,
  errorCodes,
  type RequestCode,
  requestCodeOf,
  UnavailableError,
  ValidationError,
} from '../errors.ts';
import { readActingUser } from '../http/acting-user.ts';
import { prepareApiResponses } from '../http/api-responses.ts';
import { type Authenticate, challengeOf, principalOf } from '../http/authenticate.ts';
import { allowOrigins, sendOptions } from '../http/cors.ts';
import { type RateLimits, setRetryAfter } from '../http/rate-limits.ts';
import { signalOfClose } from '../http/signal-of-close.ts';
import { acceptMultipart, isMultipart } from '../intake/accept-multipart.ts';
import { BodyRejectedError } from '../intake/body-rejected-error.ts';
import { requirePlainUtf8 } from '../intake/decode-body.ts';
import { exactText } from '../intake/part-text.ts';
import { withParts } from '../intake/with-parts.ts';
import type { CorsOrigins } from '../settings/environment.ts';
import { createContext } from './context.ts';
import type { Engine, EngineResponse, StreamResponse } from './engine.ts';
import { createEventStream } from './event-stream.ts';
import type { Graphiql } from './graphiql.ts';
import type { OpenStreams } from './open-streams.ts';
import { operationLimits, readMultipartOperation } from './read-multipart-operation.ts';
import {
  HashOfQueryError,
  operationTypes,
  readOperation,
  requireQueryItself,
  requireShortQuery,
} from './read-operation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the response is a stream of live updates, which lasts as long as its client wants. */
    isFollowing?: boolean;
  }
}

interface RegisterOptions {
  services: Services;
  engine: Engine;
  authenticate: Authenticate;
  limits: RateLimits;
  streams: OpenStreams;
  /** The origins whose pages may call. */
  origins: CorsOrigins;
  /** Undefined if browsers get what every client gets. */
  graphiql: Graphiql | undefined;
}

/** `/graphql`: operations for clients, and GraphiQL for browsers that ask for a page. */
export function registerGraphql(app: FastifyInstance, options: RegisterOptions): void {
  const { services, engine, authenticate, limits, streams, origins, graphiql } = options;
  // A server waits for its open responses before it closes.
  app.addHook('preClose', async () => streams.endAll());
  graphiql?.register(app);
  app.register(async (instance) => {
    instance.removeAllContentTypeParsers();
    instance.addHook('preParsing', async (request) => {
      requirePlainUtf8(request);
    });
    instance.addContentTypeParser(operationTypes, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    acceptMultipart(instance);
    await prepareApiResponses(instance);

    instance.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const { status, code, message } = describe(
        isDatabaseUnavailable(error) ? new UnavailableError() : error,
      );
      if (status >= 500) {
        request.log.error({ error }, 'A GraphQL request failed.');
      }
      setRetryAfter(reply, error);
      return answerError(reply, request, { status, code, message });
    });

    // The page is for people, and may contain a key.
    allowOrigins(instance, { origins, isExcluded: (request) => graphiql?.isWanted(request) === true });
    instance.options('/graphql', async (_request, reply) => sendOptions(reply, ['GET', 'POST']));
    instance.route({
      url: '/graphql',
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      onRequest: async (request, reply) => {
        if (graphiql?.isWanted(request)) {
          return graphiql.send(request, reply);
        }
        const principal = await authenticate(request);
        if (!principal) {
          reply.header('WWW-Authenticate', challengeOf(request));
          return answerError(reply, request, {
            status: 401,
            code: 'UNAUTHENTICATED',
            message: 'This requires a valid API key, sent as `Authorization: Bearer …`.',
          });
        }
        request.principal = principal;
      },
      handler: async (request, reply) => {
        if (request.method === 'POST' && isMultipart(request)) {
          const options = { services, limits: operationLimits, text: exactText };
          const response = await withParts(request, options, (parts) =>
            execute(request, reply, readMultipartOperation(parts)),
          );
          return send(request, reply, response);
        }
        return send(request, reply, await execute(request, reply, readOperation(request)));
      },
    });

    async function execute(
      request: FastifyRequest,
      reply: FastifyReply,
      operation: GraphQLParams,
    ): Promise<EngineResponse | StreamResponse> {
      requireQueryItself(operation);
      requireShortQuery(operation);
      const principal = principalOf(request);
      const { log } = request;
      const signal = signalOfClose(reply);
      const markReplayed = () => reply.header('Idempotent-Replayed', 'true');
      const actingUser = await readActingUser(request);
      const reportFault = (status: number) => {
        request.faultStatus = status;
      };
      const context = createContext({
        services,
        log,
        principal,
        actingUser,
        signal,
        markReplayed,
        reportFault,
      });
      // A request over a limit has the status of that, whatever else it asks for.
      let rejection: unknown;
      const reject = (error: unknown): never => {
        rejection = error;
        throw error;
      };
      const countMutations = (mutations: number) =>
        limits.countMutations(request, principal, mutations).catch(reject);
      const streaming = {
        open: () => {
          try {
            return streams.open(principal, signal);
          } catch (error) {
            return reject(error);
          }
        },
        createContext: (streamSignal: AbortSignal) =>
          createContext({ services, log, principal, markReplayed, signal: streamSignal }),
        lastEventId: lastEventIdOf(request),
      };
      const response = await engine.respond(
        { method: request.method, accept: request.headers.accept },
        { ...context, operation, countMutations, streaming, ...idempotencyKeyOf(request) },
      );
      if (rejection) {
        throw rejection;
      }
      return response;
    }
  });
}

/** A header that comes twice is one value with a comma and a space in it, which no mutation accepts as its key. */
function idempotencyKeyOf({ headers }: FastifyRequest): { idempotencyKey?: string } {
  const key = headers['idempotency-key'];
  return key === undefined ? {} : { idempotencyKey: String(key) };
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id'];
  return id === undefined || id === '' ? undefined : String(id);
}

/**
 * What an HTTP server says of the connection and not of the response, an encoding that no browser knows, and a rule for
 * caches that is weaker than the gateway's own.
 */
const headersOfEngine = new Set([
  'cache-control',
  'connection',
  'content-encoding',
  'keep-alive',
  'transfer-encoding',
]);

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  response: EngineResponse | StreamResponse,
): Promise<FastifyReply> {
  if ('stream' in response) {
    return sendStream(request, reply, response);
  }
  const { status, headers, body } = response;
  if (status === 406 && body === '') {
    return answerError(reply, request, {
      status: 406,
      code: 'BAD_REQUEST',
      message: 'Accept `application/graphql-response+json` or `application/json`.',
    });
  }
  for (const [name, value] of headers) {
    if (!headersOfEngine.has(name.toLowerCase())) {
      reply.header(name, value);
    }
  }
  return reply.code(status).send(body);
}

async function sendStream(
  request: FastifyRequest,
  reply: FastifyReply,
  { stream: { results, close } }: StreamResponse,
): Promise<FastifyReply> {
  request.isFollowing = true;
  return (
    reply
      .code(200)
      .header('Cache-Control', 'private, no-store, no-transform')
      // Proxies that would collect a response before they pass it on.
      .header('X-Accel-Buffering', 'no')
      .type('text/event-stream; charset=utf-8')
      .send(
        createEventStream({
          results,
          onEnd: close,
          onError: (error) => request.log.error({ error }, 'A stream was broken off.'),
        }),
      )
  );
}

interface ErrorAnswer {
  status: number;
  code: RequestCode;
  message: string;
}

function describe(error: Error & { statusCode?: number }): ErrorAnswer {
  if (error instanceof HashOfQueryError) {
    // Clients that get exactly this, with status 200, send the query itself next.
    return {
      status: 200,
      code: 'PERSISTED_QUERY_NOT_SUPPORTED',
      message: 'PersistedQueryNotSupported',
    };
  }
  if (error instanceof ValidationError) {
    const message = error.fields.map(({ path, messages }) => `${path}: ${messages.join(' ')}`).join(' ');
    return { status: 400, code: 'VALIDATION_ERROR', message };
  }
  if (error instanceof DomainError) {
    return { status: errorCodes[error.code].status, code: requestCodeOf(error.code), message: error.message };
  }
  if (error instanceof BodyRejectedError) {
    const code = error.statusCode === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST';
    return { status: error.statusCode, code, message: error.message };
  }
  if (error.statusCode === 413) {
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'The request body is larger than 1 MiB.' };
  }
  if (error.statusCode === 415) {
    return {
      status: 415,
      code: 'BAD_REQUEST',
      message: 'Send the request body as application/json, application/graphql or multipart/form-data.',
    };
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return { status: error.statusCode, code: 'BAD_REQUEST', message: 'The request could not be read.' };
  }
  return { status: 500, code: 'INTERNAL_ERROR', message: 'An internal error occurred.' };
}

/** An answer in the shape of GraphQL for what never became an operation. */
function answerError(
  reply: FastifyReply,
  { headers }: FastifyRequest,
  { status, code, message }: ErrorAnswer,
) {
  const type = headers.accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8';
  return reply
    .code(status)
    .type(type)
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
