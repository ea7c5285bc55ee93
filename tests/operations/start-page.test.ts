import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const hrefsIn = (page: string): string[] =>
  [...page.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The text of an element, as a browser shows it. */
const unescaped = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_match, code) => String.fromCharCode(Number(code)));

describe('outside production', () => {
  let gateway: TestGateway;
  let url: string;
  beforeAll(async () => {
    gateway = await startTestGateway({ hasDemoTenant: true });
    url = await gateway.listen();
  });
  afterAll(() => gateway.drop());

  it('the start page links to GraphiQL, the reference, the schema, captured email and a first send, and no link is dead', async () => {
    const page = await fetch(url, { headers: browser });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    const body = await page.text();
    const hrefs = hrefsIn(body);
    expect(hrefs).toEqual(
      expect.arrayContaining([
        '/graphql',
        '/api/v1/docs/',
        '/schema.graphql',
        '/llms.txt',
        '/dev/mail',
        '#first-send',
      ]),
    );
    for (const href of hrefs) {
      expect((await fetch(new URL(href, url), { headers: browser })).status, href).toBe(200);
    }
    expect(body).toContain('id="first-send"');
  });

  it('the command of the first send sends a workflow', async () => {
    const { first_send: command } = (await (await fetch(url)).json()) as { first_send: string };
    const page = await (await fetch(url, { headers: browser })).text();
    expect(unescaped(/<pre[^>]*>(.*?)<\/pre>/s.exec(page)?.[1] ?? '')).toBe(command);
    const [, target, authorization, body] =
      /^curl -s (\S+) -H 'Authorization: (.*?)' .* -d '(.*)'$/.exec(command) ?? [];
    const sent = await fetch(target ?? '', {
      method: 'POST',
      headers: { authorization: authorization ?? '', 'content-type': 'application/json' },
      body: body ?? '',
    });
    expect(await sent.json()).toMatchObject({ status: 'sent' });
  });

  it('other clients get the same as JSON, with complete addresses', async () => {
    for (const accept of ['*/*', 'application/json', undefined]) {
      const options = accept === undefined ? {} : { accept };
      const { headers, body } = await gateway.app.inject({ url: '/', headers: options });
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      const { port } = new URL(url);
      expect(JSON.parse(body)).toEqual({
        name: 'Postern',
        description: expect.stringMatching(/KYC workflows/),
        links: {
          graphiql: `http://localhost:${port}/graphql`,
          reference: `http://localhost:${port}/api/v1/docs/`,
          schema: `http://localhost:${port}/schema.graphql`,
          mcp: `http://localhost:${port}/mcp`,
          team: `http://localhost:${port}/team/`,
          captured_mail: `http://localhost:${port}/dev/mail`,
        },
        first_send: expect.stringContaining(gateway.demoKey ?? 'no key'),
      });
    }
  });

  it('no other origin can read the demo key', async () => {
    for (const accept of ['text/html', '*/*']) {
      const foreign = { accept, origin: 'https://evil.example' };
      const { headers } = await gateway.app.inject({ url: '/', headers: foreign });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      const rebound = await gateway.app.inject({ url: '/', headers: { accept, host: 'evil.example' } });
      expect(rebound.statusCode).toBe(421);
      expect(rebound.body).not.toContain('kycg_');
    }
  });

  it('the schema is served as it is printed, without a key, and is kept by caches', async () => {
    const { statusCode, headers, body } = await gateway.app.inject({ url: '/schema.graphql' });
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect(body).toBe(await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'));
    const again = await gateway.app.inject({
      url: '/schema.graphql',
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it.each([
    ['/favicon.ico', 'image/x-icon'],
    ['/favicon.svg', 'image/svg+xml'],
  ])('%s is an icon', async (path, type) => {
    const { statusCode, headers, rawPayload } = await gateway.app.inject({ url: path });
    expect([statusCode, headers['content-type']]).toEqual([200, type]);
    expect(headers['cache-control']).toBe('public, max-age=86400');
    expect(rawPayload.length).toBeGreaterThan(100);
    expect(rawPayload.length).toBeLessThan(2_000);
  });
});

it('requests without a key are counted by address', async () => {
  const gateway = await startTestGateway({ environment: { RATE_LIMIT_PER_MINUTE: '3000' } });
  const paths = ['/', '/schema.graphql', '/llms.txt', '/favicon.ico', '/favicon.svg'];
  for (const [index, url] of paths.entries()) {
    const get = async (path: string) =>
      (await gateway.app.inject({ url: path, remoteAddress: `198.51.100.${index}` })).statusCode;
    for (let counted = 1; counted < 300; counted += 1) {
      await get('/favicon.svg');
    }
    expect([await get(url), await get(url)], url).toEqual([200, 429]);
  }
  await gateway.drop();
});

describe('under a path of PUBLIC_URL', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { PUBLIC_URL: 'https://kyc.example/gateway' } });
  });
  afterAll(() => gateway.drop());

  it.each(['/', '/gateway', '/gateway/'])(
    '%s is the start page, whose links stay below the path',
    async (at) => {
      const { statusCode, body } = await gateway.app.inject({ url: at, headers: browser });
      expect(statusCode).toBe(200);
      const hrefs = hrefsIn(body).filter((href) => !href.startsWith('#'));
      expect(hrefs.length).toBeGreaterThan(3);
      for (const href of hrefs) {
        expect(href).toMatch(/^\/gateway\//);
        expect((await gateway.app.inject({ url: href, headers: browser })).statusCode, href).toBe(200);
      }
      const json = await gateway.app.inject({ url: at });
      expect(json.json().links.schema).toBe('https://kyc.example/gateway/schema.graphql');
    },
  );
});

describe.each([false, true])('in production, with GRAPHIQL=%s,', (servesGraphiql) => {
  let database: TestDatabase;
  let gateway: Gateway;
  beforeAll(async () => {
    database = await createTestDatabase();
    gateway = await createGateway({
      settings: {
        ...readSettings({
          DATA_DIR: database.settings.dataDir,
          ...(database.settings.databaseUrl && { DATABASE_URL: database.settings.databaseUrl }),
          LOG_LEVEL: 'silent',
          PUBLIC_URL: 'https://kyc.example',
        }),
        isProduction: true,
        servesGraphiql,
      },
    });
  });
  afterAll(async () => {
    await gateway.close();
    await database.drop();
  });

  it('the start page links only to what is served', async () => {
    const { body } = await gateway.app.inject({ url: '/', headers: browser });
    const hrefs = hrefsIn(body);
    expect(hrefs).toEqual([
      '/favicon.svg',
      ...(servesGraphiql ? ['/graphql'] : []),
      '/api/v1/docs/',
      '/schema.graphql',
    ]);
    for (const href of hrefs) {
      expect((await gateway.app.inject({ url: href, headers: browser })).statusCode, href).toBe(200);
    }
    expect(body).not.toMatch(/kycg_|curl|\/dev\//);
    const json = await gateway.app.inject({ url: '/' });
    expect(json.json()).toEqual({
      name: 'Postern',
      description: expect.any(String),
      links: {
        ...(servesGraphiql && { graphiql: 'https://kyc.example/graphql' }),
        reference: 'https://kyc.example/api/v1/docs/',
        schema: 'https://kyc.example/schema.graphql',
      },
    });
  });
});
