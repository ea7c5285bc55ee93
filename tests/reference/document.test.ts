import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWebhookEvent, webhookEvents } from '../../src/domain/events/event-types.ts';
import { routes } from '../../src/rest/routes.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { documentedOperations, openApi, problemsOf, resolve } from './document.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    hasDemoTenant: true,
    environment: { RATE_LIMIT_PER_MINUTE: '100000', CORS_ORIGINS: 'https://app.example' },
  });
});
afterAll(() => gateway.drop());

describe('the OpenAPI document', () => {
  it('the OpenAPI document has every route, in groups that are in the order in which people work', () => {
    expect(documentedOperations.map(({ name }) => name).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    expect(openApi.tags?.map(({ name }) => name)).toEqual([
      'Workflows',
      'Batches',
      'Responses',
      'Entities',
      'Documents',
      'Questionnaires',
      'Verification',
      'Webhooks',
      'Captured mail',
      'Credits',
    ]);
    const used = new Set(documentedOperations.flatMap(({ operation }) => operation.tags));
    expect(openApi.tags?.filter(({ name }) => !used.has(name))).toEqual([]);
  });

  it.each(documentedOperations)(
    'the OpenAPI document has words for $name and for each of its parameters',
    ({ operation }) => {
      expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
      expect(operation.description).toMatch(/^[A-Z][\s\S]*\.$/);
      for (const parameter of operation.parameters ?? []) {
        expect(resolve<{ description?: string }>(parameter).description).toMatch(/^[A-Z][\s\S]*\.$/);
      }
    },
  );

  it('the OpenAPI document describes every schema and every field in the words of REST', () => {
    for (const [name, schema] of Object.entries(openApi.components?.schemas ?? {})) {
      const fields = Object.entries<any>(('properties' in schema && schema.properties) || {});
      for (const [place, { description }] of [[name, schema] as [string, any], ...fields]) {
        expect(description, `${name} ${place}`).toMatch(/^\S[\s\S]*[.\]|)…]$/m);
        const terms = [...String(description).matchAll(/`([^`]+)`/g)].map(([, term = '']) => term);
        // The verification checks alone are spelt in camelCase.
        expect(terms.filter((term) => /^[a-z]+[A-Z]/.test(term))).toEqual([]);
      }
    }
  });

  it.each(webhookEvents)('the OpenAPI document describes the body of the webhook %s', (type) => {
    const item = openApi.webhooks?.[type];
    const { content } = resolve<any>((item as any).post.requestBody);
    const at = new Date('2026-02-26T12:00:00Z');
    const data = JSON.parse(JSON.stringify(gateway.services.eventData.sample(type, at)));
    const body = { type, timestamp: '2026-02-26T12:00:00Z', sequence: 4, data };
    expect(problemsOf(content['application/json'].schema, body)).toEqual([]);
    expect(problemsOf(content['application/json'].schema, { ...body, type: 'other' })).not.toEqual([]);
  });

  it('the OpenAPI document has every event that webhooks get', () => {
    expect(Object.keys(openApi.webhooks ?? {}).filter(isWebhookEvent)).toEqual(webhookEvents);
  });
});

describe('GET /api/v1/openapi.json', () => {
  const get = (headers: Record<string, string> = {}, url = '/api/v1/openapi.json') =>
    gateway.app.inject({ url, headers });

  it('GET /api/v1/openapi.json needs no key, with and without a slash at its end, and has the public address', async () => {
    const response = await get();
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['x-request-id']).toBeTruthy();
    expect(response.json().servers[0].url).toBe(`${gateway.services.publicUrl}/api/v1`);
    expect(Object.keys(response.json().paths)).toEqual(Object.keys(openApi.paths ?? {}));
    expect((await get({}, '/api/v1/openapi.json/')).body).toBe(response.body);
  });

  it('GET /api/v1/openapi.json is sent again only to those who do not have it, and compressed', async () => {
    const { headers, rawPayload } = await get({ 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(rawPayload.length).toBeLessThan(40_000);
    const again = await get({ 'if-none-match': String(headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('GET /api/v1/openapi.json can be read by the pages of CORS_ORIGINS alone', async () => {
    const { headers } = await get({ origin: 'https://app.example' });
    expect(headers['access-control-allow-origin']).toBe('https://app.example');
    expect(headers.vary).toBe('Origin, Accept-Encoding');
    expect((await get({ origin: 'https://other.example' })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });

  it('GET /api/v1/openapi.json takes no other method', async () => {
    const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/openapi.json' });
    expect(response.statusCode).toBe(405);
    expect(response.headers['allow']).toBe('GET, HEAD, OPTIONS');
    expect(response.json()).toMatchObject({ code: 'method_not_allowed' });
  });

  it('GET /api/v1/openapi.json counts for the address like every request without a key', async () => {
    const get = async (url: string) =>
      (await gateway.app.inject({ url, remoteAddress: '198.51.100.1' })).statusCode;
    for (let counted = 1; counted < 300; counted += 1) {
      await get('/favicon.svg');
    }
    expect([await get('/api/v1/openapi.json'), await get('/api/v1/openapi.json')]).toEqual([200, 429]);
  });
});

describe('GET /api/v1/docs/', () => {
  it('GET /api/v1/docs/ shows the demo key to no other origin and in no frame, and is stored in no shared cache', async () => {
    const { headers, body } = await gateway.app.inject({
      url: '/api/v1/docs/',
      headers: { origin: 'https://app.example' },
    });
    expect(body).toContain(gateway.demoKey);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['cache-control']).toBe('private, no-cache');
    const rebound = await gateway.app.inject({ url: '/api/v1/docs/', headers: { host: 'evil.example' } });
    expect([rebound.statusCode, rebound.body.includes('kycg_')]).toEqual([421, false]);
  });

  it('GET /api/v1/docs/ serves only the files that its page uses', async () => {
    const { body } = await gateway.app.inject({ url: '/api/v1/docs/' });
    const files = [...body.matchAll(/"(\/api\/v1\/docs\/files\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(files).toHaveLength(3);
    for (const url of files) {
      const { statusCode, headers } = await gateway.app.inject({ url });
      expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    expect((await gateway.app.inject({ url: '/api/v1/docs/files/other.js' })).statusCode).toBe(404);
  });
});
