import { type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { isDatabaseUnavailable } from '../database/is-unavailable.ts';
import { DomainError, PermissionDeniedError, UnavailableError, ValidationError } from '../errors.ts';
import type { Context } from './context.ts';
import { schema } from './schema.ts';
import { variableProblems } from './variable-problems.ts';

/** More tokens than the largest screen needs; parsing and validating what has more costs more than it is worth. */
const mostTokens = 3_000;

/** Refuses documents that are longer than any honest one before they are parsed to their end. */
const tokenLimit: Plugin = {
  onParse: ({ parseFn, setParseFn }) => {
    setParseFn(
      (source: string, options?: object): DocumentNode =>
        parseFn(source, { ...options, maxTokens: mostTokens }),
    );
  },
};

/** Takes the operation of a request that came with files from the door, which has read it. */
const readOperation: Plugin<Context> = {
  onRequestParse: ({ serverContext, setRequestParser }) => {
    const { operation } = serverContext as unknown as Context;
    if (operation) {
      setRequestParser(() => operation);
    }
  },
};

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
    const code = cause instanceof PermissionDeniedError ? 'FORBIDDEN' : cause.code;
    const fields = cause instanceof ValidationError ? { fields: cause.fields } : {};
    return new GraphQLError(cause.message, { ...position, extensions: { code, ...fields } });
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
    const { http, code = 'BAD_REQUEST' } = error.extensions as Extensions;
    return new GraphQLError(error.message, {
      nodes: error.nodes,
      source: error.source,
      positions: error.positions,
      path: error.path,
      // A body that is no request at all has its own status for every media type; a fault of the document does not.
      extensions: {
        code,
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
  return createYoga<Context>({
    schema,
    logging: false,
    graphiql: false,
    landingPage: false,
    healthCheckEndpoint: '/graphql/never',
    // The HTTP server has measured and read the body already.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    cors: false,
    plugins: [readOperation, tokenLimit, variableProblems, logInternalErrors],
    maskedErrors: { maskError: publicError },
  });
}

export type Engine = ReturnType<typeof createEngine>;
