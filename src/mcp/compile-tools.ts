import type { Tool } from '@modelcontextprotocol/server';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import type { ApiKeyScope } from '../database/client/client.ts';
import { Components } from '../rest/reference/components.ts';
import { type DescribedRoute, describeRoute } from '../rest/reference/described-route.ts';
import { descriptionOf, summaryOf } from '../rest/reference/operation-object.ts';
import { reserveNames } from '../rest/reference/page-schema.ts';
import { acceptsKey, fieldsOfBody, filtersOf, pathParameters } from '../rest/reference/request-parts.ts';
import { scopesOf } from '../rest/reference/scopes.ts';
import { routes } from '../rest/routes.ts';
import { onFirstUse } from '../runtime/on-first-use.ts';
import { inlineReferences, type PlainSchema } from './inline-references.ts';
import { presentFile } from './present-file.ts';
import { presentList } from './present-list.ts';
import { hasSections, presentSections } from './present-sections.ts';
import { type Presentation, presentNothing, presentObject } from './presentation.ts';
import { keyArgument } from './tool-arguments.ts';
import { toolHints } from './tool-hints.ts';
import { toolName } from './tool-name.ts';
import { uploadedFileSchema } from './uploaded-file.ts';

/** A row of the table of routes as a tool. */
export interface CompiledTool extends Presentation {
  definition: Tool;
  /** The scopes of which a key has one that can call it. */
  scopes: readonly ApiKeyScope[];
}

/** Every tool by its name, in the order of the routes. Compiled when the first one is needed. */
export const compiledTools: () => ReadonlyMap<string, CompiledTool> = onFirstUse(compileTools);

/** @throws Error if a route cannot be a tool, or two would have the same name */
function compileTools(): ReadonlyMap<string, CompiledTool> {
  const components = new Components();
  const described = routes.map(describeRoute);
  reserveNames(components, described);
  const names = new Map(described.map((route) => [`${route.method} ${route.path}`, toolName(route)]));
  const tools = new Map<string, CompiledTool>();
  for (const route of described) {
    const tool = compileTool(components, route, names);
    if (tools.has(tool.definition.name)) {
      throw new Error(`Two routes are the tool ${tool.definition.name}.`);
    }
    tools.set(tool.definition.name, tool);
  }
  return tools;
}

function present(route: DescribedRoute): Presentation {
  if (route.content !== undefined) {
    return presentFile(route);
  }
  if (route.status === 204) {
    return presentNothing(route);
  }
  if (route.page) {
    return presentList(route);
  }
  return hasSections(route) ? presentSections(route) : presentObject(route);
}

function compileTool(
  components: Components,
  route: DescribedRoute,
  names: ReadonlyMap<string, string>,
): CompiledTool {
  const presentation = present(route);
  const plain = (schema: SchemaObject | ReferenceObject) =>
    withToolNames(inlineReferences(components, schema), names);
  const title = summaryOf(route);
  return {
    ...presentation,
    scopes: scopesOf(route.operation, route.fieldPath[0].definition.description ?? ''),
    definition: {
      name: toolName(route),
      title,
      description: withToolNames(toolDescription(route), names),
      inputSchema: plain(argumentsSchema(components, route, presentation)) as Tool['inputSchema'],
      outputSchema: outputSchema(plain(presentation.resultSchema(components))) as Tool['outputSchema'],
      annotations: { title, ...toolHints(route) },
    },
  };
}

const toolDescription = (route: DescribedRoute): string =>
  route.content === undefined ? descriptionOf(route) : `${route.content}. Any key can read it.`;

/** The arguments of a tool: what its route has in the path, the URL and the body, as one object. */
function argumentsSchema(
  components: Components,
  route: DescribedRoute,
  { ownArguments }: Presentation,
): SchemaObject {
  const { operation, filled } = route;
  const ids = Object.fromEntries(
    pathParameters(route).map(({ name, description, schema }) => [
      name,
      { ...schema, ...(description && { description }) } as SchemaObject,
    ]),
  );
  const filters = Object.fromEntries(
    filtersOf(components, route).map(({ name, description, schema }) => [name, { ...schema, description }]),
  );
  const body = operation ? fieldsOfBody(components, operation, filled) : undefined;
  const fields = Object.entries(body?.properties ?? {}).map(([name, schema]) => [
    name,
    'format' in schema && schema.format === 'binary' ? uploadedFileSchema(schema.description ?? '') : schema,
  ]);
  const key: Record<string, SchemaObject> =
    operation && acceptsKey(operation) ? { [keyArgument]: keySchema } : {};
  const parts = [ids, filters, Object.fromEntries(fields), ownArguments, key];
  const properties = Object.assign({}, ...parts);
  if (Object.keys(properties).length < parts.flatMap((part) => Object.keys(part)).length) {
    throw new Error(`The tool ${toolName(route)} would have two arguments of the same name.`);
  }
  const required = [...filled.keys(), ...(body?.required ?? [])];
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties,
  };
}

const keySchema: SchemaObject = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description:
    'Your own identifier for this call. The same key and arguments within 24 hours return the original result and do nothing else. Without one, identical calls less than a minute apart count as one: pass different keys to do the same twice.',
};

/** A result, or an error as the REST API returns it: clients check both by this schema. */
const outputSchema = (result: PlainSchema): PlainSchema => ({
  type: 'object',
  anyOf: [result, errorSchema],
});

const errorSchema = {
  type: 'object',
  description: 'The error, if `isError` is true.',
  required: ['error', 'code', 'request_id'],
  properties: {
    error: { type: 'string', description: 'Human-readable error message.' },
    code: { type: 'string', description: 'Machine-readable error code.' },
    request_id: { type: 'string', description: 'The id of the request in the gateway’s log.' },
    errors: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'string' } },
      description: 'Every problem of the arguments by its path. Present only with `validation_error`.',
    },
    details: {
      type: 'object',
      additionalProperties: true,
      description: 'Further details, depending on the code.',
    },
  },
};

/** Mentions tools in place of requests of the REST API, in texts of any depth. */
function withToolNames<Value>(value: Value, names: ReadonlyMap<string, string>): Value {
  const text = JSON.stringify(value).replace(
    /`((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`/g,
    (code, request: string) => (names.has(request) ? `\`${names.get(request)}\`` : code),
  );
  return JSON.parse(text) as Value;
}
