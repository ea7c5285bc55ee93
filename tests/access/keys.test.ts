import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { databaseEnvironment, testEngine } from '../support/database.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { operatorKey, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { callerWith } from './furnish.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let now = new Date('2027-03-01T09:00:00Z');
const advance = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now, countStatements: true });
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

const makeKey = (input: object, key: string) =>
  gateway.graphql(
    `mutation ($input: CreateApiKeyInput!) {
      createApiKey(input: $input) {
        __typename
        ... on CreateApiKeyPayload { secret apiKey { id name scopes mode expiresAt prefix } }
        ... on Error { code message }
        ... on ValidationError { fields { path messages } }
      }
    }`,
    { input: { name: 'Made in a test', scopes: ['READ'], ...input } },
    { key },
  );
const revoke = (id: string, key: string) =>
  gateway.graphql(
    `mutation ($input: RevokeApiKeyInput!) {
      revokeApiKey(input: $input) { __typename ... on RevokeApiKeyPayload { apiKey { id revokedAt } } ... on Error { code message } }
    }`,
    { input: { id } },
    { key },
  );
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What both APIs say to someone who is no one. */
async function expectUnauthenticated(headers: Record<string, string>) {
  const rest = await gateway.rest('GET', '/credits/', undefined, { headers });
  expect(rest).toMatchObject({ status: 401, body: { code: 'authentication_failed' } });
  expect(rest.body).toEqual({
    error: expect.any(String),
    code: 'authentication_failed',
    request_id: rest.headers['x-request-id'],
  });
  const challenge = /^Bearer ./.test(headers['authorization'] ?? '')
    ? 'Bearer error="invalid_token"'
    : 'Bearer';
  expect(rest.headers['www-authenticate']).toBe(challenge);
  const graphql = await gateway.graphql('{ viewer { tenant { id } } }', {}, { headers });
  expect(graphql).toEqual({
    status: 401,
    data: undefined,
    errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
  });
}
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('a request without a valid key is 401 on both APIs', () => {
  const wellFormed = `kycg_live_${'A'.repeat(43)}`;
  const wrong: Record<string, Record<string, string>> = {
    'no header': {},
    'an empty header': { authorization: '' },
    'a scheme alone': { authorization: 'Bearer' },
    'another scheme': { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` },
    'a key without a scheme': { authorization: wellFormed },
    'a key of the right form that nobody has': bearer(wellFormed),
    garbage: bearer('garbage'),
    'two keys': bearer(`${wellFormed} ${wellFormed}`),
    'a very long key': bearer(`kycg_live_${'A'.repeat(10_000)}`),
    'a stolen hash': bearer(`kycg_live_${sha256('key')}`),
  };
  for (const [name, headers] of Object.entries(wrong)) {
    it(name, () => expectUnauthenticated(headers));
  }

  it('a key with one character changed, cut off or added', async () => {
    const last = tenant.key.at(-1) === 'A' ? 'B' : 'A';
    for (const key of [`${tenant.key.slice(0, -1)}${last}`, tenant.key.slice(0, -1), `${tenant.key}A`]) {
      await expectUnauthenticated(bearer(key));
    }
    await expectUnauthenticated(bearer(tenant.key.replace('live', 'test')));
  });

  it('a key in the URL, which ends up in logs', async () => {
    const answer = await gateway.rest(
      'GET',
      `/credits/?api_key=${tenant.key}&authorization=Bearer%20${tenant.key}`,
    );
    expect(answer.status).toBe(401);
  });

  it('an expired key, from the very second', async () => {
    const expiresAt = new Date(now.getTime() + 3_600_000).toISOString();
    const { data } = await makeKey({ expiresAt }, tenant.key);
    const { secret } = data.createApiKey;
    advance(3_599);
    expect((await gateway.rest('GET', '/credits/', undefined, { key: secret })).status).toBe(200);
    advance(1);
    await expectUnauthenticated(bearer(secret));
  });

  it('a revoked key, at the same time on the replica that revoked it', async () => {
    const { data } = await makeKey({}, tenant.key);
    const { secret, apiKey } = data.createApiKey;
    expect((await gateway.rest('GET', '/credits/', undefined, { key: secret })).status).toBe(200);
    expect((await revoke(apiKey.id, tenant.key)).data.revokeApiKey).toEqual({
      __typename: 'RevokeApiKeyPayload',
      apiKey: { id: apiKey.id, revokedAt: now.toISOString() },
    });
    await expectUnauthenticated(bearer(secret));
  });

  it('the Bearer scheme in front of a key may be written in any case', async () => {
    const headers = { authorization: `bearer ${tenant.key}` };
    expect((await gateway.rest('GET', '/credits/', undefined, { headers })).status).toBe(200);
  });

  it.runIf(testEngine === 'postgresql')('a key that another replica revoked, within 5 seconds', async () => {
    const other = await createGateway({
      settings: readSettings({
        OPERATOR_KEY: operatorKey,
        LOG_LEVEL: 'silent',
        ...databaseEnvironment(gateway.settings),
      }),
    });
    try {
      const { data } = await makeKey({}, tenant.key);
      const { secret, apiKey } = data.createApiKey;
      const ask = async () =>
        (await other.app.inject({ url: '/api/v1/credits/', headers: bearer(secret) })).statusCode;
      expect(await ask()).toBe(200);
      await revoke(apiKey.id, tenant.key);
      await vi.waitFor(async () => expect(await ask()).toBe(401), { timeout: 5_000, interval: 200 });
    } finally {
      await other.close();
    }
  });
});

describe('making and revoking keys', () => {
  it('a tenant’s first key is live and has every scope', async () => {
    const { data } = await tenant.graphql('{ viewer { apiKey { mode scopes expiresAt } } }');
    expect(tenant.key).toMatch(/^kycg_live_[\w-]{43}$/);
    expect(data.viewer.apiKey).toEqual({
      mode: 'LIVE',
      scopes: expect.arrayContaining(['READ', 'WRITE', 'SEND', 'ADMIN']),
      expiresAt: null,
    });
  });

  it('the operator creates keys for any tenant, live by default, and must specify the tenant', async () => {
    const made = await makeKey({ tenantId: tenant.id, name: 'By the operator' }, operatorKey);
    expect(made.data.createApiKey).toMatchObject({
      __typename: 'CreateApiKeyPayload',
      secret: expect.stringMatching(/^kycg_live_/),
      apiKey: { name: 'By the operator', scopes: ['READ'], mode: 'LIVE', expiresAt: null },
    });
    expect((await makeKey({}, operatorKey)).data.createApiKey).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'tenantId' }],
    });
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect((await makeKey({ tenantId: nobody }, operatorKey)).data.createApiKey).toMatchObject({
      __typename: 'NotFoundError',
    });
  });

  it('an ADMIN key makes keys of its own tenant and its own mode, and revokes them', async () => {
    const { secret, apiKey } = (await makeKey({ scopes: ['SEND'] }, tenant.key)).data.createApiKey;
    const made = callerWith(gateway, secret);
    const { data } = await made.graphql('{ viewer { tenant { id } apiKey { id mode scopes prefix } } }');
    expect(data.viewer).toEqual({
      tenant: { id: tenant.id },
      apiKey: {
        id: apiKey.id,
        mode: 'LIVE',
        scopes: ['SEND'],
        prefix: secret.slice(0, apiKey.prefix.length),
      },
    });
    expect(apiKey.prefix.length).toBeLessThan(20);
    expect((await revoke(apiKey.id, tenant.key)).data.revokeApiKey.__typename).toBe('RevokeApiKeyPayload');
  });

  it('an ADMIN key that creates a key may name its own tenant, but no other', async () => {
    const other = await gateway.createTenant();
    expect((await makeKey({ tenantId: tenant.id }, tenant.key)).data.createApiKey.__typename).toBe(
      'CreateApiKeyPayload',
    );
    expect((await makeKey({ tenantId: other.id }, tenant.key)).data.createApiKey).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    });
  });

  it('a test key makes test keys and no live ones', async () => {
    const testKey = await tenant.createKey({ mode: 'TEST' });
    const made = await makeKey({}, testKey);
    expect(made.data.createApiKey).toMatchObject({
      secret: expect.stringMatching(/^kycg_test_/),
      apiKey: { mode: 'TEST' },
    });
    expect(await makeKey({ mode: 'LIVE' }, testKey)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('a new key with an empty name, no scopes or a past expiry is rejected with an error for each field', async () => {
    const { data } = await makeKey({ name: ' ', scopes: [], expiresAt: '2020-01-01' }, tenant.key);
    expect(data.createApiKey).toMatchObject({ __typename: 'ValidationError' });
    expect(data.createApiKey.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
      'expiresAt',
      'name',
      'scopes',
    ]);
    const past = await makeKey({ expiresAt: now.toISOString() }, tenant.key);
    expect(past.data.createApiKey).toMatchObject({ fields: [{ path: 'expiresAt' }] });
  });

  it('revoking twice changes nothing, and keeps the time of the first', async () => {
    const { apiKey } = (await makeKey({}, tenant.key)).data.createApiKey;
    const first = await revoke(apiKey.id, tenant.key);
    advance(10);
    expect((await revoke(apiKey.id, operatorKey)).data).toEqual(first.data);
  });
});

describe('what is kept of a key', () => {
  it('only the hash and the first characters of a key are stored, never its text', async () => {
    const secrets = [
      tenant.key,
      await tenant.createKey({ mode: 'TEST' }),
      (await makeKey({ name: 'Kept' }, tenant.key)).data.createApiKey.secret,
    ];
    for (const key of secrets) {
      expect((await gateway.rest('GET', '/credits/', undefined, { key })).status).toBe(200);
    }
    const dump = (await dumpDatabase(gateway)).join('\n');
    for (const key of secrets) {
      expect(dump).toContain(sha256(key));
      expect(dump).not.toContain(key);
      expect(dump).not.toContain(key.slice('kycg_live_'.length + 8));
    }
  });

  it('a key is never shown again after it was created', async () => {
    const { data } = await tenant.graphql('{ apiKeys { nodes { id name prefix mode scopes lastUsedAt } } }');
    expect(JSON.stringify(data)).not.toContain(tenant.key);
    expect(JSON.stringify(data)).not.toContain(sha256(tenant.key));
  });

  it('the time of a key’s last use is stored, at most once a minute', async () => {
    const key = await tenant.createKey({});
    const lookedUpAgain = async () => {
      gateway.services.forgetApiKey(sha256(key));
      expect((await gateway.rest('GET', '/credits/', undefined, { key })).status).toBe(200);
    };
    const lastUse = async () =>
      (await gateway.services.allTenants.apiKey.findUniqueOrThrow({ where: { hash: sha256(key) } }))
        .lastUsedAt;
    let written = 0;
    const writes = () => {
      written += gateway.takeStatements().filter((sql) => /^UPDATE .*api_keys/s.test(sql)).length;
      return written;
    };
    // A statement can be reported after its row is seen through another connection.
    const expectWrites = (count: number) => vi.waitFor(() => expect(writes()).toBe(count));

    expect(await lastUse()).toBeNull();
    gateway.takeStatements();
    const firstUse = now;
    await lookedUpAgain();
    // The request does not wait for the write.
    await vi.waitFor(async () => expect(await lastUse()).toEqual(firstUse));
    await expectWrites(1);
    advance(59);
    await lookedUpAgain();
    await lookedUpAgain();
    expect(await lastUse()).toEqual(firstUse);
    expect(writes()).toBe(1);
    advance(1);
    await lookedUpAgain();
    await vi.waitFor(async () => expect(await lastUse()).toEqual(now));
    await expectWrites(2);
  });
});
