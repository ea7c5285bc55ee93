import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { clientAddress, clientNetwork } from '../../src/http/client-address.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { operatorKey, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';

/** The operator, who creates the tenants of these tests, has the same limit. */
const perMinute = 40;
let gateway: TestGateway;
let tenant: TestTenant;
beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { RATE_LIMIT_PER_MINUTE: String(perMinute), TRUST_PROXY: '1' },
    countStatements: true,
  });
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

interface Call {
  url: string;
  key?: string;
  /** The address that the proxy reports. */
  from?: string;
}

const call = ({ url, key, from = '198.51.100.1' }: Call, options: InjectOptions = {}) =>
  gateway.app.inject({
    url,
    remoteAddress: '127.0.0.1',
    ...options,
    headers: {
      accept: 'application/json',
      'x-forwarded-for': from,
      ...(key && { authorization: `Bearer ${key}` }),
      ...options.headers,
    },
  });

/** How often each status came in so many calls. */
async function statusesOf(count: number, options: (number: number) => Call) {
  const counts: Record<number, number> = {};
  for (let number = 0; number < count; number += 1) {
    const { statusCode } = await call(options(number));
    counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  }
  return counts;
}

const credits = '/api/v1/credits/';
const randomKey = (number: number) => `kycg_live_${String(number).padStart(43, 'x')}`;
const randomLink = (number: number) => `/w/${String(number).padStart(43, 'y')}`;

/** Sends a workflow and returns the path of its link. */
async function makeLink(): Promise<string> {
  const sender = await gateway.createTenant();
  const { id } = await newQuestionnaire(sender, {
    name: 'Short',
    type: 'DDQ',
    sections: [{ title: 'One', questions: [{ key: 'purpose', text: 'What for?', type: 'TEXT' }] }],
  });
  const sent = await sender.rest('POST', '/workflows/send/', {
    entity: { legal_name: 'Acme Ltd' },
    ddq: { questionnaire_id: id },
    email: 'person@recipient.example',
  });
  expect(sent.status).toBe(201);
  const { body } = await sender.rest('GET', '/captured-mails/');
  return new URL(/https?:\S+\/w\/[\w-]+/.exec(body.results[0].text)?.[0] ?? '').pathname;
}

describe('the address of a client', () => {
  const request = (...ips: string[]) => ({ ip: ips.at(-1) ?? '', ips });

  it.each([
    [['10.0.0.1', '198.51.100.7'], '198.51.100.7'],
    [['10.0.0.1', '198.51.100.7:4711'], '198.51.100.7'],
    [['10.0.0.1', '[2001:db8::1]:4711'], '2001:db8::1'],
    [['10.0.0.1', 'unknown'], '10.0.0.1'],
    [['10.0.0.1', 'x'.repeat(10_000)], '10.0.0.1'],
    [['10.0.0.1', ''], '10.0.0.1'],
  ])('%j is %s', (ips, address) => {
    expect(clientAddress(request(...ips))).toBe(address);
  });

  it('a client’s IPv6 address is counted by its /64 network, and as IPv4 when it is a mapped IPv4 address', () => {
    const network = clientNetwork(request('2001:db8:1:2::1'));
    expect(clientNetwork(request('2001:db8:1:2:ffff:ffff:ffff:ffff'))).toBe(network);
    expect(clientNetwork(request('2001:0DB8:1:2::'))).toBe(network);
    expect(clientNetwork(request('2001:db8:1:3::1'))).not.toBe(network);
    expect(clientNetwork(request('::ffff:198.51.100.7'))).toBe('198.51.100.7');
    expect(clientNetwork(request('::ffff:c633:6407'))).toBe('198.51.100.7');
  });
});

describe('behind a proxy', () => {
  it('each client has its own limit, and what it claims itself changes nothing', async () => {
    expect(await statusesOf(301, () => ({ url: credits, from: '203.0.113.1' }))).toEqual({
      401: 300,
      429: 1,
    });
    expect((await call({ url: credits, from: '203.0.113.2' })).statusCode).toBe(401);
    // The proxy appends what it sees to what the client claims.
    expect((await call({ url: credits, from: '192.0.2.77, 203.0.113.1' })).statusCode).toBe(429);
    expect((await call({ url: credits, from: '192.0.2.77,unknown' })).statusCode).toBe(401);
  });

  it('a whole IPv6 network has one limit', async () => {
    const from = (number: number) => `2001:db8:0:1:${number.toString(16)}::${number.toString(16)}`;
    expect(await statusesOf(301, (number) => ({ url: credits, from: from(number) }))).toEqual({
      401: 300,
      429: 1,
    });
    expect((await call({ url: credits, from: '2001:db8:0:2::1' })).statusCode).toBe(401);
  });

  it.each([
    ['127.0.0.0/8, 10.0.0.0/8', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['127.0.0.1', '203.0.113.9, 10.1.2.3', '10.1.2.3'],
    ['192.0.2.1', '203.0.113.9', '127.0.0.1'],
    ['2', '192.0.2.1, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['0', '203.0.113.9', '127.0.0.1'],
  ])('TRUST_PROXY=%s makes "%s" come from %s, in the log too', async (trustProxy, forwarded, address) => {
    const lines: string[] = [];
    const { log } = await createLog({ level: 'info', destination: { write: (line) => lines.push(line) } });
    const settings = readSettings({ TRUST_PROXY: trustProxy });
    const server = await createHttpServer({
      logger: log,
      trustProxy: settings.trustProxy,
      checksHost: false,
      publicUrl: undefined,
    });
    await server.inject({
      url: '/nowhere',
      remoteAddress: '127.0.0.1',
      headers: { 'x-forwarded-for': forwarded },
    });
    expect(lines.map((line) => JSON.parse(line)).find(({ route }) => route === 'unknown')).toMatchObject({
      address,
    });
    await server.close();
  });
});

describe('keys that do not exist', () => {
  it('a key that does not exist costs one statement, however often it is sent', async () => {
    const from = '203.0.113.10';
    gateway.takeStatements();
    expect(await statusesOf(600, () => ({ url: credits, key: randomKey(1), from }))).toEqual({
      401: 300,
      429: 300,
    });
    expect(gateway.takeStatements().filter((sql) => /api_keys/.test(sql)).length).toBeLessThanOrEqual(1);
  });

  it('unknown keys cost no statement once their address has used up its limit, and a valid key works from there', async () => {
    const from = '203.0.113.11';
    const fresh = await gateway.createTenant();
    await statusesOf(300, (number) => ({ url: credits, key: randomKey(1_000 + number), from }));
    gateway.takeStatements();
    expect(
      await statusesOf(300, (number) => ({ url: credits, key: randomKey(2_000 + number), from })),
    ).toEqual({ 429: 300 });
    expect(gateway.takeStatements()).toEqual([]);
    expect((await call({ url: credits, key: fresh.key, from })).statusCode).toBe(200);
    expect((await call({ url: credits, key: tenant.key, from })).statusCode).toBe(200);
    const operators = await call(
      { url: '/graphql', key: operatorKey, from },
      { method: 'POST', payload: { query: '{ tenants { totalCount } }' } },
    );
    expect(operators.statusCode).toBe(200);
  });

  it('keys that do not exist are looked up a few at a time', async () => {
    const { apiKey } = gateway.services.allTenants;
    const { findUnique } = apiKey;
    let running = 0;
    let most = 0;
    apiKey.findUnique = (async (options: Parameters<typeof findUnique>[0]) => {
      running += 1;
      most = Math.max(most, running);
      try {
        return await findUnique.call(apiKey, options);
      } finally {
        running -= 1;
      }
    }) as never;
    const calls = Array.from({ length: 200 }, (_, number) =>
      call({ url: credits, key: randomKey(5_000 + number), from: `203.0.113.${100 + (number % 100)}` }),
    );
    expect((await Promise.all(calls)).every(({ statusCode }) => statusCode === 401)).toBe(true);
    apiKey.findUnique = findUnique;
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('revoked ones cost nothing either, and are counted by address', async () => {
    const from = '203.0.113.12';
    const other = await gateway.createTenant();
    const key = await other.createKey({});
    expect((await call({ url: credits, key, from })).statusCode).toBe(200);
    const { id } = await gateway.services.allTenants.apiKey.findFirstOrThrow({
      where: { tenantId: other.id },
      orderBy: { id: 'desc' },
    });
    await other.graphql(
      'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }',
      { input: { id } },
    );
    gateway.takeStatements();
    expect(await statusesOf(301, () => ({ url: credits, key, from }))).toEqual({ 401: 300, 429: 1 });
    // One looks it up; the time of its last use may still be written.
    expect(gateway.takeStatements().filter((sql) => /api_keys/.test(sql)).length).toBeLessThanOrEqual(2);
  });
});

describe('a tenant', () => {
  it('a tenant has twice the limit of a key, over all its keys and both modes', async () => {
    const other = await gateway.createTenant();
    const keys = [
      other.key,
      await other.createKey({}),
      await other.createKey({ mode: 'TEST' }),
      await other.createKey({ scopes: ['READ'] }),
    ];
    const statuses: Record<number, number> = {};
    for (const key of keys) {
      for (const [status, count] of Object.entries(await statusesOf(30, () => ({ url: credits, key })))) {
        statuses[Number(status)] = (statuses[Number(status)] ?? 0) + count;
      }
    }
    expect(statuses).toEqual({ 200: 2 * perMinute, 429: 120 - 2 * perMinute });
    expect((await call({ url: credits, key: (await gateway.createTenant()).key })).statusCode).toBe(200);
  });

  it('a tenant is not charged for requests that one of its keys is denied', async () => {
    const other = await gateway.createTenant();
    const greedy = await other.createKey({});
    expect(await statusesOf(100, () => ({ url: credits, key: greedy }))).toEqual({
      200: perMinute,
      429: 100 - perMinute,
    });
    expect(await statusesOf(perMinute, () => ({ url: credits, key: other.key }))).toEqual({ 200: perMinute });
  });
});

describe('what is left of a limit', () => {
  it('the remainder of a limit is reported on both APIs, for keys and addresses, and with a 429', async () => {
    const { key } = await gateway.createTenant();
    const first = await call({ url: credits, key });
    expect(first.headers['ratelimit-policy']).toBe('"key";q=40;w=60, "tenant";q=80;w=60');
    expect(first.headers['ratelimit']).toMatch(/^"key";r=39;t=\d+, "tenant";r=79;t=\d+$/);
    const second = await call({ url: `/graphql?query=${encodeURIComponent('{ __typename }')}`, key });
    expect(second.headers['ratelimit']).toMatch(/^"key";r=38;t=\d+, "tenant";r=78;t=\d+$/);
    expect(second.headers['access-control-expose-headers']).toContain('RateLimit, RateLimit-Policy');
    const stranger = await call({ url: credits, from: '203.0.113.20' });
    expect(stranger.headers['ratelimit-policy']).toBe('"address";q=300;w=60');
    expect(stranger.headers['ratelimit']).toMatch(/^"address";r=299;t=60$/);
    await statusesOf(38, () => ({ url: credits, key }));
    const rejected = await call({ url: credits, key });
    expect(rejected.statusCode).toBe(429);
    expect(rejected.headers['ratelimit']).toMatch(/^"key";r=0;t=\d+$/);
    expect(rejected.headers['retry-after']).toBe(/t=(\d+)/.exec(String(rejected.headers['ratelimit']))?.[1]);
  });
});

describe('a mutation', () => {
  const create = (key: string, names: readonly string[]) =>
    call(
      { url: '/graphql', key },
      {
        method: 'POST',
        payload: {
          query: `mutation ($input: CreateEntityInput!) {
            ${names.map((name) => `${name}: createEntity(input: $input) { __typename }`).join('\n')}
          }`,
          variables: { input: { legalName: 'Acme Ltd' } },
        },
      },
    );
  const aliases = (count: number) => Array.from({ length: count }, (_, number) => `m${number}`);

  it('a mutation counts once per root field, for the key and for its tenant', async () => {
    const { key } = await gateway.createTenant();
    const one = await create(key, ['createEntity']);
    expect(one.headers['ratelimit']).toMatch(/^"key";r=39;t=\d+, "tenant";r=79;t=\d+$/);
    const ten = await create(key, aliases(10));
    expect(ten.headers['ratelimit']).toMatch(/^"key";r=29;t=\d+, "tenant";r=69;t=\d+$/);
    const merged = await create(key, ['createEntity', 'createEntity', 'createEntity']);
    expect(merged.headers['ratelimit']).toMatch(/^"key";r=28;/);
    const query = await call({
      url: `/graphql?query=${encodeURIComponent('{ a: __typename b: __typename viewer { __typename } }')}`,
      key,
    });
    expect(query.headers['ratelimit']).toMatch(/^"key";r=27;/);
  });

  it('a mutation runs none of its fields when they are more than the limit has left', async () => {
    const other = await gateway.createTenant();
    await statusesOf(perMinute - 5, () => ({ url: credits, key: other.key }));
    const rejected = await create(other.key, aliases(6));
    expect(rejected.statusCode).toBe(429);
    expect(rejected.headers['retry-after']).toMatch(/^\d+$/);
    expect(rejected.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'RATE_LIMITED' } }],
    });
    expect(await gateway.services.allTenants.entity.count({ where: { tenantId: other.id } })).toBe(0);
  });
});

describe('recipient pages', () => {
  it('recipient pages requested from one address are limited by link, and links that do not exist by address', async () => {
    const from = '203.0.113.30';
    const [link, other] = [await makeLink(), await makeLink()];
    expect(await statusesOf(301, (number) => ({ url: randomLink(number), from }))).toEqual({
      404: 300,
      429: 1,
    });
    expect(await statusesOf(301, () => ({ url: link, from }))).toEqual({ 200: 300, 429: 1 });
    expect((await call({ url: other, from })).statusCode).toBe(200);
    expect((await call({ url: link, from: '203.0.113.31' })).statusCode).toBe(429);
    const post = await call({ url: link, from: '203.0.113.31' }, { method: 'POST' });
    expect(post.statusCode).toBe(429);
    expect(post.headers['retry-after']).toMatch(/^\d+$/);
  });

  it('files that a recipient page loads do not count towards its limit', async () => {
    const page = await call(
      { url: randomLink(1), from: '203.0.113.40' },
      { headers: { accept: 'text/html' } },
    );
    const [asset = ''] = /\/assets\/[^"]+\.css/.exec(page.body) ?? [];
    expect(await statusesOf(400, () => ({ url: asset, from: '203.0.113.40' }))).toEqual({ 200: 400 });
    expect((await call({ url: randomLink(1), from: '203.0.113.40' })).statusCode).toBe(404);
  });

  it('look their link up once per request, and not at all where it cannot exist', async () => {
    const lookUp = vi.spyOn(gateway.services.allTenants.dispatch, 'findUnique');
    const lookUpsOf = async (url: string, method: 'GET' | 'POST' = 'GET') => {
      lookUp.mockClear();
      await call({ url, from: '203.0.113.41' }, { method });
      return lookUp.mock.calls.length;
    };
    const link = await makeLink();
    expect(await lookUpsOf(link)).toBe(1);
    expect(await lookUpsOf(link)).toBe(1);
    // Reads the link a second time, because the form that it has sent is not that of its page.
    expect(await lookUpsOf(link, 'POST')).toBe(1);
    expect(await lookUpsOf('/w/nobody')).toBe(0);
    expect(await lookUpsOf(randomLink(9_999))).toBe(1);
    expect(await lookUpsOf(randomLink(9_999))).toBe(0);
    lookUp.mockRestore();
  });
});

it.each([501, 2_000, 8_000])(
  'a request with an id of %i characters counts like any other',
  async (length) => {
    const { key } = await gateway.createTenant();
    const remaining = async (id: string) => {
      const { statusCode, headers } = await call({ url: `/api/v1/responses/${id}/`, key });
      expect(statusCode).toBe(404);
      return Number(/r=(\d+)/.exec(String(headers['ratelimit']))?.[1]);
    };
    const before = await remaining('x');
    expect(await remaining('x'.repeat(length))).toBe(before - 1);
  },
);
