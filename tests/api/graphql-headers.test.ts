import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

let gateway: TestGateway;
let tenant: TestTenant;
beforeAll(async () => {
  gateway = await shareTestGateway();
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      accept: 'application/json',
      ...headers,
    },
    payload: JSON.stringify(body),
  });
  return {
    status: response.statusCode,
    isReplayed: response.headers['idempotent-replayed'] === 'true',
    body: response.json(),
  };
}

const create = `mutation ($input: CreateEntityInput!) {
  createEntity(input: $input) { __typename ... on CreateEntityPayload { entity { id } } ... on Error { code } }
}`;
const countEntities = async () => (await tenant.rest('GET', '/entities/')).body.count;

describe('the header Idempotency-Key at /graphql', () => {
  it.each([
    ['a variable', { query: create, variables: { input: { legalName: 'Acme' } } }],
    [
      'a literal',
      {
        query: create.replace('($input: CreateEntityInput!)', '').replace('$input', '{ legalName: "Acme" }'),
      },
    ],
    [
      'a literal with a variable in it',
      {
        query: create
          .replace('$input: CreateEntityInput!', '$name: String')
          .replace('$input', '{ legalName: $name }'),
        variables: { name: 'Acme' },
      },
    ],
    [
      'a default',
      { query: create.replace('CreateEntityInput!', 'CreateEntityInput! = { legalName: "Acme" }') },
    ],
    [
      'a fragment',
      {
        query: `mutation ($input: CreateEntityInput!) { ...F }
          fragment F on Mutation { createEntity(input: $input) { ... on CreateEntityPayload { entity { id } } } }`,
        variables: { input: { legalName: 'Acme' } },
      },
    ],
  ])(
    'the header Idempotency-Key at /graphql makes a mutation happen once whose input is %s',
    async (_what, body) => {
      const headers = { 'idempotency-key': randomUUID() };
      const before = await countEntities();
      const first = await post(body, headers);
      const second = await post(body, headers);
      expect(first).toMatchObject({ status: 200, isReplayed: false });
      expect(second).toEqual({ ...first, isReplayed: true });
      expect(first.body.data.createEntity.entity.id).toEqual(expect.any(String));
      expect(await countEntities()).toBe(before + 1);
    },
  );

  it('the header Idempotency-Key at /graphql is the same key as that of the input, and as that of REST', async () => {
    const key = randomUUID();
    const input = { legalName: 'Same Ltd' };
    const first = await post({ query: create, variables: { input } }, { 'idempotency-key': key });
    const second = await post({ query: create, variables: { input: { ...input, idempotencyKey: key } } });
    expect(second).toEqual({ ...first, isReplayed: true });
    const both = await post(
      { query: create, variables: { input: { ...input, idempotencyKey: key } } },
      { 'idempotency-key': key },
    );
    expect(both).toEqual(second);
    const other = await post(
      { query: create, variables: { input: { legalName: 'Other' } } },
      { 'idempotency-key': key },
    );
    expect(other.body.data.createEntity).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it.each([
    [
      'has two root fields',
      `mutation { a: createEntity(input: { legalName: "A" }) { __typename } b: createEntity(input: { legalName: "B" }) { __typename } }`,
    ],
    [
      'has two root fields in fragments',
      `mutation { ...F ... { b: createEntity(input: { legalName: "B" }) { __typename } } }
        fragment F on Mutation { createEntity(input: { legalName: "A" }) { __typename } }`,
    ],
    [
      'has another key in its input',
      `mutation { createEntity(input: { legalName: "A", idempotencyKey: "other" }) { __typename } }`,
    ],
    [
      'accepts no key',
      `mutation { updateEntity(input: { entityId: "x", tradingName: "A" }) { __typename } }`,
    ],
  ])(
    'the header Idempotency-Key at /graphql is a 400 on a mutation that %s, which then does nothing',
    async (_what, query) => {
      const before = await countEntities();
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const { status, body } = await post({ query }, { accept, 'idempotency-key': randomUUID() });
        expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
        expect(body.data).toBeUndefined();
      }
      expect(await countEntities()).toBe(before);
    },
  );

  it('the header Idempotency-Key at /graphql is a 400 on an operator’s mutation that accepts none', async () => {
    const { status } = await post(
      { query: `mutation { revokeApiKey(input: { id: "x" }) { __typename } }` },
      { authorization: `Bearer ${operatorKey}`, 'idempotency-key': 'one' },
    );
    expect(status).toBe(400);
  });

  it('the header Idempotency-Key at /graphql is ignored by queries', async () => {
    const answer = await post({ query: '{ viewer { tenant { id } } }' }, { 'idempotency-key': 'one' });
    expect(answer).toEqual({
      status: 200,
      isReplayed: false,
      body: { data: { viewer: { tenant: { id: tenant.id } } } },
    });
  });

  it('the header Idempotency-Key at /graphql accepts only a key that an input would accept', async () => {
    const { body } = await post(
      { query: create, variables: { input: { legalName: 'A' } } },
      { 'idempotency-key': 'a b' },
    );
    expect(body.data.createEntity).toMatchObject({ __typename: 'ValidationError' });
  });
});

describe('a hash instead of a query', () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
  const answer = {
    errors: [
      { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
    ],
  };

  it.each(['application/json', 'application/graphql-response+json', '*/*', 'multipart/mixed'])(
    'a hash instead of a query is answered with 200 so that clients send the query: %s',
    async (accept) => {
      expect(await post({ operationName: 'Q', variables: {}, extensions }, { accept })).toMatchObject({
        status: 200,
        body: answer,
      });
      const response = await gateway.app.inject({
        url: '/graphql',
        query: { extensions: JSON.stringify(extensions), variables: '{}' },
        headers: { authorization: `Bearer ${tenant.key}`, accept },
      });
      expect([response.statusCode, response.json()]).toEqual([200, answer]);
    },
  );

  it('a hash instead of a query is ignored beside a query, and needs a key', async () => {
    const { body } = await post({ query: '{ viewer { tenant { id } } }', extensions });
    expect(body.data.viewer.tenant.id).toBe(tenant.id);
    expect((await post({ extensions }, { authorization: 'Bearer x' })).status).toBe(401);
  });
});
