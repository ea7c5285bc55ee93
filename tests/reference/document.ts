import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type {
  OpenAPIObject,
  OperationObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
  SchemaObject,
} from 'openapi3-ts/oas31';
import { createOpenApiDocument } from '../../src/rest/reference/openapi-document.ts';

export const openApi: OpenAPIObject = createOpenApiDocument({
  publicUrl: 'https://kyc.acme.org/gateway',
  version: '1.2.3',
});

/** One method of a path of the reference. */
export interface DocumentedOperation {
  /** Such as `POST /entities/`. */
  name: string;
  method: string;
  path: string;
  operation: OperationObject;
}

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

export const documentedOperations: readonly DocumentedOperation[] = Object.entries(
  openApi.paths ?? {},
).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = item[method];
    const name = `${method.toUpperCase()} ${path}`;
    return operation ? [{ name, method: method.toUpperCase(), path, operation }] : [];
  }),
);

/** A part of the document, where it is and not where it is referred to. */
export function resolve<Part extends object>(part: Part | { $ref: string }): Part {
  return '$ref' in part
    ? part.$ref
        .split('/')
        .slice(1)
        .reduce<any>((parent, key) => parent[key], openApi)
    : part;
}

export const responseOf = (
  { operation }: DocumentedOperation,
  status: number,
): ResponseObject | undefined => {
  const response = operation.responses?.[status];
  return response && resolve<ResponseObject>(response);
};

/** The document as it is checked: what an object returns and the document does not have is a fault. */
const strictDocument = JSON.parse(JSON.stringify(openApi), (_key, value) =>
  value?.type === 'object' && value.properties && value.additionalProperties === undefined
    ? { ...value, unevaluatedProperties: false }
    : value,
);
// Every error has the fields of this one, and further schemas say which codes it can have.
delete strictDocument.components.schemas.Error.unevaluatedProperties;

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('idn-email', /^[^@\s]+@[^@\s]+$/);
ajv.addFormat('binary', true);
ajv.addSchema(strictDocument, 'openapi');

const checks = new Map<string, ValidateFunction>();

function checkOf(schema: SchemaObject | ReferenceObject): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
  const check = checks.get(text) ?? ajv.compile(JSON.parse(text));
  checks.set(text, check);
  return check;
}

/** What is wrong with a value by a schema of the document; empty if nothing is. */
export function problemsOf(schema: SchemaObject | ReferenceObject, value: unknown): string[] {
  const check = checkOf(schema);
  check(value);
  return (check.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

/** The examples of an operation's bodies by their keys; one without a body where it has none. */
export function examplesOf({ operation }: DocumentedOperation): [string, any][] {
  const { content } = resolve<RequestBodyObject>(operation.requestBody ?? { content: {} });
  const examples = Object.values(content).flatMap((media) => Object.entries<any>(media.examples ?? {}));
  return examples.length === 0
    ? [['without a body', undefined]]
    : examples.map(([key, { value }]) => [key, value]);
}
