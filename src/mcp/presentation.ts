import type { ContentBlock } from '@modelcontextprotocol/server';
import type { ReferenceObject, SchemaObject } from 'openapi3-ts/oas31';
import type { Caller } from '../rest/carry-out.ts';
import type { RestRequest } from '../rest/compiled-request.ts';
import type { Components } from '../rest/reference/components.ts';
import type { DescribedRoute } from '../rest/reference/described-route.ts';
import { outputSchema } from '../rest/reference/output-schema.ts';
import { thirdPartyTexts } from './third-party-texts.ts';

/** What a tool returns of a success. */
export interface Presented {
  result: Record<string, unknown>;
  /** Parts beside the result itself. */
  attachments?: ContentBlock[];
}

/** How a tool carries out its route, and what it returns in a size for a model. */
export interface Presentation {
  route: DescribedRoute;
  /** The arguments that only the tool has, and not its route. */
  ownArguments: Readonly<Record<string, SchemaObject>>;
  resultSchema: (components: Components) => SchemaObject | ReferenceObject;
  /** The places in the result that can have texts of third parties. */
  thirdPartyTexts: readonly string[];
  /**
   * @param object what the route returns
   * @throws RestError
   */
  present: (object: unknown, request: RestRequest, caller: Caller) => Presented | Promise<Presented>;
}

/** The result of the route as it is. */
export const presentObject = (route: DescribedRoute): Presentation => ({
  route,
  ownArguments: {},
  resultSchema: (components) => outputSchema(components, { ...route.shape, isNullable: false }),
  thirdPartyTexts: thirdPartyTexts(route.shape),
  present: (object) => ({ result: object as Record<string, unknown> }),
});

/** An empty object, for a route without a response body. */
export const presentNothing = (route: DescribedRoute): Presentation => ({
  route,
  ownArguments: {},
  resultSchema: () => ({ type: 'object', description: 'Empty: it was done.', properties: {} }),
  thirdPartyTexts: [],
  present: () => ({ result: {} }),
});
