import type { FastifyRequest } from 'fastify';
import type { GraphQLParams } from 'graphql-yoga';
import { PayloadTooLargeError } from '../errors.ts';
import { BodyRejectedError } from '../intake/body-rejected-error.ts';
import { decodeUtf8 } from '../intake/decode-body.ts';
import { prepareJson } from '../intake/request-json.ts';

/** More than the largest screen needs. What is longer costs more to look at than any client should be able to cause. */
const maxQueryBytes = 65_536;

/** The media types of a body that holds an operation, besides `multipart/form-data`. */
export const operationTypes = ['application/json', 'application/graphql+json', 'application/graphql'];

/**
 * Reads the operation of a GET or POST request, whose body has been received as bytes. The engine never sees the body: its
 * server adapter lists the keys of a string, which takes 290 ms per megabyte.
 *
 * @throws BodyRejectedError 400 or 415
 */
export function readOperation({ method, query, headers, body }: FastifyRequest): GraphQLParams {
  if (method === 'GET') {
    return readParameters(query as Record<string, unknown>);
  }
  if (method !== 'POST') {
    // The engine rejects the method.
    return {};
  }
  if (!Buffer.isBuffer(body) || body.length === 0) {
    throw new BodyRejectedError(400, 'A POST request requires a body with the query.');
  }
  const text = decodeUtf8(body);
  return /^application\/graphql *(?:;|$)/.test(headers['content-type'] ?? '')
    ? { query: text }
    : (parseJson(text, 'The body') as GraphQLParams);
}

/** Parameters that are ignored, besides those of the protocol: links of Apollo Client can pass on the type of an operation. */
export const ignoredParameters = ['operationType'];

/** A request has the hash of a query instead of a query, in the hope that the hash is known. */
export class HashOfQueryError extends Error {}

/** @throws HashOfQueryError */
export function requireQueryItself(operation: GraphQLParams | null): void {
  const extensions: unknown = operation?.extensions;
  const hasHash =
    typeof extensions === 'object' &&
    extensions !== null &&
    'persistedQuery' in extensions &&
    Boolean(extensions.persistedQuery);
  if (hasHash && !operation?.query) {
    throw new HashOfQueryError();
  }
}

/** @throws PayloadTooLargeError for a query of more than 64 KiB, however it was sent */
export function requireShortQuery(operation: GraphQLParams | null): void {
  const query: unknown = operation?.query;
  if (
    typeof query === 'string' &&
    (query.length > maxQueryBytes || Buffer.byteLength(query) > maxQueryBytes)
  ) {
    throw new PayloadTooLargeError(`The query is larger than ${maxQueryBytes / 1024} KiB.`);
  }
}

function readParameters(parameters: Record<string, unknown>): GraphQLParams {
  const read = (name: string): string | undefined => {
    const [value] = [parameters[name]].flat();
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const readJson = (name: string) => {
    const text = read(name);
    return text === undefined ? undefined : (parseJson(text, `The parameter \`${name}\``) as object);
  };
  const parameterValues = {
    query: read('query'),
    operationName: read('operationName'),
    variables: readJson('variables'),
    extensions: readJson('extensions'),
  };
  return parameterValues as GraphQLParams;
}

function parseJson(text: string, name: string): unknown {
  const prepared = prepareJson(text);
  try {
    return JSON.parse(prepared);
  } catch {
    throw new BodyRejectedError(400, `${name} is not valid JSON.`);
  }
}
