import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let entityId: string;
beforeAll(async () => {
  gateway = await shareTestGateway();
  tenant = await gateway.createTenant();
  entityId = (await tenant.rest('POST', '/entities/', { legal_name: 'Acme' })).body.id;
});
afterAll(() => gateway.drop());

async function post(url: string, payload: Buffer, headers: Record<string, string>) {
  const response = await gateway.app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${tenant.key}`, ...headers },
    payload,
  });
  return { status: response.statusCode, body: response.body === '' ? undefined : response.json() };
}

const json = { 'content-type': 'application/json' };
const rest = (payload: Buffer, headers: Record<string, string> = json) =>
  post('/api/v1/entities/', payload, headers);
const graphql = (payload: Buffer, headers: Record<string, string> = json) =>
  post('/graphql', payload, { accept: 'application/json', ...headers });

const restBody = (name: string) => JSON.stringify({ legal_name: name });
const graphqlBody = (name: string) =>
  JSON.stringify({
    query: 'mutation ($input: CreateEntityInput!) { createEntity(input: $input) { __typename } }',
    variables: { input: { legalName: name } },
  });

/** One part of a form, as bytes. */
const part = (head: string, content: Buffer, more = '') =>
  Buffer.concat([
    Buffer.from(`--b\r\nContent-Disposition: form-data; ${head}\r\n${more}\r\n`, 'latin1'),
    content,
    Buffer.from('\r\n'),
  ]);
const form = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from('--b--\r\n')]);
const multipart = { 'content-type': 'multipart/form-data; boundary=b' };

describe('a body that is not valid UTF-8', () => {
  it.each([
    ['Latin-1', Buffer.from('Müller', 'latin1')],
    ['half a character', Buffer.from('Müller').subarray(0, 2)],
    ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0x80])],
    ['an overlong form', Buffer.from([0xc0, 0xaf])],
  ])(
    'a body that is not valid UTF-8 is a 400 on both APIs and nothing is stored: %s',
    async (_what, bytes) => {
      const [start, end] = restBody('#').split('#');
      const restAnswer = await rest(Buffer.concat([Buffer.from(`${start}`), bytes, Buffer.from(`${end}`)]));
      expect(restAnswer).toMatchObject({
        status: 400,
        body: { code: 'validation_error', errors: { body: [expect.any(String)] } },
      });
      const [graphqlStart, graphqlEnd] = graphqlBody('#').split('#');
      const graphqlAnswer = await graphql(
        Buffer.concat([Buffer.from(`${graphqlStart}`), bytes, Buffer.from(`${graphqlEnd}`)]),
      );
      expect(graphqlAnswer).toMatchObject({
        status: 400,
        body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      });
      const { body } = await tenant.rest('GET', '/entities/');
      expect(body.count).toBe(1);
    },
  );

  it('a body that is not valid UTF-8 is a 400 in the fields and the names of a form, too', async () => {
    const operations = Buffer.from(graphqlBody('Müller'), 'latin1');
    const map = part('name="map"', Buffer.from('{}'));
    for (const more of [
      '',
      'Content-Type: application/json\r\n',
      'Content-Type: text/plain; charset=utf-8\r\n',
    ]) {
      const answer = await graphql(form(part('name="operations"', operations, more), map), multipart);
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      });
    }
    const named = form(part('name="file"; filename="M\xfcller.txt"', Buffer.from('text')));
    expect(await post(`/api/v1/entities/${entityId}/documents/`, named, multipart)).toMatchObject({
      status: 400,
      body: { code: 'validation_error' },
    });
  });
});

describe('a body that is valid UTF-8', () => {
  it.each([
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8',
  ])('a body that is valid UTF-8 is read: %s', async (contentType) => {
    const headers = { 'content-type': contentType, 'content-encoding': 'identity' };
    const { status, body } = await rest(Buffer.from(restBody('Żółty \ufffd 漢字 😀')), headers);
    expect([status, body.legal_name]).toEqual([201, 'Żółty \ufffd 漢字 😀']);
    expect((await graphql(Buffer.from(graphqlBody('Müller')), headers)).status).toBe(200);
  });

  it.each([
    '',
    'Content-Type: application/json; charset=UTF-8\r\n',
    'Content-Type: text/plain; charset=utf-8\r\n',
  ])('a body that is valid UTF-8 is read in the fields and the names of a form: %j', async (more) => {
    const operations = part('name="operations"', Buffer.from(graphqlBody('Müller 漢字')), more);
    const { body } = await graphql(form(operations, part('name="map"', Buffer.from('{}'))), multipart);
    expect(body).toEqual({ data: { createEntity: { __typename: 'CreateEntityPayload' } } });
  });

  it('a body that is valid UTF-8 names a file as its sender did before a browser escaped the name', async () => {
    const name = Buffer.from('The %22final%22 100%25 Müller.txt').toString('latin1');
    const body = form(part(`name="file"; filename="${name}"`, Buffer.from('some text')));
    const answer = await post(`/api/v1/entities/${entityId}/documents/`, body, multipart);
    expect([answer.status, answer.body.name]).toEqual([201, 'The "final" 100%25 Müller.txt']);
  });
});

describe('a body that says it is something else than plain UTF-8', () => {
  it.each<[string, Record<string, string>]>([
    ['another charset', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['UTF-16', { 'content-type': 'application/json; charset="utf-16"' }],
    ['gzip', { ...json, 'content-encoding': 'gzip' }],
    ['deflate', { ...json, 'content-encoding': 'deflate' }],
    ['br', { ...json, 'content-encoding': 'br' }],
    ['two codings', { ...json, 'content-encoding': 'identity, gzip' }],
  ])(
    'a body that says it is something else than plain UTF-8 is a 415 on both APIs: %s',
    async (_what, headers) => {
      const body = headers['content-encoding'] ? gzipSync(restBody('Zip')) : Buffer.from(restBody('Zip'));
      expect(await rest(body, headers)).toMatchObject({
        status: 415,
        body: { code: 'unsupported_media_type' },
      });
      expect(await graphql(body, headers)).toMatchObject({
        status: 415,
        body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      });
      const file = form(part('name="file"; filename="a.txt"', Buffer.from('text')));
      if (headers['content-encoding']) {
        const answer = await post(`/api/v1/entities/${entityId}/documents/`, file, {
          ...headers,
          ...multipart,
        });
        expect(answer.status).toBe(415);
      }
    },
  );
});

describe('no body', () => {
  it('a missing body is accepted where no field is required, and so is null', async () => {
    for (const body of [undefined, '', 'null', '{}']) {
      const answer = await tenant.rest('POST', `/workflows/${entityId}/revoke/`, body);
      expect([answer.status, answer.body.code], String(body)).toEqual([404, 'not_found']);
    }
    for (const body of ['[]', '0', 'false', '""', '"null"']) {
      const answer = await tenant.rest('POST', `/workflows/${entityId}/revoke/`, body);
      expect([answer.status, answer.body.errors?.body], body).toEqual([400, [expect.any(String)]]);
    }
  });

  it.each([undefined, '', 'null', ' null\n', '{}'])(
    'a missing body is treated as an empty object: %j',
    async (body) => {
      const prefill = await tenant.rest('POST', '/entities/', { legal_name: 'Body' });
      expect(prefill.status).toBe(201);
      const answer = await tenant.rest('POST', '/entities/', body);
      expect(answer.body.errors).toEqual({ legal_name: ['This field is required.'] });
    },
  );
});
