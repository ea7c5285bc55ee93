import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDirectExecution } from '../../src/graphql/direct-execution.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';

let gateway: TestGateway;
let world: World;
let response: string;
beforeAll(async () => {
  gateway = await shareTestGateway();
  world = await createWorld(gateway);
  response = await createPrefill(world);
});
afterAll(() => gateway.drop());

interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
  extensions?: object;
  operationType?: string;
}

/** Requests for documents that are valid, so that every one after the first can take the short way. */
const requests: Record<string, () => GraphqlRequest> = {
  'a query': () => ({ query: '{ viewer { tenant { id name } } }' }),
  'a query with variables': () => ({
    query: `query ($id: ID!) { response(id: $id) { id name status createdAt questionnaire { id name }
      answers { id question { key } value } } }`,
    variables: { id: response },
  }),
  'a list with its count': () => ({
    query:
      'query ($first: Int) { responses(first: $first) { totalCount nodes { id } pageInfo { endCursor } } }',
    variables: { first: 1 },
  }),
  'one of two operations': () => ({
    query: 'query One { viewer { apiKey { name } } } query Two { viewer { tenant { name } } }',
    operationName: 'Two',
  }),
  'names and variables that are null': () => ({
    query: '{ entities(first: 1) { nodes { id } } }',
    variables: null,
    operationName: null,
    extensions: {},
  }),
  'the type of an operation, which Apollo Client passes on': () => ({
    query: '{ viewer { apiKey { name } } }',
    operationType: 'query',
  }),
  'a resource that does not exist': () => ({ query: '{ response(id: "nothing") { id } }' }),
  'the schema': () => ({ query: '{ __schema { queryType { name } } __typename }' }),
  'a mutation': () => ({
    query: `mutation ($input: SaveResponseInput!) {
      saveResponse(input: $input) { __typename ... on SaveResponsePayload { response { id answers { value } } } } }`,
    variables: { input: { responseId: response, answers: [{ questionKey: 'name', value: 'Acme' }] } },
  }),
  'a mutation that is rejected': () => ({
    query: `mutation ($input: SaveResponseInput!) {
      saveResponse(input: $input) { ... on ValidationError { code fields { path messages } } } }`,
    variables: { input: { responseId: 'no id', answers: [] } },
  }),
  'a variable of the wrong type': () => ({
    query: 'query ($first: Int) { responses(first: $first) { totalCount } }',
    variables: { first: 'many' },
  }),
  'a variable that is missing': () => ({
    query: 'query ($id: ID!) { response(id: $id) { id } }',
    variables: {},
  }),
  'an unknown field of an input': () => ({
    query: 'mutation ($input: CreateEntityInput!) { createEntity(input: $input) { __typename } }',
    variables: { input: { colour: 'red' } },
  }),
  'a cost over the limit that depends on variables': () => ({
    query: `query ($first: Int) { responses(first: $first) { nodes { entity { responses(first: 100) { nodes {
      answers { value } } } } } } }`,
    variables: { first: 100 },
  }),
  'an invalid filter': () => ({
    query: 'query ($filter: ResponseFilter) { responses(filter: $filter) { totalCount } }',
    variables: { filter: { entityId: 'no id' } },
  }),
  'a cursor of another list beside another field': () => ({
    query: '{ viewer { tenant { id } } responses(after: "bm9uc2Vuc2U=") { totalCount } }',
  }),
  'what the key cannot do': () => ({ query: '{ tenants { totalCount } }' }),
  'an operation that does not exist': () => ({
    query: 'query One { viewer { tenant { id } } }',
    operationName: 'Two',
  }),
  'an unknown parameter': () =>
    ({ query: '{ viewer { tenant { id } } }', flavour: 'sweet' }) as GraphqlRequest,
};

const accepts = [
  undefined,
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'application/graphql-response+json, application/json;q=0.9',
  'application/json, multipart/mixed',
  'text/html',
  'text/event-stream',
  'multipart/mixed',
  'text/event-stream, application/json',
];

/** Differs from request to request by its nature. */
const volatile = /^(?:date|x-request-id|ratelimit.*|content-length)$/;

async function send(request: GraphqlRequest, headers: Record<string, string | undefined>) {
  const answer = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      authorization: `Bearer ${world.tenant.key}`,
      'content-type': 'application/json',
      ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
    },
    payload: JSON.stringify(request),
  });
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !volatile.test(name))),
    body: answer.body,
  };
}

let fresh = 0;
/** A text that was never sent, so that it goes through the whole pipeline. */
const neverSent = ({ query, ...rest }: GraphqlRequest): GraphqlRequest => {
  fresh += 1;
  return { query: `${query} # ${fresh}`, ...rest };
};

describe.each(accepts)('to a client that accepts %s', (accept) => {
  it.each(Object.entries(requests))('%s is answered the same on the short way', async (_name, make) => {
    // The engine's choice for this header is known from here on.
    await send({ query: '{ __typename }' }, { accept });
    const request = neverSent(make());
    const first = await send(request, { accept });
    expect(await send(request, { accept })).toEqual(first);
    expect(await send(neverSent(make()), { accept })).toEqual(first);
  });
});

describe('with the header Idempotency-Key', () => {
  it.each([
    ['of a mutation that takes none', 'mutation { deleteDocument(input: { id: "x" }) { __typename } }'],
    [
      'of two mutations',
      'mutation { a: createEntity(input: {}) { __typename } b: createEntity(input: {}) { __typename } }',
    ],
    ['of a query', '{ viewer { tenant { id } } }'],
  ])('%s the answer is the same', async (_name, query) => {
    const headers = { accept: 'application/json', 'idempotency-key': 'one' };
    await send({ query: '{ __typename }' }, headers);
    const request = neverSent({ query });
    const first = await send(request, headers);
    expect(await send(request, headers)).toEqual(first);
  });
});

describe('the short way', () => {
  const document = { kind: 'Document', definitions: [] } as never;
  const find = createDirectExecution({
    documents: { plugin: {}, find: (text) => (text.startsWith('known') ? document : undefined) },
    execute: async () => ({ data: {} }),
  });
  const isFound = (params: object) => find(params, { isStored: false } as never) !== undefined;

  it.each<[string, object]>([
    ['a document that is not known', { query: 'new' }],
    ['an unknown parameter', { query: 'known', colour: 'red' }],
    ['variables that are a list', { query: 'known', variables: [] }],
    ['a name that is a number', { query: 'known', operationName: 1 }],
    ['no query', {}],
    ['a list of operations', [{ query: 'known' }]],
    ['an operation that the document does not have', { query: 'known', operationName: 'Other' }],
  ])('the short way is not taken for %s', (_name, params) => {
    expect(isFound(params)).toBe(false);
  });
});
