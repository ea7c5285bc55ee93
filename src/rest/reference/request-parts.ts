import { getNamedType } from 'graphql';
import type { ParameterObject, ReferenceObject, RequestBodyObject, SchemaObject } from 'openapi3-ts/oas31';
import { NIL } from 'uuid';
import { descriptionOf, inspectSchema, type SchemaField } from '../../domain/inspect-schema.ts';
import { findProblems } from '../../domain/parse-input.ts';
import { maxOffset } from '../../graphql/connection.ts';
import { filterSchemas } from '../../graphql/list-filter.ts';
import type { ApiOperation } from '../../graphql/operation-field.ts';
import { isIntegerId, restName } from '../naming.ts';
import { defaultPageSize, maxPageSize } from '../pages.ts';
import type { Components } from './components.ts';
import type { DescribedRoute } from './described-route.ts';
import { exampleIds } from './example-ids.ts';
import { inputSchema, objectSchema } from './input-schema.ts';
import { requestExamples } from './request-examples.ts';
import { restWords } from './rest-words.ts';

const keyField = 'idempotencyKey';

/** The parameters of an operation: those of the path, of the URL and, where requests can be repeated safely, the key. */
export function parametersOf(components: Components, route: DescribedRoute): ParameterObject[] {
  const { operation } = route;
  const key = operation && !operation.isQuery && fieldsOf(operation).get(keyField);
  return [
    ...pathParameters(route),
    ...filterParameters(components, route),
    ...(route.page ? pageParameters : []),
    ...(key ? [headerParameter('Idempotency-Key', components, key)] : []),
  ];
}

/** The ids in a path. */
export function pathParameters(route: DescribedRoute): ParameterObject[] {
  const { filled, operation, variables, fieldPath } = route;
  const [{ definition }] = fieldPath;
  return [...filled].map(([name, target]) => {
    const field = operation && fieldsOf(operation).get(target);
    const description = field ? descriptionOf(field.schema) : variables.get(target)?.description;
    const isInteger = isIntegerId(getNamedType(definition.type).name, target);
    return {
      name,
      in: 'path',
      required: true,
      ...(description && { description: restWords(description) }),
      schema: isInteger ? { type: 'integer', minimum: 1 } : { type: 'string', format: 'uuid' },
      example: exampleIdOf(route, name),
    };
  });
}

const filterParameters = (components: Components, route: DescribedRoute): ParameterObject[] =>
  filtersOf(components, route).map(({ name, description, schema, isList }) => ({
    name,
    in: 'query',
    description: isList ? `${description} Several are separated by commas.` : description,
    schema,
    ...(isList && { style: 'form', explode: false }),
  }));

interface Filter {
  name: string;
  description: string;
  schema: SchemaObject | ReferenceObject;
  isList: boolean;
}

/** What a list can be filtered by. */
export function filtersOf(components: Components, { filter }: DescribedRoute): Filter[] {
  const rules = filter === undefined ? undefined : filterSchemas.get(filter);
  const structure = rules && inspectSchema(rules);
  if (filter === undefined || structure?.kind !== 'object') {
    return [];
  }
  return [...structure.fields].map(([field, { schema }]) => ({
    name: restName(filter, field),
    description: restWords(descriptionOf(schema) ?? ''),
    schema: inputSchema(components, schema),
    isList: inspectSchema(schema).kind === 'list',
  }));
}

const pageParameters: readonly ParameterObject[] = [
  {
    name: 'page',
    in: 'query',
    description: `The number of the page. It must start within the first ${maxOffset} rows.`,
    schema: { type: 'integer', minimum: 1, default: 1 },
  },
  {
    name: 'page_size',
    in: 'query',
    description: `The number of items per page. Values over ${maxPageSize} are treated as ${maxPageSize}.`,
    schema: { type: 'integer', minimum: 1, default: defaultPageSize },
  },
];

function headerParameter(name: string, components: Components, { schema }: SchemaField): ParameterObject {
  return {
    name,
    in: 'header',
    description: restWords(descriptionOf(schema) ?? ''),
    schema: inputSchema(components, schema),
  };
}

/** Whether a request can be repeated safely. */
export const acceptsKey = (operation: ApiOperation): boolean =>
  !operation.isQuery && fieldsOf(operation).has(keyField);

/** The body of an operation; undefined if it has none. */
export function bodyOf(components: Components, route: DescribedRoute): RequestBodyObject | undefined {
  const { operation, method, filled, fileField, document } = route;
  if (!operation || method === 'DELETE') {
    return undefined;
  }
  const name = inputNameOf(operation);
  const schema = components.schema([name], name, () => ({
    ...fieldsOfBody(components, operation, filled),
    description: restWords(operation.input.description ?? ''),
  }));
  const ids = Object.fromEntries([...filled.values()].map((field) => [field, NIL]));
  const examples = Object.entries(requestExamples[document] ?? {}).map(([key, { summary, body }]) => [
    key,
    { summary, value: body },
  ]);
  if (examples.length === 0) {
    throw new Error(`The reference has no example of a body of ${document}.`);
  }
  return {
    description: restWords(operation.input.description ?? ''),
    // Without required fields, a missing body is an empty object.
    required: findProblems(operation.input, ids).length > 0,
    content: {
      [fileField ? 'multipart/form-data' : 'application/json']: {
        schema: schema as SchemaObject | ReferenceObject,
        examples: Object.fromEntries(examples),
      },
    },
  };
}

const inputNameOf = ({ name }: ApiOperation): string => `${name[0]?.toUpperCase()}${name.slice(1)}Input`;

/** The schema of what an operation accepts beside the ids in the path and the idempotency key. */
export const fieldsOfBody = (
  components: Components,
  operation: ApiOperation,
  filled: DescribedRoute['filled'],
): SchemaObject =>
  objectSchema(components, {
    name: inputNameOf(operation),
    fields: fieldsOf(operation),
    without: new Set([...filled.values(), keyField]),
  });

function fieldsOf({ input }: ApiOperation): ReadonlyMap<string, SchemaField> {
  const structure = inspectSchema(input);
  return structure.kind === 'object' ? structure.fields : new Map();
}

const idsBySegment: Readonly<Record<string, string | number>> = {
  batches: exampleIds.batch,
  deliveries: exampleIds.delivery,
  documents: exampleIds.document,
  entities: exampleIds.company,
  evidence: exampleIds.evidence,
  questionnaires: 1,
  responses: exampleIds.response,
  'verification-sessions': exampleIds.verificationSession,
  webhooks: exampleIds.webhook,
  workflows: exampleIds.workflowSession,
};

/** Ids by the names of documents: a response before it is sent, and an entity that no later example needs. */
const idsByDocument: Readonly<Record<string, string>> = {
  SendPrefillResponse: exampleIds.prefill,
  PreviewPrefillResponse: exampleIds.prefill,
  SaveResponse: exampleIds.prefill,
  AutofillResponse: exampleIds.prefill,
  GetAutofill: exampleIds.prefill,
  EraseEntity: exampleIds.individual,
};

/** The id in an example of a path: that of what the part before it is about. */
function exampleIdOf({ path, document }: DescribedRoute, parameter: string): string | number {
  const segments = path.split('/');
  const kind = segments[segments.indexOf(`{${parameter}}`) - 1] ?? '';
  const id = idsByDocument[document] ?? idsBySegment[kind];
  if (id === undefined) {
    throw new Error(`The reference has no example of an id in ${path}.`);
  }
  return id;
}
