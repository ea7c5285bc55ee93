import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const perMinute = 8;
let gateway: TestGateway;
let unlimited: TestGateway;
let keys: [string, string, string];

beforeAll(async () => {
  gateway = await startTestGateway({
    environment: {
      RATE_LIMIT_PER_MINUTE: String(perMinute),
      RATE_LIMIT_PER_TENANT_PER_MINUTE: '0',
    },
  });
  unlimited = await startTestGateway({ environment: { RATE_LIMIT_PER_MINUTE: '0' } });
  const tenant = await gateway.createTenant();
  keys = [tenant.key, await tenant.createKey({}), await tenant.createKey({})];
});
afterAll(async () => {
  await gateway.drop();
  await unlimited.drop();
});

const call = (on: TestGateway, url: string, { key, from = '192.0.2.1' }: { key?: string; from?: string }) =>
  on.app.inject({
    url,
    remoteAddress: from,
    headers: { accept: 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
  });

/** How often each status came in so many calls. */
async function statuses(count: number, ask: () => Promise<{ statusCode: number }>) {
  const counts: Record<number, number> = {};
  for (let calls = 0; calls < count; calls += 1) {
    const { statusCode } = await ask();
    counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  }
  return counts;
}

const credits = '/api/v1/credits/';
const graphql = `/graphql?query=${encodeURIComponent('{ viewer { tenant { id } } }')}`;

describe('RATE_LIMIT_PER_MINUTE', () => {
  it('RATE_LIMIT_PER_MINUTE holds for one key over both APIs, however many addresses it calls from', async () => {
    const [key] = keys;
    expect(await statuses(perMinute / 2, () => call(gateway, credits, { key, from: '192.0.2.7' }))).toEqual({
      200: perMinute / 2,
    });
    expect(await statuses(perMinute / 2, () => call(gateway, graphql, { key, from: '192.0.2.8' }))).toEqual({
      200: perMinute / 2,
    });
    const rest = await call(gateway, credits, { key, from: '192.0.2.9' });
    expect(rest.statusCode).toBe(429);
    expect(rest.json()).toEqual({
      error: expect.any(String),
      code: 'rate_limited',
      request_id: rest.headers['x-request-id'],
    });
    const refused = await call(gateway, graphql, { key });
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'RATE_LIMITED' } }],
    });
    for (const { headers } of [rest, refused]) {
      const seconds = Number(headers['retry-after']);
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(60);
    }
  });

  it('RATE_LIMIT_PER_MINUTE counts each key for itself, at one address too', async () => {
    const [, second, third] = keys;
    const from = '192.0.2.20';
    expect(await statuses(perMinute + 1, () => call(gateway, credits, { key: second, from }))).toEqual({
      200: perMinute,
      429: 1,
    });
    expect((await call(gateway, credits, { key: third, from })).statusCode).toBe(200);
  });

  it('RATE_LIMIT_PER_MINUTE lets as many of the requests that start together pass as the limit allows', async () => {
    const from = '192.0.2.50';
    const answers = await Promise.all(Array.from({ length: 310 }, () => call(gateway, credits, { from })));
    const passed = answers.filter(({ statusCode }) => statusCode === 401).length;
    expect([passed, answers.length - passed]).toEqual([300, 10]);
  });

  it('RATE_LIMIT_PER_MINUTE of 0 switches every limit off', async () => {
    const { key } = await unlimited.createTenant();
    expect((await call(unlimited, credits, { key })).statusCode).toBe(200);
    expect(await statuses(301, () => call(unlimited, credits, {}))).toEqual({ 401: 301 });
    expect(await statuses(301, () => call(unlimited, '/w/nobody', {}))).toEqual({ 404: 301 });
  });
});

describe('without a valid key', () => {
  it('an address has 300 requests a minute over both APIs, and others have theirs', async () => {
    const from = '192.0.2.30';
    expect(await statuses(150, () => call(gateway, credits, { from }))).toEqual({ 401: 150 });
    const key = `kycg_live_${'A'.repeat(43)}`;
    expect(await statuses(150, () => call(gateway, graphql, { from, key }))).toEqual({ 401: 150 });
    const refused = await call(gateway, credits, { from });
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await call(gateway, graphql, { from })).statusCode).toBe(429);
    expect((await call(gateway, credits, { from: '192.0.2.31' })).statusCode).toBe(401);
    // Whoever has a key is not kept out by those who share the address.
    expect((await call(gateway, credits, { from, key: keys[2] })).statusCode).toBe(200);
  });

  it('a header that claims another address changes nothing', async () => {
    const answer = await gateway.app.inject({
      url: credits,
      remoteAddress: '192.0.2.30',
      headers: { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1' },
    });
    expect(answer.statusCode).toBe(429);
  });
});

describe('recipients’ pages', () => {
  it('recipients’ pages can be opened 300 times a minute from one address, and count apart from calls of the API', async () => {
    const from = '192.0.2.40';
    expect(await statuses(300, () => call(gateway, '/w/nobody', { from }))).toEqual({ 404: 300 });
    const refused = await call(gateway, '/w/nobody', { from });
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect((await call(gateway, '/w/nobody', { from: '192.0.2.41' })).statusCode).toBe(404);
    expect((await call(gateway, credits, { from })).statusCode).toBe(401);
  });

  it('recipients’ pages leave health checks uncounted', async () => {
    expect(await statuses(301, () => call(gateway, '/health/live', { from: '192.0.2.40' }))).toEqual({
      200: 301,
    });
  });
});
