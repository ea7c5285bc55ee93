import type { OperationObject, ReferenceObject, ResponseObject, SchemaObject } from 'openapi3-ts/oas31';
import { type RestError, toRestError } from '../errors.ts';
import type { Components } from './components.ts';
import type { DescribedRoute } from './described-route.ts';
import { codesOf, thrownBy } from './error-codes.ts';
import { errorResponses } from './error-responses.ts';
import { responseHeaders } from './headers.ts';
import { outputSchema } from './output-schema.ts';
import { pageSchema, samplePage } from './page-schema.ts';
import { acceptsKey, bodyOf, parametersOf } from './request-parts.ts';
import { restWords } from './rest-words.ts';
import { sampleOf } from './sample-values.ts';
import { scopesOf } from './scopes.ts';
import { tagOf } from './tags.ts';

export const securityScheme = 'apiKey';

/** One path and method of the reference. */
export function operationObject(components: Components, route: DescribedRoute): OperationObject {
  const { document, operation, filled } = route;
  const scopes = scopesOf(operation, route.fieldPath[0].definition.description ?? '');
  const body = bodyOf(components, route);
  const statuses = statusesOf(route);
  return {
    operationId: `${document[0]?.toLowerCase()}${document.slice(1)}`,
    tags: [tagOf(route.path)],
    summary: summaryOf(route),
    description: descriptionOf(route),
    security: scopes.map((scope) => ({ [securityScheme]: [scope] })),
    parameters: parametersOf(components, route),
    ...(body && { requestBody: body }),
    responses: {
      ...Object.fromEntries(statuses.map((status) => [status, success(components, route, status)])),
      ...errorResponses(components, {
        codes: codesOf({ operation, scopes, hasParameters: filled.size > 0 }),
        scope: scopes[0] ?? 'READ',
        invalid: sampleProblem(route),
      }),
    },
  };
}

/** `SendWorkflow` is "Send workflow"; what returns a file is described by it. */
export const summaryOf = ({ document, content }: Pick<DescribedRoute, 'document' | 'content'>): string =>
  content ?? document.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

export function descriptionOf({ description, operation, content, page }: DescribedRoute): string {
  if (content !== undefined) {
    return `${content}, sent as a file to save. Any key can read it.`;
  }
  const text = restWords(description);
  const access = operation || text.includes('Requires the') ? text : `${text} Any key can read it.`;
  return page ? `${access} Newest first.` : access;
}

/** What existed already is returned with 200 in place of 201. */
const statusesOf = ({ status, operation }: DescribedRoute): number[] =>
  status === 201 && operation?.returnsExisting ? [200, 201] : [status];

const descriptionsOfSuccess: Readonly<Record<number, string>> = {
  200: 'Success.',
  201: 'Created.',
  202: 'Accepted. The work continues in the background.',
  204: 'Deleted.',
};

function success(components: Components, route: DescribedRoute, status: number): ResponseObject {
  const { content, operation } = route;
  const headers = responseHeaders(components, [
    ...(operation && acceptsKey(operation) ? (['Idempotent-Replayed'] as const) : []),
    ...(content === undefined ? [] : (['Content-Disposition'] as const)),
  ]);
  const isExisting = statusesOf(route).length > 1 && status === 200;
  const description = isExisting ? 'It already existed.' : (descriptionsOfSuccess[status] ?? '');
  if (status === 204) {
    return { description, headers };
  }
  if (content !== undefined) {
    return {
      description: `${content}.`,
      headers,
      content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
    };
  }
  return {
    description,
    headers,
    content: {
      'application/json': {
        schema: responseSchema(components, route),
        examples: { example: { summary: 'An example', value: exampleOf(route) } },
      },
    },
  };
}

/** An object that does not exist is 404, and never null. */
const responseSchema = (
  components: Components,
  { page, shape }: DescribedRoute,
): SchemaObject | ReferenceObject =>
  page ? pageSchema(components, shape) : outputSchema(components, { ...shape, isNullable: false });

const exampleOf = ({ page, shape }: DescribedRoute): unknown => (page ? samplePage(shape) : sampleOf(shape));

/** What the API reports of a request with a field or a parameter that it does not know. */
function sampleProblem({ toVariables, operation }: DescribedRoute): RestError {
  const unknown = { unexpected: 'value' };
  const request = { parameters: {}, idempotencyKey: undefined };
  return toRestError(
    thrownBy(() =>
      toVariables({ ...request, query: operation ? {} : unknown, body: operation ? unknown : undefined }),
    ),
  );
}
