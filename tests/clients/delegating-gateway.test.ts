import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import {
  FilterRootFields,
  RenameRootFields,
  RenameTypes,
  schemaFromExecutor,
  wrapSchema,
} from '@graphql-tools/wrap';
import { type GraphQLSchema, graphql } from 'graphql';
import { afterAll, describe, expect } from 'vitest';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { it } from './shared-gateway.ts';

interface Caller {
  authorization: string | undefined;
}

let world: World;
let responseId: string;
let front: Server;

it.beforeAll(async ({ gateway }) => {
  world = await createWorld(gateway);
  responseId = await createPrefill(world);
  await saveAnswers(world, responseId, { name: 'Wrapped', size: 12, listed: true });
  front = await serve(await wrap(`${gateway.origin}/graphql`, world.tenant.key));
});
afterAll(() => front?.close());

/**
 * The part of Postern's schema that a company's own graph offers, under names that do not collide with others.
 *
 * @param key what the schema is read with; each query is sent with the key of its caller
 */
async function wrap(endpoint: string, key: string): Promise<GraphQLSchema> {
  const executor = buildHTTPExecutor({
    endpoint,
    headers: (request) => {
      const authorization = request?.context?.authorization;
      return authorization === undefined ? {} : { authorization };
    },
  });
  return wrapSchema({
    schema: await schemaFromExecutor(executor, { authorization: `Bearer ${key}` }),
    executor,
    transforms: [
      new RenameTypes((name) => `Kyc${name}`),
      new RenameRootFields((_operation, name) => `kyc_${name}`),
      new FilterRootFields((_operation, name) => !/Tenant|Credits|Job/.test(name ?? '')),
    ],
  });
}

async function serve(schema: GraphQLSchema): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { query: source, variables: variableValues } = (await json(request)) as any;
    const contextValue: Caller = { authorization: request.headers.authorization };
    const result = await graphql({ schema, source, variableValues, contextValue });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function ask(query: string, variables: object = {}, key = world.tenant.key): Promise<any> {
  const { port } = front.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

describe('a gateway in front that wraps the schema', () => {
  it('a wrapping gateway returns what Postern returns for aliases, variables and fragments on an interface', async () => {
    const query = (prefix: string, field: string) => `
      query ($id: ID!, $statuses: [${prefix}ResponseStatus!]) {
        first: ${field}responses(first: 1, filter: { statuses: $statuses }) {
          totalCount
          edges { cursor node { ...Line } }
        }
        other: ${field}node(id: $id) { id ... on ${prefix}Response { ...Line } }
        none: ${field}response(id: "${world.company}") { id }
      }
      fragment Line on ${prefix}Response {
        state: status
        createdAt
        questionnaireVersion { id sections { questions { id type } } }
        answers { id question { key } value source { quote } }
      }`;
    const variables = { id: responseId, statuses: ['PREFILL', 'DRAFT'] };
    const direct = await world.tenant.graphql(query('', ''), variables);
    const wrapped = await ask(query('Kyc', 'kyc_'), variables);

    expect(direct.errors).toBeUndefined();
    expect(wrapped).toEqual({ data: direct.data });
    expect(wrapped.data.other.answers.map(({ value }: any) => value)).toEqual(['Wrapped', 12, true]);
  });

  it('delegates a mutation once and returns its receipt or its errors under the names of the front', async () => {
    const send = `mutation ($input: KycSendWorkflowInput!) {
      kyc_sendWorkflow(input: $input) {
        __typename
        ... on KycWorkflowReceipt { status emailSent response { status } }
        ... on KycError { code message }
        ... on KycValidationError { fields { path } }
      }
    }`;
    const input = {
      entityId: world.company,
      ddq: { questionnaireId: String(world.questionnaire) },
      email: 'front@acme.example',
    };
    expect(await ask(send, { input })).toEqual({
      data: {
        kyc_sendWorkflow: {
          __typename: 'KycWorkflowReceipt',
          status: 'SENT',
          emailSent: true,
          response: { status: 'DRAFT' },
        },
      },
    });
    expect(await ask(send, { input: { ...input, email: 'nowhere' } })).toMatchObject({
      data: {
        kyc_sendWorkflow: {
          __typename: 'KycValidationError',
          code: 'VALIDATION_ERROR',
          fields: [{ path: 'email' }],
        },
      },
    });
    expect((await world.tenant.rest('GET', '/credits/')).body).toMatchObject({ used: 1 });
  });

  it('a wrapping gateway shows each caller only the responses of their own tenant', async ({ gateway }) => {
    const other = await createWorld(gateway);
    const query = 'query ($id: ID!) { kyc_response(id: $id) { id } }';
    expect(await ask(query, { id: responseId })).toEqual({ data: { kyc_response: { id: responseId } } });
    expect(await ask(query, { id: responseId }, other.tenant.key)).toEqual({ data: { kyc_response: null } });
  });

  it('a wrapping gateway returns the code of an error at the path of its own field', async () => {
    const readOnly = await world.tenant.createKey({ scopes: ['READ'] });
    const query = '{ hooks: kyc_webhooks { totalCount } }';
    const error = (code: string) => ({
      errors: [{ path: ['hooks'], message: expect.any(String), extensions: { code } }],
    });
    expect(await ask(query, {}, readOnly)).toMatchObject(error('FORBIDDEN'));
    expect(await ask(query, {}, 'kycg_live_unknown')).toMatchObject(error('UNAUTHENTICATED'));
  });
});
