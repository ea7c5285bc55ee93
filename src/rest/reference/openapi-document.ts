import type { OpenAPIObject, PathItemObject } from 'openapi3-ts/oas31';
import { routes } from '../routes.ts';
import { Components } from './components.ts';
import { describeRoute } from './described-route.ts';
import { actingUserParameter, requestIdParameter } from './headers.ts';
import { operationObject, securityScheme } from './operation-object.ts';
import { reserveNames } from './page-schema.ts';
import { tags } from './tags.ts';
import { webhookObjects } from './webhook-objects.ts';

interface DocumentOptions {
  /** The base URL of the gateway, without a slash at its end. */
  publicUrl: string;
  version: string;
}

/**
 * The OpenAPI document of the REST API. All of it follows from the table of routes, their stored documents, the GraphQL
 * schema and the inputs of the operations, but for the examples, which a test carries out.
 */
export function createOpenApiDocument({ publicUrl, version }: DocumentOptions): OpenAPIObject {
  const components = new Components();
  const described = routes.map(describeRoute);
  reserveNames(components, described);
  const paths: Record<string, PathItemObject> = {};
  for (const route of described) {
    paths[route.path] = {
      ...(paths[route.path] ?? { parameters: [requestIdParameter, actingUserParameter] }),
      [route.method.toLowerCase()]: operationObject(components, route),
    };
  }
  const webhooks = webhookObjects(components);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Postern REST API',
      version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${publicUrl}/api/v1`, description: 'This gateway.' }],
    tags: [...tags],
    security: [{ [securityScheme]: [] }],
    paths,
    webhooks,
    components: {
      ...components.toObject(),
      securitySchemes: {
        [securityScheme]: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'kycg_…',
          description:
            'An API key of a tenant. Its scopes are `READ`, `WRITE`, `SEND` and `ADMIN`; each of them includes `READ` and nothing else.',
        },
      },
    },
  };
}

const description = `Send a questionnaire, an identity check or both to a company or a person by magic link, and follow what its recipient does.

**Requests.** Bodies are JSON in UTF-8; unknown fields are rejected by name. For an optional field, \`null\` is the same as leaving it out; in a \`PATCH\` it clears the field. Paths end in a slash and work without it as well. \`HEAD\` works wherever \`GET\` does.

**Responses.** Times are UTC, such as \`2026-02-26T12:00:00Z\`. Every response has an \`X-Request-Id\`, which is also in the gateway’s log. Responses are never cached. New fields, enum values and event types can be added at any time: accept what you do not know.

**Repeating requests.** With an \`Idempotency-Key\`, the same request within 24 hours returns the first response again and does nothing else. Only successes are kept.

**Errors.** Every error has a \`code\`, also where nothing here lists it: \`not_found\` (404) for a path that does not exist, and \`method_not_allowed\` (405, with \`Allow\`) for a method that a path does not support.

**Modes.** A live key (\`kycg_live_…\`) and a test key (\`kycg_test_…\`) have completely separate data. A test send charges nothing and its email is captured, never sent.`;
