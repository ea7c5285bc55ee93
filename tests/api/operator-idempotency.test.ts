import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

let gateway: TestGateway;
let tenant: TestTenant;

beforeAll(async () => {
  gateway = await shareTestGateway();
  tenant = await gateway.createTenant({ credits: 5 });
});
afterAll(() => gateway.drop());

const problem = '... on Error { code message }';

/** Calls a mutation over HTTP, because the headers of the response count too. */
async function call(query: string, input: object, { key = operatorKey, headers = {} } = {}) {
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${key}`, ...headers },
    payload: { query, variables: { input } },
  });
  return { body: response.json(), isReplayed: response.headers['idempotent-replayed'] === 'true' };
}

const grant = `mutation ($input: GrantCreditsInput!) {
  grantCredits(input: $input) { __typename ... on GrantCreditsPayload { tenant { credits { available } } } ${problem} }
}`;
const create = `mutation ($input: CreateTenantInput!) {
  createTenant(input: $input) { ... on CreateTenantPayload { tenant { id } apiKey { id } secret } ${problem} }
}`;
const createKey = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { ... on CreateApiKeyPayload { apiKey { id } secret } ${problem} }
}`;

const balance = async () =>
  (await gateway.services.allTenants.creditAccount.findUniqueOrThrow({ where: { tenantId: tenant.id } }))
    .balance;

describe('a repeated mutation of the operator', () => {
  it('a repeated mutation of the operator grants credits once', async () => {
    const input = { tenantId: tenant.id, amount: 7, idempotencyKey: 'grant-1' };
    const before = await balance();
    const first = await call(grant, input);
    const second = await call(grant, input);
    expect(first.body.data.grantCredits.__typename).toBe('GrantCreditsPayload');
    expect(second).toMatchObject({
      isReplayed: true,
      body: { data: { grantCredits: { __typename: 'GrantCreditsPayload' } } },
    });
    expect(await balance()).toBe(before + 7);
  });

  it('a repeated mutation of the operator grants credits once when it arrives five times concurrently', async () => {
    const input = { tenantId: tenant.id, amount: 3, idempotencyKey: 'grant-concurrently' };
    const before = await balance();
    await Promise.all(Array.from({ length: 5 }, () => call(grant, input)));
    expect(await balance()).toBe(before + 3);
  });

  it('a repeated mutation of the operator creates a tenant once and shows its secret again', async () => {
    const headers = { 'idempotency-key': 'tenant-1' };
    const tenants = () => gateway.services.allTenants.tenant.count();
    const first = await call(create, { name: 'Once' }, { headers });
    const count = await tenants();
    const second = await call(create, { name: 'Once' }, { headers });
    expect(first.body.data.createTenant.secret).toMatch(/^kycg_live_/);
    expect(second).toEqual({ body: first.body, isReplayed: true });
    expect(await tenants()).toBe(count);
  });

  it('a repeated mutation of the operator is rejected with another input under the same key', async () => {
    await call(grant, { tenantId: tenant.id, amount: 1, idempotencyKey: 'reused' });
    const other = await call(grant, { tenantId: tenant.id, amount: 2, idempotencyKey: 'reused' });
    expect(other.body.data.grantCredits).toMatchObject({
      __typename: 'IdempotencyKeyReusedError',
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('a repeated mutation of the operator leaves no key behind when it fails', async () => {
    const input = { tenantId: tenant.id, amount: 2_147_483_647, idempotencyKey: 'failed' };
    expect((await call(grant, input)).body.data.grantCredits.code).toBe('VALIDATION_ERROR');
    const later = await call(grant, { ...input, amount: 1 });
    expect(later).toMatchObject({
      isReplayed: false,
      body: { data: { grantCredits: { __typename: 'GrantCreditsPayload' } } },
    });
  });
});

describe('the same key', () => {
  it('the same idempotency key counts separately for the operator and for each tenant', async () => {
    const other = await gateway.createTenant();
    const input = { name: 'CI', scopes: ['READ'], idempotencyKey: 'shared' };
    const created = await Promise.all([
      call(createKey, { ...input, tenantId: tenant.id }),
      call(createKey, input, { key: tenant.key }),
      call(createKey, input, { key: other.key }),
    ]);
    const ids = created.map(({ body }) => body.data.createApiKey.apiKey.id);
    expect(new Set(ids).size).toBe(3);
    const again = await call(createKey, input, { key: tenant.key });
    expect(again).toEqual({ body: created[1]?.body, isReplayed: true });
  });
});
