import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

const page = 'https://app.example.com';
const preflightOf = (method: string) => ({
  origin: page,
  'access-control-request-method': method,
  'access-control-request-headers':
    'authorization,apollographql-client-name,baggage,content-type,idempotency-key,sentry-trace,traceparent,x-requested-with',
});

describe('with the default, pages of every origin', () => {
  let gateway: TestGateway;
  let tenant: TestTenant;
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { RATE_LIMIT_PER_MINUTE: '20' } });
    tenant = await gateway.createTenant();
  });
  afterAll(() => gateway.drop());

  it.each([
    ['/graphql', 'GET, POST, OPTIONS'],
    ['/api/v1/entities/', 'GET, POST, HEAD, OPTIONS'],
    ['/api/v1/entities', 'GET, POST, HEAD, OPTIONS'],
    ['/api/v1/workflows/send/', 'POST, OPTIONS'],
    ['/api/v1/entities/0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a/', 'GET, PATCH, HEAD, OPTIONS'],
  ])(
    'by default, a page of any origin may send a preflight to %s without a key, and gets its methods and any header allowed',
    async (url, methods) => {
      const { statusCode, headers, body } = await gateway.app.inject({
        method: 'OPTIONS',
        url,
        headers: preflightOf('POST'),
      });
      expect([statusCode, body]).toEqual([204, '']);
      expect(headers).toMatchObject({
        allow: methods,
        'access-control-allow-origin': '*',
        'access-control-allow-methods': methods,
        'access-control-allow-headers': 'Authorization, *',
      });
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      expect(headers['vary'] ?? '').not.toContain('Origin');
    },
  );

  it('by default, a page of any origin may call a path that does not exist, and can read the 404', async () => {
    const url = '/api/v1/nowhere/';
    const preflight = await gateway.app.inject({ method: 'OPTIONS', url, headers: preflightOf('POST') });
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, '*']);
    const headers = { authorization: `Bearer ${tenant.key}`, origin: page };
    const { statusCode, headers: sent } = await gateway.app.inject({ method: 'POST', url, headers });
    expect([statusCode, sent['access-control-allow-origin']]).toEqual([404, '*']);
    expect((await gateway.app.inject({ method: 'OPTIONS', url })).statusCode).toBe(404);
  });

  it('by default, a page of any origin can read every response and all of its headers', async () => {
    const authorization = `Bearer ${tenant.key}`;
    const json = { authorization, 'content-type': 'application/json' };
    const large = `{"legal_name": "${'x'.repeat(1_100_000)}"}`;
    const calls = [
      [200, { url: '/api/v1/entities/', headers: { authorization } }],
      [401, { url: '/api/v1/entities/', headers: {} }],
      [405, { method: 'PUT', url: '/api/v1/entities/', headers: { authorization } }],
      [413, { method: 'POST', url: '/api/v1/entities/', headers: json, payload: large }],
      [415, { method: 'POST', url: '/api/v1/entities/', headers: { authorization }, payload: 'x' }],
      [
        200,
        {
          method: 'POST',
          url: '/graphql',
          headers: json,
          payload: '{"query":"{ viewer { tenant { id } } }"}',
        },
      ],
      [
        401,
        { method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json' }, payload: '{}' },
      ],
      [413, { method: 'POST', url: '/graphql', headers: json, payload: large }],
    ] as const;
    for (const [status, call] of calls) {
      const { statusCode, headers } = await gateway.app.inject(call as never);
      expect([statusCode, headers['access-control-allow-origin']], call.url).toEqual([status, '*']);
      const exposed = String(headers['access-control-expose-headers']).split(', ');
      expect(exposed).toEqual(expect.arrayContaining(['*', 'Retry-After', 'X-Request-Id']));
      expect(headers['cache-control']).toBe('private, no-store');
    }
    for (const url of ['/api/v1/credits/', '/graphql']) {
      const headers = { authorization };
      const statuses = new Set<number>();
      for (let call = 0; call < 25; call += 1) {
        const response = await gateway.app.inject({ url, headers });
        statuses.add(response.statusCode);
        expect(response.headers['access-control-allow-origin']).toBe('*');
      }
      expect(statuses).toContain(429);
    }
  });

  it('by default, a page of another origin cannot read the pages that are meant for people', async () => {
    for (const url of ['/graphql', '/dev/mail', '/w/nothing']) {
      const { headers } = await gateway.app.inject({ url, headers: { accept: 'text/html', origin: page } });
      expect(headers['content-type'], url).toContain('text/html');
      expect(headers['access-control-allow-origin'], url).toBeUndefined();
    }
  });
});

describe('with a list of origins', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { CORS_ORIGINS: `${page}, http://localhost:3000` } });
  });
  afterAll(() => gateway.drop());

  it.each([
    [page, page],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://evil.example', undefined],
    ['https://app.example.com.evil.example', undefined],
    ['null', undefined],
    [undefined, undefined],
  ])('a request from %s gets the origin %s, and caches are told that it matters', async (origin, allowed) => {
    for (const url of ['/graphql', '/api/v1/entities/']) {
      for (const method of ['OPTIONS', 'POST'] as const) {
        const { headers } = await gateway.app.inject({ method, url, headers: origin ? { origin } : {} });
        expect(headers['access-control-allow-origin'], `${method} ${url}`).toBe(allowed);
        expect(headers['access-control-allow-headers'] !== undefined).toBe(
          method === 'OPTIONS' && allowed !== undefined,
        );
        expect(headers['access-control-allow-credentials']).toBeUndefined();
        expect(headers['vary']).toContain('Origin');
      }
    }
  });

  it('a compressed response still depends on the origin', async () => {
    const { key } = await gateway.createTenant();
    const { headers } = await gateway.app.inject({
      url: '/api/v1/questionnaires/',
      headers: { authorization: `Bearer ${key}`, origin: page, 'accept-encoding': 'gzip' },
    });
    expect(headers['vary']).toMatch(/Origin/i);
  });
});
