import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basePathOf, createBasePathRemoval } from '../../src/http/base-path.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

const base = 'https://kyc.example.com/gateway';

/** What proxies make of the path that a browser asks for. */
const proxies: Record<string, (path: string) => string> = {
  'that removes the path': (path) => path.slice('/gateway'.length),
  'that keeps the path': (path) => path,
};

describe.each(Object.entries(proxies))('under a path of PUBLIC_URL, behind a proxy %s,', (_name, forward) => {
  let gateway: TestGateway;
  let world: World;
  let link: string;
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { PUBLIC_URL: `${base}/` } });
    world = await createWorld(gateway);
    await sendWorkflow(world);
    link = `/gateway${await newestLink(world)}`;
  });
  afterAll(() => gateway.drop());

  /** What a browser gets at an address, which the proxy serves only below its path. */
  async function browse(address: string, options: { method?: 'POST'; form?: string; accept?: string } = {}) {
    const { pathname, search, origin } = new URL(address, base);
    expect(origin).toBe('https://kyc.example.com');
    expect(pathname).toMatch(/^\/gateway(?:\/|$)/);
    return gateway.app.inject({
      method: options.method ?? 'GET',
      url: forward(pathname) + search,
      headers: {
        host: 'kyc.example.com',
        accept: options.accept ?? 'text/html',
        ...(options.form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(options.form && { payload: options.form }),
    });
  }

  /** Everything that a page loads or links to, as addresses of a browser. */
  const addressesIn = (html: string, page: string): string[] =>
    [...html.matchAll(/(?:href|src|action)="?([^"# >]+)/g)]
      .map(([, reference = '']) => reference.replaceAll('&#38;', '&'))
      .filter((reference) => !/^(?:data|mailto):/.test(reference))
      .map((reference) => new URL(reference, new URL(page, base)).href);

  it('emails link to it', async () => {
    const { body } = await world.tenant.rest('GET', '/captured-mails/');
    expect(body.results[0].text).toContain(`${base}/w/`);
  });

  it('a recipient’s page has its style and script, and all that it links to', async () => {
    for (const page of [link, `${link}/`, '/gateway/w/nothing', '/gateway/w', '/gateway/verification/done']) {
      const { body } = await browse(page);
      const addresses = addressesIn(body, page);
      expect(
        addresses.some((address) => address.includes('/assets/')),
        page,
      ).toBe(true);
      for (const address of addresses) {
        const { statusCode } = await browse(address);
        expect(statusCode, address).toBe(/\/w(?:\/nothing)?(?:\?|$)/.test(address) ? 404 : 200);
      }
    }
  });

  it('a saved draft leads back to the page', async () => {
    const saved = await browse(link, { method: 'POST', form: 'step=DDQ&action=save' });
    expect(saved.statusCode).toBe(303);
    const location = String(saved.headers.location);
    expect(location).toBe(`${link}?saved=1`);
    expect((await browse(location)).statusCode).toBe(200);
  });

  it('GraphiQL loads its files and calls the endpoint', async () => {
    const { body } = await browse('/gateway/graphql');
    const addresses = addressesIn(body, '/gateway/graphql');
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) {
      expect((await browse(address)).statusCode, address).toBe(200);
    }
    const start = await browse(addresses.find((address) => address.includes('/start-')) ?? '');
    expect(start.statusCode).toBe(200);
    const configuration = JSON.parse(/id="configuration">(.*?)<\/script>/s.exec(body)?.[1] ?? '{}');
    expect(configuration.endpoint).toBe('/gateway/graphql');
    const operation = await browse(configuration.endpoint, { accept: 'application/json' });
    expect(operation.json().errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it('captured email links to each email and back', async () => {
    const list = await browse('/gateway/dev/mail');
    const [mail = ''] = addressesIn(list.body, '/gateway/dev/mail');
    const shown = await browse(mail);
    expect(shown.statusCode).toBe(200);
    expect(addressesIn(shown.body, mail)).toContain(`${base}/dev/mail`);
  });

  it('pages of REST lists link to each other', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      await world.tenant.rest('POST', '/entities/', { legal_name: name });
    }
    const headers = { authorization: `Bearer ${world.tenant.key}` };
    const read = async (address: string) => {
      const { pathname, search } = new URL(address);
      return (await gateway.app.inject({ url: forward(pathname) + search, headers })).json();
    };
    const first = await read(`${base}/api/v1/entities/?page_size=2`);
    expect(first.next).toBe(`${base}/api/v1/entities/?page_size=2&page=2`);
    const second = await read(first.next);
    expect(second.previous).toBe(`${base}/api/v1/entities/?page_size=2&page=1`);
    expect(second.results).toHaveLength(2);
  });

  it('errors keep the shape of the API that the path belongs to', async () => {
    const rest = await browse('/gateway/api/v1/nowhere/', { accept: '*/*' });
    expect([rest.statusCode, rest.json().code]).toEqual([401, 'authentication_failed']);
    expect((await browse('/gateway/health/ready')).statusCode).toBe(200);
  });
});

describe('the base path', () => {
  const remove = (basePath: string, ...targets: string[]) => {
    const removal = createBasePathRemoval(basePath, new Set(['w', 'api', 'graphql', 'assets']));
    return targets.map(removal);
  };

  it('the base path is the path of the public address', () => {
    expect(
      [undefined, 'https://a.example', 'https://a.example/', 'https://a.example/b/c'].map(basePathOf),
    ).toEqual(['', '', '', '/b/c']);
  });

  it('the base path is removed from what begins with it and continues like a path of the gateway', () => {
    expect(
      remove('/a/b', '/a/b/w/x?y', '/a/b/graphql?query=1', '/a/b', '/a/b/', '/a/b?x', '/a/b/api/v1/'),
    ).toEqual(['/w/x?y', '/graphql?query=1', '/', '/', '/?x', '/api/v1/']);
    expect(remove('/a', '/w/x', '/ab/w/x', '/a/nothing', '/b', '*')).toEqual([
      '/w/x',
      '/ab/w/x',
      '/a/nothing',
      '/b',
      '*',
    ]);
    expect(remove('', '/w/x', '/')).toEqual(['/w/x', '/']);
  });

  it('the base path can have the name of a path of the gateway', () => {
    expect(remove('/api', '/api/v1/credits/', '/api/api/v1/credits/', '/api/w/x')).toEqual([
      '/api/v1/credits/',
      '/api/v1/credits/',
      '/w/x',
    ]);
    expect(remove('/w', '/w', '/w/', '/w/token', '/w/w/token')).toEqual([
      '/w',
      '/w/',
      '/w/token',
      '/w/token',
    ]);
  });
});
