import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { createHostCheck } from '../../src/http/accepted-hosts.ts';
import { toOriginForm } from '../../src/http/request-target.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createTestDatabase } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendLines } from '../support/raw-http.ts';

let gateway: TestGateway;
let origin: string;
let key: string;
beforeAll(async () => {
  gateway = await startTestGateway({ environment: { PUBLIC_URL: 'https://kyc.example/portal' } });
  origin = await gateway.listen();
  ({ key } = await gateway.createTenant());
});
afterAll(() => gateway.drop());

const get = (url: string, host: string, headers: Record<string, string> = {}) =>
  gateway.app.inject({ url, headers: { host, ...headers } });

describe('the host of a request outside production', () => {
  const isAccepted = createHostCheck({ publicUrl: 'https://KYC.example:8443/portal' });
  const accepted = [
    'localhost',
    'localhost:4000',
    'LOCALHOST:4000',
    'localhost.',
    'localhost.:4000',
    '127.0.0.1',
    '127.0.0.1:4000',
    '192.168.1.20:80',
    '[::1]',
    '[::1]:4000',
    '[2001:DB8::1]:4000',
    '[::ffff:127.0.0.1]',
    'kyc.example',
    'kyc.example:1',
    'Kyc.Example.',
  ];
  it.each(accepted)('the host of a request outside production is accepted: %s', (host) => {
    expect(isAccepted(host)).toBe(true);
  });

  const rejected = [
    '',
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    'evil-localhost',
    'evil.localhost',
    'localhost..',
    '127.0.0.1.evil.example',
    '127.0.0.1.nip.io',
    '1.2.3.4.5',
    '256.0.0.1',
    '0x7f.1',
    '2130706433',
    '::1',
    '[::1',
    '[evil.example]',
    '[::1].evil.example',
    'kyc.example.evil.example',
    'sub.kyc.example',
    'user@localhost',
    'localhost:4000:4000',
    'localhost:http',
    'localhost/evil.example',
    'evil.example#localhost',
    'localhost evil.example',
    'localhost, evil.example',
  ];
  it.each(rejected)('the host of a request outside production is rejected: %j', (host) => {
    expect(isAccepted(host)).toBe(false);
  });

  it('the host of a request outside production leads to a 421 in REST’s shape on every path when it is foreign, and nothing can be read', async () => {
    for (const url of [
      '/',
      '/dev/mail',
      '/dev/mail/00000000-0000-7000-8000-000000000000',
      '/api/v1/credits/',
      '/api/v1/nowhere/',
      `/w/${'a'.repeat(43)}`,
      '/health/live',
      '/health/ready',
      '/nowhere',
      '/%',
    ]) {
      const response = await get(url, 'evil.example:4000', { authorization: `Bearer ${key}` });
      expect(response.statusCode, url).toBe(421);
      expect(response.json(), url).toEqual({
        error: expect.stringContaining('PUBLIC_URL'),
        code: 'invalid_request',
        request_id: response.headers['x-request-id'],
      });
      expect(Object.keys(response.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('the host of a request outside production leads to a 421 in GraphQL’s shape at /graphql, for pages, operations and preflights', async () => {
    for (const options of [
      { method: 'GET' as const, headers: { accept: 'text/html' } },
      { method: 'POST' as const, headers: { 'content-type': 'application/json' }, payload: '{}' },
      { method: 'OPTIONS' as const, headers: { origin: 'http://evil.example' } },
    ]) {
      const response = await gateway.app.inject({
        ...options,
        url: '/graphql',
        headers: { ...options.headers, host: 'evil.example' },
      });
      expect(response.statusCode).toBe(421);
      expect(response.json()).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
      });
    }
  });

  it('the host of a request outside production is not taken from what a proxy reports', async () => {
    const response = await get('/dev/mail', 'evil.example', { 'x-forwarded-host': 'localhost' });
    expect(response.statusCode).toBe(421);
    const other = await get('/dev/mail', 'localhost', { 'x-forwarded-host': 'evil.example' });
    expect(other.statusCode).toBe(200);
  });

  it('the host of a request outside production must be there once: HTTP/1.1 gets a 400 without it or with two, and HTTP/1.0 a 421 without it', async () => {
    const cases: [string[], number][] = [
      [['GET /health/live HTTP/1.1'], 400],
      [['GET /health/live HTTP/1.1', 'Host: localhost', 'Host: localhost'], 400],
      [['GET /health/live HTTP/1.1', 'Host:'], 421],
      [['GET /health/live HTTP/1.0'], 421],
      [['GET /health/live HTTP/1.0', 'Host: localhost'], 200],
    ];
    for (const [lines, status] of cases) {
      const response = await sendLines(origin, lines);
      expect(response.status, lines.join(' | ')).toBe(status);
      if (status !== 200) {
        expect(JSON.parse(response.body)).toEqual({
          error: expect.any(String),
          code: 'invalid_request',
          request_id: response.headers['x-request-id'],
        });
      }
    }
  });
});

it('a request in production is accepted for any host, because a proxy may use any name', async () => {
  const database = await createTestDatabase();
  const production = await createGateway({
    settings: {
      ...readSettings({
        DATA_DIR: database.settings.dataDir,
        ...(database.settings.databaseUrl && { DATABASE_URL: database.settings.databaseUrl }),
        LOG_LEVEL: 'silent',
      }),
      isProduction: true,
    },
  });
  const response = await production.app.inject({ url: '/health/live', headers: { host: 'gateway:4000' } });
  expect(response.statusCode).toBe(200);
  await production.close();
  await database.drop();
});

describe('a request target in absolute form', () => {
  it('a request target in absolute form is reduced to its path', () => {
    expect(toOriginForm({ url: 'http://localhost:4000/api/v1/credits/?a=http://b' })).toBe(
      '/api/v1/credits/?a=http://b',
    );
    expect(toOriginForm({ url: 'HTTPS://localhost' })).toBe('/');
    expect(toOriginForm({ url: 'http://localhost?a=1' })).toBe('/?a=1');
    expect(toOriginForm({ url: '/http://localhost/x' })).toBe('/http://localhost/x');
    expect(toOriginForm({ url: '//evil.example/x' })).toBe('//evil.example/x');
    expect(toOriginForm({ url: '*' })).toBe('*');
  });

  it('reaches the path on both APIs', async () => {
    const authorization = `Authorization: Bearer ${key}`;
    const rest = await sendLines(origin, [
      `GET ${origin}/api/v1/credits/ HTTP/1.1`,
      `Host: ${new URL(origin).host}`,
      authorization,
    ]);
    expect([rest.status, JSON.parse(rest.body)]).toEqual([200, { available: 100, held: 0, used: 0 }]);
    const query = encodeURIComponent('{ viewer { tenant { credits { available } } } }');
    const graphql = await sendLines(origin, [
      `GET ${origin}/graphql?query=${query} HTTP/1.1`,
      'Host: localhost',
      authorization,
    ]);
    expect(JSON.parse(graphql.body)).toEqual({
      data: { viewer: { tenant: { credits: { available: 100 } } } },
    });
    for (const name of ['One Ltd', 'Two Ltd']) {
      await gateway.rest('POST', '/entities/', { legal_name: name }, { key });
    }
    const list = await sendLines(origin, [
      `GET ${origin}/api/v1/entities/?page_size=1 HTTP/1.1`,
      'Host: localhost',
      authorization,
    ]);
    expect(JSON.parse(list.body)).toMatchObject({
      count: 2,
      next: 'https://kyc.example/portal/api/v1/entities/?page_size=1&page=2',
    });
  });

  it('a request target in absolute form names a host, which is checked like the header', async () => {
    for (const [target, host, status] of [
      ['http://evil.example/dev/mail', 'localhost', 421],
      ['http://localhost/dev/mail', 'evil.example', 421],
      ['http://localhost@evil.example/dev/mail', 'localhost', 421],
      ['http://user@localhost/dev/mail', 'localhost', 421],
      ['http://localhost/dev/mail', 'localhost', 200],
    ] as const) {
      const response = await sendLines(origin, [
        `GET ${target} HTTP/1.1`,
        `Host: ${host}`,
        'Connection: close',
      ]);
      expect(response.status, target).toBe(status);
    }
  });
});

describe('what is no HTTP request gets an error in REST’s shape', () => {
  it.each([
    ['a malformed request line', ['GET / HTTP/1.1 x', 'Host: localhost'], 400],
    ['a header field without a name', ['GET / HTTP/1.1', 'Host: localhost', ': x'], 400],
    ['two lengths', ['POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Content-Length: 2'], 400],
    ['an expectation that nobody can meet', ['GET / HTTP/1.1', 'Host: localhost', 'Expect: miracles'], 417],
    ['header fields of 100 kB', ['GET / HTTP/1.1', 'Host: localhost', `X: ${'x'.repeat(100_000)}`], 431],
  ])('%s', async (_what, lines, status) => {
    const response = await sendLines(origin, lines);
    expect(response.status).toBe(status);
    expect(JSON.parse(response.body)).toEqual({
      error: expect.any(String),
      code: 'invalid_request',
      request_id: response.headers['x-request-id'],
    });
  });
});
