import { normalizedExecutor } from '@graphql-tools/executor';
import { type ExecutionResult, getOperationAST } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import type { Context } from './context.ts';
import type { DocumentCache } from './document-cache.ts';
import type { ExecuteOperation } from './execute-operation.ts';
import { ignoredParameters } from './read-operation.ts';
import { schema } from './schema.ts';

interface DirectOptions {
  documents: DocumentCache;
  /** Executes an operation, and replaces each error by the one that clients may see. */
  execute: ExecuteOperation;
}

const parameterNames = new Set(['query', 'variables', 'operationName', 'extensions', ...ignoredParameters]);

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** Whether a request has the form of all requests that are not rejected for their form. */
const isUsual = (params: GraphQLParams): boolean =>
  isObject(params) &&
  Object.keys(params).every((name) => parameterNames.has(name)) &&
  typeof params.query === 'string' &&
  (isMissing(params.variables) || isObject(params.variables)) &&
  (isMissing(params.operationName) || typeof params.operationName === 'string') &&
  (isMissing(params.extensions) || isObject(params.extensions));

/**
 * Finds the short way for operations that are requested again and again: the pipeline has parsed, validated and kept their
 * documents, and its other parts do nothing for them. What may be rejected before it is executed has to go through the
 * pipeline, and has no short way.
 */
export function createDirectExecution({ documents, execute }: DirectOptions) {
  return (
    params: GraphQLParams | undefined,
    contextValue: Context,
  ): (() => Promise<ExecutionResult>) | undefined => {
    if (!params || !isUsual(params)) {
      return undefined;
    }
    const document = documents.find(String(params.query), contextValue);
    const operationName = params.operationName ?? undefined;
    const operation = document && getOperationAST(document, operationName)?.operation;
    // A subscription is not executed, but started.
    if (!document || !operation || operation === 'subscription') {
      return undefined;
    }
    const execution = {
      schema,
      document,
      operationName,
      variableValues: params.variables ?? undefined,
      contextValue,
    };
    return async () =>
      // No operation streams.
      execute(execution, (args) => normalizedExecutor(args) as ExecutionResult | Promise<ExecutionResult>);
  };
}
