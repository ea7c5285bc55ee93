import { type ExecutionResult, GraphQLError } from 'graphql';
import { type GraphQLParams, type Plugin, processRegularResult, YogaServer } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { isDatabaseUnavailable } from '../database/is-unavailable.ts';
import { workFor } from '../database/share-connections.ts';
import {
  DomainError,
  errorCodes,
  type RequestCode,
  requestCodeOf,
  UnavailableError,
  ValidationError,
} from '../errors.ts';
import type { Context } from './context.ts';
import { createDirectExecution } from './direct-execution.ts';
import { createDocumentCache } from './document-cache.ts';
import { createOperationExecution } from './execute-operation.ts';
import { executeSubscription, type StreamResult } from './execute-subscription.ts';
import type { Execution } from './execution-check.ts';
import { checkIdempotencyHeader } from './idempotency-header.ts';
import { LimitExceededError } from './limit-exceeded-error.ts';
import type { OpenStream } from './open-streams.ts';
import { createOperationLimits } from './operation-limits.ts';
import { ignoredParameters } from './read-operation.ts';
import { AbandonedError } from './response-budget.ts';
import { schema } from './schema.ts';
import { checkVariables } from './variable-problems.ts';

/** Takes the operation of a request from the adapter, which has read it. */
const takeOperation: Plugin<object, Context> = {
  onRequestParse: ({ serverContext: { operation }, setRequestParser }) => {
    setRequestParser(() => operation ?? {});
  },
};

/** What the engine needs to know of a request. */
interface HttpRequest {
  method: string;
  /** The media types that the client accepts. */
  accept: string | undefined;
}

/** What a request needs to be answered by a stream. */
interface StreamRequest {
  /** @throws RateLimitedError, UnavailableError when there are too many */
  open: () => OpenStream;
  /** A context for one event, so that nothing is remembered from the events before it. It ends with the stream. */
  createContext: (signal: AbortSignal) => Context;
  lastEventId: string | undefined;
}

/** A stream that was started for a request. */
interface StartedStream {
  results: AsyncGenerator<StreamResult>;
  /** Ends the stream. */
  close: () => void;
}

/** How a request is answered by a stream, where the client accepts one. */
interface Streaming extends StreamRequest {
  isAccepted: boolean;
  started?: StartedStream;
  /** Whether it could not be started at the moment. */
  isUnavailable?: boolean;
}

type RequestContext = Context & { operation: GraphQLParams };

const endpoint = 'http://localhost/graphql';
/** The engine wants the request that an operation came with; stored operations have none. */
const storedRequest = new Request(endpoint, { method: 'POST' });
const waitUntil = () => {};

/** The engine's own codes that clients know; all others are faults of the request. */
const documentCodes: ReadonlySet<string> = new Set<RequestCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);

interface Extensions {
  code?: string;
  http?: { status?: number; headers?: Record<string, string>; spec?: boolean };
}

/**
 * What a client learns about an error that is no data of a mutation. Rejections keep their code, faults of the query itself
 * keep their words, and everything else is an internal error, whose cause only the log gets to see.
 */
function publicError(error: unknown): GraphQLError {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  const position = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
  if (cause instanceof DomainError) {
    const code = requestCodeOf(cause.code);
    const fields = cause instanceof ValidationError ? { fields: cause.fields } : {};
    return new GraphQLError(cause.message, { ...position, extensions: { code, ...fields } });
  }
  if (error instanceof LimitExceededError || error instanceof AbandonedError) {
    return error;
  }
  if (isDatabaseUnavailable(cause)) {
    return new GraphQLError(new UnavailableError().message, {
      ...position,
      originalError: cause as Error,
      extensions: { code: 'UNAVAILABLE' },
    });
  }
  if (cause instanceof RangeError && cause.message.includes('call stack')) {
    return new GraphQLError('The document is nested too deeply.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  }
  if (error instanceof GraphQLError && (!cause || cause instanceof GraphQLError)) {
    const { http, code } = error.extensions as Extensions;
    return new GraphQLError(error.message, {
      nodes: error.nodes,
      source: error.source,
      positions: error.positions,
      path: error.path,
      // A body that is no request at all has its own status for every media type; a fault of the document does not.
      extensions: {
        code: code !== undefined && documentCodes.has(code) ? code : 'BAD_REQUEST',
        ...(http && { http: error.extensions['code'] === 'BAD_REQUEST' ? { ...http, spec: false } : http }),
      },
    });
  }
  return new GraphQLError('An internal error occurred.', {
    ...position,
    originalError: cause instanceof Error ? cause : new Error(String(error)),
    extensions: { code: 'INTERNAL_ERROR' },
  });
}

/** Keeps the cause of every internal error where the request's id finds it, and reports that there was one. */
function logInternalErrors({ errors }: ExecutionResult, { log, reportFault }: Context): void {
  for (const { extensions, originalError, path } of errors ?? []) {
    if (extensions['code'] === 'INTERNAL_ERROR' || extensions['code'] === 'UNAVAILABLE') {
      log.error({ error: originalError, path }, 'A resolver failed.');
      reportFault(errorCodes[extensions['code']].status);
    }
  }
}

/** What clients see of a result. */
function present(result: ExecutionResult, context: Context): ExecutionResult {
  const presented = result.errors ? { ...result, errors: result.errors.map(publicError) } : result;
  logInternalErrors(presented, context);
  return presented;
}

/** A response to an HTTP request, complete. */
export interface EngineResponse {
  status: number;
  headers: Iterable<readonly [string, string]>;
  body: string;
}

/** A response that is a stream. */
export interface StreamResponse {
  stream: StartedStream;
}

/** What the library makes responses with, without what a browser's `Response` can do beyond that. */
class PlainResponse implements EngineResponse {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;

  constructor(body: string, { status, headers }: { status: number; headers: Record<string, string> }) {
    this.body = body;
    this.status = status;
    this.headers = Object.entries(headers);
  }
}

const plainResponses = { Response: PlainResponse } as unknown as Parameters<typeof processRegularResult>[1];

/** The media types of a response that is one JSON text. An event stream, which also may be requested, is not. */
const jsonTypes = new Set(['application/json', 'application/graphql-response+json']);

/** Whether a client accepts a stream of events. */
const acceptsStream = (accept: string): boolean => /text\/event-stream|text\/\*|\*\/\*/i.test(accept);

const streamNotAccepted = () =>
  new GraphQLError('A subscription is a stream of events. Send `Accept: text/event-stream`.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 406 } },
  });

/** How many different `Accept` headers are remembered, and how long each can be. */
const maxAcceptHeaders = 100;
const maxAcceptLength = 300;

/** The one executor of GraphQL operations: those that come over HTTP, and those that REST routes stand for. */
export function createEngine() {
  const limits = createOperationLimits(schema);
  const documents = createDocumentCache();
  const checks = [limits.check, checkVariables, checkIdempotencyHeader];
  const executeOperation = createOperationExecution(checks);
  /** Starts a subscription. The stream itself does not go through the library, which has no ids of events. */
  async function startStream(
    execution: Execution & { contextValue: { streaming?: Streaming } },
  ): Promise<ExecutionResult | AsyncIterable<never>> {
    const { streaming, ...contextValue } = execution.contextValue;
    if (!streaming?.isAccepted) {
      return { errors: [streamNotAccepted()] };
    }
    for (const check of checks) {
      const rejection = await check({ ...execution, contextValue });
      if (rejection) {
        return rejection;
      }
    }
    const { signal, close } = streaming.open();
    const { lastEventId, createContext } = streaming;
    const started = await executeSubscription(
      { ...execution, contextValue: { ...contextValue, stream: { signal, lastEventId } } },
      { createContext, signal, present: (result) => present(result, contextValue) },
    );
    if (!(Symbol.asyncIterator in started)) {
      close();
      const codes = started.errors?.map((error) => publicError(error).extensions['code']);
      streaming.isUnavailable = codes?.includes('UNAVAILABLE') ?? false;
      return started;
    }
    streaming.started = { results: started, close };
    return nothing();
  }

  const pipeline: Plugin<Context> = {
    onSubscribe: ({ setSubscribeFn }) => {
      setSubscribeFn((execution) => startStream(execution as Execution));
    },
    onResultProcess: ({ serverContext, resultProcessor, setResultProcessor }) => {
      if (resultProcessor && (serverContext as { streaming?: Streaming }).streaming?.started) {
        setResultProcessor(() => new yoga.fetchAPI.Response(null), 'text/event-stream');
      }
    },
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn((execution) => executeOperation(execution as Execution, executeFn));
    },
    onExecutionResult: ({ result, context }) => {
      // The results of a stream are logged one by one.
      logInternalErrors((result ?? {}) as ExecutionResult, context as unknown as Context);
    },
  };
  const yoga = new YogaServer<Context, object>({
    schema,
    logging: false,
    graphiql: false,
    landingPage: false,
    // The HTTP server has measured and read the body already.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    extraParamNames: ignoredParameters,
    cors: false,
    parserAndValidationCache: false,
    plugins: [takeOperation, limits.plugin, documents.plugin, pipeline],
    maskedErrors: { maskError: publicError },
  });
  const findDirectWay = createDirectExecution({
    documents,
    execute: async (execution, execute) => {
      const { contextValue } = execution;
      const result = await executeOperation(execution, execute)
        .then((found) => (found.errors ? { ...found, errors: found.errors.map(publicError) } : found))
        .catch((error: unknown) => ({ errors: [publicError(error)] }));
      logInternalErrors(result, contextValue);
      return result;
    },
  });
  /** The media type of the response by the header of the request, as the library has chosen it. */
  const mediaTypes = new LRUCache<string, string>({ max: maxAcceptHeaders });

  async function respondThroughPipeline(
    { method, accept }: { method: string; accept: string },
    context: RequestContext & { streaming: StreamRequest },
  ): Promise<EngineResponse | StreamResponse> {
    const request = new yoga.fetchAPI.Request(endpoint, { method, headers: { accept } });
    const streaming: Streaming = { ...context.streaming, isAccepted: acceptsStream(accept) };
    const serverContext = { ...context, streaming, waitUntil };
    const response = await yoga.handle(request, serverContext);
    if (streaming.started) {
      return { stream: streaming.started };
    }
    if (streaming.isUnavailable) {
      // A client does not try again after a stream that has one result and is complete.
      throw new UnavailableError();
    }
    const [mediaType] = response.headers.get('content-type')?.split(';') ?? [];
    if (mediaType !== undefined && jsonTypes.has(mediaType) && accept.length <= maxAcceptLength) {
      mediaTypes.set(accept, mediaType);
    }
    // The response is a text; as a stream it would cost as much again to write.
    return { status: response.status, headers: response.headers, body: await response.text() };
  }

  return {
    /** Carries out an operation of a request that came over HTTP, and makes the response that the request accepts. */
    respond: async (
      { method, accept = '*/*' }: HttpRequest,
      context: RequestContext & { streaming: StreamRequest },
    ): Promise<EngineResponse | StreamResponse> =>
      workFor(context.work, async () => {
        const mediaType = method === 'POST' ? mediaTypes.get(accept) : undefined;
        const execute = mediaType === undefined ? undefined : findDirectWay(context.operation, context);
        return execute && mediaType !== undefined
          ? (processRegularResult(await execute(), plainResponses, mediaType) as unknown as EngineResponse)
          : respondThroughPipeline({ method, accept }, context);
      }),
    /** Carries out a stored operation. */
    execute: async (params: GraphQLParams, context: Context): Promise<ExecutionResult> =>
      workFor(context.work, async () => {
        const execute = findDirectWay(params, context);
        return execute
          ? execute()
          : ((await yoga.getResultForParams({ params, request: storedRequest }, context)) as ExecutionResult);
      }),
  };
}

/** What the library sees of a stream. */
async function* nothing(): AsyncGenerator<never> {}

export type Engine = ReturnType<typeof createEngine>;
