import { type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { type GraphQLParams, type Plugin, YogaServer } from 'graphql-yoga';
import { isDatabaseUnavailable } from '../database/is-unavailable.ts';
import { workFor } from '../database/share-connections.ts';
import {
  DomainError,
  type RequestCode,
  requestCodeOf,
  UnavailableError,
  ValidationError,
} from '../errors.ts';
import type { Context } from './context.ts';
import { createDocumentCache } from './document-cache.ts';
import { responseBudget } from './enforce-response-budget.ts';
import { idempotencyHeader } from './idempotency-header.ts';
import { LimitExceededError } from './limit-exceeded-error.ts';
import { createOperationLimits } from './operation-limits.ts';
import { AbandonedError } from './response-budget.ts';
import { schema } from './schema.ts';
import { variableProblems } from './variable-problems.ts';

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
 * What a client is told of an error that is no data of a mutation. Refusals keep their code, faults of the query itself
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

/** What a mutation has begun it finishes, whether the client waits for it or not. */
const finishMutations: Plugin<Context> = {
  onExecute: ({ args: { document, operationName, contextValue } }) => {
    if (getOperationAST(document, operationName)?.operation === 'mutation') {
      const { work } = contextValue as Context;
      work.signal = undefined;
    }
  },
};

/** Keeps the cause of every internal error where the request's id finds it. */
const logInternalErrors: Plugin<Context> = {
  onExecutionResult: ({ result, context }) => {
    for (const { extensions, originalError, path } of errorsOf(result)) {
      if (extensions['code'] === 'INTERNAL_ERROR' || extensions['code'] === 'UNAVAILABLE') {
        (context as unknown as Context).log.error({ error: originalError, path }, 'A resolver failed.');
      }
    }
  },
};

const errorsOf = (result: unknown): readonly GraphQLError[] =>
  (result as ExecutionResult | undefined)?.errors ?? [];

/** The one executor of GraphQL operations: those that come over HTTP, and those that REST routes stand for. */
export function createEngine() {
  const yoga = new YogaServer<Context, object>({
    schema,
    logging: false,
    graphiql: false,
    landingPage: false,
    // The HTTP server has measured and read the body already.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    cors: false,
    parserAndValidationCache: false,
    plugins: [
      takeOperation,
      createOperationLimits(schema),
      createDocumentCache(),
      variableProblems,
      idempotencyHeader,
      finishMutations,
      responseBudget,
      logInternalErrors,
    ],
    maskedErrors: { maskError: publicError },
  });
  return {
    /** Carries out an operation of a request that came over HTTP, and makes the response that the request accepts. */
    respond: async ({ method, accept = '*/*' }: HttpRequest, context: RequestContext): Promise<Response> =>
      workFor(context.work, () =>
        yoga.handle(new yoga.fetchAPI.Request(endpoint, { method, headers: { accept } }), {
          ...context,
          waitUntil,
        }),
      ),
    /** Carries out a stored operation. */
    execute: async (params: GraphQLParams, context: Context): Promise<ExecutionResult> =>
      (await workFor(context.work, () =>
        yoga.getResultForParams({ params, request: storedRequest }, context),
      )) as ExecutionResult,
  };
}

export type Engine = ReturnType<typeof createEngine>;
