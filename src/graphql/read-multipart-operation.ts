import type { GraphQLParams } from 'graphql-yoga';
import { z } from 'zod';
import { maxFileBytes } from '../domain/files/accepted-types.ts';
import { IncomingFile } from '../domain/files/incoming-file.ts';
import { shortKey } from '../domain/problems.ts';
import { BodyRejectedError } from '../intake/body-rejected-error.ts';
import type { MultipartLimits } from '../intake/read-parts.ts';
import type { Part } from '../intake/receive-part.ts';
import { prepareJson } from '../intake/request-json.ts';

const maxFiles = 10;

/** The parts of a multipart request: `operations`, `map` and the files. */
export const operationLimits: MultipartLimits = {
  maxFiles,
  maxFields: 2,
  maxBytes: maxFiles * maxFileBytes + 3 * 1_048_576,
  maxFileBytes: () => maxFileBytes,
};

const operationsSchema = z.looseObject({
  query: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});
const mapSchema = z.record(z.string(), z.array(z.string().startsWith('variables.')).min(1));

/**
 * The operation of a multipart request with its files in the variables, by the GraphQL multipart request specification
 * (github.com/jaydenseric/graphql-multipart-request-spec). The parts come in its order, and nothing is left over: each
 * file has its places, and each place that `map` names is null and gets its file.
 *
 * @throws BodyRejectedError 400
 */
export function readMultipartOperation(parts: readonly Part[]): GraphQLParams {
  const [operationsPart, mapPart, ...fileParts] = parts;
  const operations = readJson('operations', operationsPart, operationsSchema);
  const map = new Map(Object.entries(readJson('map', mapPart, mapSchema)));
  for (const { name, value } of fileParts) {
    const paths = map.get(name);
    if (!paths || !(value instanceof IncomingFile)) {
      throw bodyRejected(`The part ${quoted(name)} is not listed in \`map\`, or occurs twice.`);
    }
    for (const path of paths) {
      put(operations, path, value);
    }
    map.delete(name);
  }
  const [missing] = map.keys();
  if (missing !== undefined) {
    throw bodyRejected(`The file ${quoted(missing)}, which \`map\` lists, is missing.`);
  }
  return operations as GraphQLParams;
}

/** A name of the client's own in a message, which may be as long as the body. */
const quoted = (name: string): string => JSON.stringify(shortKey(name));

const bodyRejected = (message: string) => new BodyRejectedError(400, message);

function readJson<Schema extends z.ZodType>(
  name: 'operations' | 'map',
  part: Part | undefined,
  schema: Schema,
): z.output<Schema> {
  if (part?.name !== name) {
    throw bodyRejected(
      'A multipart request must have the parts `operations`, `map` and the files, in this order.',
    );
  }
  const { data, success } = schema.safeParse(parseJson(part.value));
  if (!success) {
    throw bodyRejected(
      name === 'map'
        ? '`map` must be a JSON object of lists of paths, such as {"0": ["variables.input.file"]}.'
        : '`operations` must be a JSON object with one operation’s `query` and `variables`.',
    );
  }
  return data;
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  const prepared = prepareJson(value);
  try {
    return JSON.parse(prepared);
  } catch {
    return undefined;
  }
}

/** Puts a file in its place, which the sender has to have left null. */
function put(operations: object, path: string, file: IncomingFile): void {
  const last = path.slice(path.lastIndexOf('.') + 1);
  let place: unknown = operations;
  for (const name of path.split('.').slice(0, -1)) {
    place = isOwn(place, name) ? place[name] : undefined;
  }
  if (!isOwn(place, last) || place[last] !== null) {
    throw bodyRejected(`\`map\` contains ${quoted(path)}, which is not null in \`operations\`.`);
  }
  place[last] = file;
}

const isOwn = (value: unknown, name: string): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);
