import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ hasDemoTenant: true, environment: { RATE_LIMIT_PER_MINUTE: '3000' } });
});
afterAll(() => gateway.drop());

let calls = 0;
/** Calls from an address of its own unless one is passed. */
function get(url: string, headers: Record<string, string> = {}, from?: string) {
  calls += 1;
  return gateway.app.inject({ url, remoteAddress: from ?? `198.51.100.${calls}`, headers });
}
const openPage = (headers: Record<string, string> = {}, from?: string) =>
  get('/graphql', { accept: 'text/html', ...headers }, from);
const filesOf = (page: string) => [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);

describe('GraphiQL', () => {
  it('GraphiQL is a page of some kilobytes, compressed on request, that holds no script', async () => {
    const page = await openPage();
    expect(page.rawPayload.length).toBeLessThan(50_000);
    expect(page.body).not.toMatch(/<script(?![^>]*(?:src=|type="application\/json"))/);
    const compressed = await openPage({ 'accept-encoding': 'gzip, br' });
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(compressed.rawPayload).toString()).toBe(page.body);
    const refused = await openPage({ 'accept-encoding': 'gzip;q=0' });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it('GraphiQL is not sent again to a browser that has it', async () => {
    const page = await openPage();
    expect(page.headers['cache-control']).toBe('private, no-cache');
    const again = await openPage({ 'if-none-match': String(page.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const other = await openPage({ 'if-none-match': '"other"' });
    expect(other.statusCode).toBe(200);
  });

  it('GraphiQL loads files that are compressed, may be kept forever and are not sent twice', async () => {
    const paths = filesOf((await openPage()).body);
    expect(paths.length).toBeGreaterThanOrEqual(4);
    let bytes = 0;
    for (const path of paths) {
      const file = await get(path);
      expect(file.statusCode, path).toBe(200);
      expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(file.headers['content-encoding']).toBe('gzip');
      expect(file.headers['x-content-type-options']).toBe('nosniff');
      expect(gunzipSync(file.rawPayload).length).toBeGreaterThan(0);
      bytes += file.rawPayload.length;
      const again = await get(path, { 'if-none-match': `W/${file.headers.etag}` });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    expect(bytes).toBeLessThan(2_500_000);
    expect((await get('/graphql/files/other.js')).statusCode).toBe(404);
  });

  it('GraphiQL costs no compression per request', async () => {
    const paths = filesOf((await openPage()).body);
    const contents = await Promise.all(paths.map(async (path) => gunzipSync((await get(path)).rawPayload)));
    const cpuMs = async (work: () => unknown) => {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    const compressing = await cpuMs(() =>
      contents.forEach((content) => void gzipSync(content, { level: 9 })),
    );
    const rounds = 20;
    const serving = await cpuMs(async () => {
      for (let round = 0; round < rounds; round += 1) {
        for (const path of paths) {
          await get(path);
        }
      }
    });
    expect(serving / rounds).toBeLessThan(compressing * 0.7);
  });

  it('the files of GraphiQL’s page count towards the rate limit like every other request without a key', async () => {
    const from = '203.0.113.1';
    const [file = ''] = filesOf((await openPage({}, from)).body);
    for (let count = 1; count < 300; count += 1) {
      expect((await (count % 2 ? get(file, {}, from) : openPage({}, from))).statusCode).toBe(200);
    }
    for (const response of [
      await openPage({}, from),
      await get(file, {}, from),
      await openPage({ 'if-none-match': '"x"' }, from),
      await get('/api/v1/credits/', {}, from),
    ]) {
      expect(response.statusCode).toBe(429);
      expect(response.headers['retry-after']).toMatch(/^\d+$/);
    }
  });

  it('GraphiQL is readable by no other origin, like every page', async () => {
    const { body } = await openPage();
    expect(body).toContain(gateway.demoKey);
    for (const path of ['/graphql', ...filesOf(body), '/dev/mail', '/w/nobody']) {
      for (const method of ['GET', 'HEAD'] as const) {
        const response = await gateway.app.inject({
          method,
          url: path,
          headers: { accept: 'text/html', origin: 'http://evil.example' },
        });
        expect(
          Object.keys(response.headers).filter((name) => name.startsWith('access-control')),
          `${method} ${path}`,
        ).toEqual([]);
        expect(response.headers['cross-origin-resource-policy']).toBe('same-origin');
      }
    }
    // Operations may be called from pages of any origin.
    const operation = await get('/graphql?query={__typename}', { origin: 'http://other.example' });
    expect(operation.headers['access-control-allow-origin']).toBe('*');
  });
});

describe('without GraphiQL', () => {
  it('a browser gets what every client gets', async () => {
    const other = await startTestGateway({ environment: { GRAPHIQL: 'false' } });
    const ask = (headers: Record<string, string>) => other.app.inject({ url: '/graphql', headers });
    const page = await ask({ accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(page.statusCode).toBe(401);
    expect(page.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
    });
    const [file = ''] = filesOf((await openPage()).body);
    expect((await other.app.inject({ url: file })).statusCode).toBe(404);
    await other.drop();
  });
});
