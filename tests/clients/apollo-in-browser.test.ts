import { writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, describe, expect, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { type BuiltProgram, buildProgram } from './build-program.ts';
import { type Site, serveProgram } from './serve-program.ts';
import { it } from './shared-gateway.ts';

declare const readName: (id: string) => Promise<any>;
declare const upload: (entityId: string, content: string, name: string) => Promise<any>;

let world: World;
let program: BuiltProgram;
let site: Site;
let browser: Browser;

it.beforeAll(async ({ gateway }) => {
  world = await createWorld(gateway);
  program = await buildProgram({
    name: 'apollo-page.ts',
    platform: 'browser',
    generate: async ({ folder }) =>
      writeFile(`${folder}/src/possible-types.json`, JSON.stringify(await readPossibleTypes())),
  });
  site = await serveProgram(program);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await program?.remove();
});

/** What Apollo's documentation tells to generate: the types of each interface and union. */
async function readPossibleTypes(): Promise<Record<string, string[]>> {
  const { data } = await world.tenant.graphql('{ __schema { types { name possibleTypes { name } } } }');
  return Object.fromEntries(
    data.__schema.types
      .filter(({ possibleTypes }: any) => possibleTypes)
      .map(({ name, possibleTypes }: any) => [name, possibleTypes.map((type: any) => type.name)]),
  );
}

interface OpenOptions {
  host?: string;
  gateway: string;
  key?: string;
}

async function open({ host = 'localhost', gateway, key = world.tenant.key }: OpenOptions): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${site.originOf(host)}/?${new URLSearchParams({ gateway, key })}`);
  await page.waitForFunction(() => 'upload' in globalThis);
  return page;
}

/** Collects the method and the headers of each request that reaches a gateway until the test ends. */
function watchRequests({ app }: TestGateway): { method: string; headers: IncomingHttpHeaders }[] {
  const requests: { method: string; headers: IncomingHttpHeaders }[] = [];
  const listen = ({ method = '', headers }: IncomingMessage) => requests.push({ method, headers });
  app.server.on('request', listen);
  onTestFinished(() => void app.server.off('request', listen));
  return requests;
}

const requestedHeaders = ({ headers }: { headers: IncomingHttpHeaders }) =>
  String(headers['access-control-request-headers']).split(',');

describe('Apollo Client in a page of another origin', () => {
  it('Apollo Client in a page of another origin reads an entity with the page’s name, version and trace after one preflight', async ({
    gateway,
  }) => {
    const requests = watchRequests(gateway);
    const page = await open({ gateway: gateway.origin });
    const shown = await page.evaluate((id) => readName(id), world.company);

    expect(shown).toEqual({ name: 'Acme Trading Ltd', requestId: expect.stringMatching(/^[\w-]{36}$/) });
    expect(requests.map(({ method }) => method)).toEqual(['OPTIONS', 'POST']);
    expect(requestedHeaders(requests[0]!)).toEqual(
      expect.arrayContaining([
        'apollographql-client-name',
        'apollographql-client-version',
        'authorization',
        'content-type',
        'traceparent',
      ]),
    );
    expect(requests[1]?.headers).toMatchObject({
      origin: site.originOf('localhost'),
      'apollographql-client-name': 'back-office',
      'apollographql-client-version': '1.2.3',
      traceparent: expect.stringMatching(/^00-/),
    });
  });

  it('uploads a file with apollo-upload-client, and shows the error of one that is not accepted', async ({
    gateway,
  }) => {
    const requests = watchRequests(gateway);
    const page = await open({ gateway: gateway.origin });
    const uploadText = (content: string, name: string) =>
      page.evaluate((input) => upload(input.company, input.content, input.name), {
        company: world.company,
        content,
        name,
      });

    expect(await uploadText('Company number: 04812377', 'Auszug 雪.txt')).toEqual({
      __typename: 'UploadDocumentPayload',
      document: { __typename: 'Document', id: expect.any(String), name: 'Auszug 雪.txt', sizeBytes: 24 },
    });
    expect(requests.map(({ method }) => method)).toEqual(['OPTIONS', 'POST']);
    expect(requestedHeaders(requests[0]!)).toEqual(
      expect.arrayContaining(['apollo-require-preflight', 'apollographql-client-name', 'traceparent']),
    );
    expect(requests[1]?.headers['content-type']).toMatch(/^multipart\/form-data/);
    expect(await uploadText('MZ\u0000\u0001', 'tool.exe')).toMatchObject({
      __typename: 'UnsupportedMediaTypeError',
      message: expect.any(String),
    });
  });

  it('Apollo Client in a page of another origin can read the code and the request id of a rejection', async ({
    gateway,
  }) => {
    const page = await open({ gateway: gateway.origin, key: 'kycg_live_unknown' });
    expect(await page.evaluate((id) => readName(id), world.company)).toEqual({
      code: 'UNAUTHENTICATED',
      requestId: expect.stringMatching(/^[\w-]{36}$/),
    });
  });

  it('Apollo Client reads an entity from a listed origin, and sends only a preflight from one that is not listed', async () => {
    const gateway = await startTestGateway({ environment: { CORS_ORIGINS: site.originOf('localhost') } });
    onTestFinished(() => gateway.drop());
    const origin = await gateway.listen();
    const { tenant, company } = await createWorld(gateway);
    const requests = watchRequests(gateway);

    const listed = await open({ gateway: origin, key: tenant.key });
    expect(await listed.evaluate((id) => readName(id), company)).toMatchObject({ name: 'Acme Trading Ltd' });
    requests.splice(0);
    const unlisted = await open({ host: '127.0.0.1', gateway: origin, key: tenant.key });
    expect(await unlisted.evaluate((id) => readName(id), company)).toEqual({
      failure: 'TypeError: Failed to fetch',
    });
    expect(requests.map(({ method }) => method)).toEqual(['OPTIONS']);
  });
});
