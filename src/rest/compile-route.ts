import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  type TypeNode,
  typeFromAST,
} from 'graphql';
import { filterSchemas } from '../graphql/list-filter.ts';
import type { ApiOperation } from '../graphql/operation-field.ts';
import * as operations from '../graphql/operations.ts';
import { compileOperation } from './compile-operation.ts';
import { compileQuery } from './compile-query.ts';
import type { CompiledRequest } from './compiled-request.ts';
import { type StoredDocument, storedDocument } from './documents.ts';
import { compileOutput, type Output, type ToRest } from './output.ts';
import type { Route } from './routes.ts';

/** A route made ready to serve. */
export interface CompiledRoute extends Route, CompiledRequest {
  stored: StoredDocument;
  /** The name of the document's only root field in the data. */
  rootKey: string;
  /** From the data to what the route returns; null if the object does not exist. */
  toRest: ToRest;
  /** What it carries out, where that has an input; undefined for queries that find something. */
  operation: ApiOperation | undefined;
  /** One sentence without a full stop. */
  summary: string;
}

const operationsByField = new Map<string, ApiOperation>(
  Object.values(operations).map((operation) => [operation.name, operation as unknown as ApiOperation]),
);

/**
 * Compiles a route, once at start.
 *
 * @throws Error if the route and its document do not fit together
 */
export function compileRoute(schema: GraphQLSchema, route: Route): CompiledRoute {
  try {
    const stored = storedDocument(route.document);
    const { path, toRest } = compileOutput({ schema, document: stored });
    const operation = operationsByField.get(path[0].definition.name);
    return {
      ...route,
      ...compileRequest(schema, { route, stored, operation }),
      operation,
      stored,
      rootKey: path[0].key,
      toRest,
      summary: route.content ?? summaryOf(stored, path),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The route ${route.method} ${route.path} cannot be served. ${reason}`, { cause: error });
  }
}

interface RequestOptions {
  route: Route;
  stored: StoredDocument;
  operation: ApiOperation | undefined;
}

function compileRequest(
  schema: GraphQLSchema,
  { route, stored, operation }: RequestOptions,
): CompiledRequest {
  const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const variables = new Map(
    (stored.operation.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      inputTypeOf(schema, type),
    ]),
  );
  const input = variables.get('input');
  if (!input) {
    const filter = variables.get('filter');
    const rules = isInputObjectType(filter) ? filterSchemas.get(filter.name) : undefined;
    return compileQuery({ variables, parameters, rules });
  }
  const inputType = getNullableType(input);
  if (!isInputObjectType(inputType) || !operation) {
    throw new Error('Its document has an input, and no operation in src/graphql/operations.ts.');
  }
  return compileOperation({ inputType, operation, parameters });
}

/** The documents have been validated, so that each of their variables has an input type. */
const inputTypeOf = (schema: GraphQLSchema, type: TypeNode): GraphQLInputType =>
  typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]) as GraphQLInputType;

/** The first sentence about the mutation, or about what a query finds. */
function summaryOf({ operation }: StoredDocument, path: Output['path']): string {
  const field = operation.operation === 'mutation' ? path[0] : path.at(-1);
  return (field?.definition.description ?? '').replace(/\.(?:\s[\s\S]*)?$/, '');
}
