import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { usedHeapBytes } from '../support/heap.ts';
import { measure } from '../support/resources.ts';

const maxQueryBytes = 65_536;

let gateway: TestGateway;
let tenant: TestTenant;

beforeAll(async () => {
  gateway = await startTestGateway();
  tenant = await gateway.createTenant();
});
afterAll(() => gateway.drop());

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      accept: 'application/json',
      ...headers,
    },
    payload,
  });

/** A valid query of so many bytes. */
function queryOf(bytes: number, { filler = 'x' } = {}): string {
  const query = '{ viewer { tenant { id } } }\n#';
  const rest = bytes - query.length;
  return query + filler.repeat(Math.floor(rest / Buffer.byteLength(filler)));
}

function multipart(operations: object) {
  const boundary = 'a-boundary';
  const part = (name: string, text: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  return {
    payload: `${part('operations', JSON.stringify(operations))}${part('map', '{}')}--${boundary}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

describe('a large GraphQL body', () => {
  const bodies: Record<string, string> = {
    'with a query of 1 MB': JSON.stringify({ query: queryOf(1_000_000) }),
    'with variables of 1 MB': JSON.stringify({
      query: '{ viewer { tenant { id } } }',
      variables: { text: 'x'.repeat(1_000_000) },
    }),
    'of 1 MB that is not JSON': `{"query": "${'x'.repeat(1_000_000)}`,
    'of a million brackets': '['.repeat(1_000_000),
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(`${name} costs less than 60 ms of the processor`, async () => {
      await post(body);
      const { cpuMs } = await measure(() => post(body), 60);
      expect(cpuMs).toBeLessThan(60);
    });
  }
});

describe('a query of more than 64 KiB is rejected with 413', () => {
  const ways: Record<string, (query: string) => ReturnType<typeof post>> = {
    'in a JSON body': (query) => post(JSON.stringify({ query })),
    'as the body': (query) => post(query, { 'content-type': 'application/graphql' }),
    'in a multipart body': (query) => {
      const { payload, headers } = multipart({ query, variables: {} });
      return post(payload, headers);
    },
    'in the URL': (query) =>
      gateway.app.inject({
        url: `/graphql?query=${encodeURIComponent(query)}`,
        headers: { authorization: `Bearer ${tenant.key}`, accept: 'application/json' },
      }),
  };
  for (const [way, send] of Object.entries(ways)) {
    it(way, async () => {
      expect((await send(queryOf(maxQueryBytes))).json().data).toEqual({
        viewer: { tenant: { id: tenant.id } },
      });
      for (const query of [queryOf(maxQueryBytes + 1), queryOf(maxQueryBytes + 3, { filler: '€' })]) {
        const response = await send(query);
        expect(response.statusCode).toBe(413);
        expect(response.json()).toEqual({
          errors: [{ message: expect.stringContaining('64 KiB'), extensions: { code: 'PAYLOAD_TOO_LARGE' } }],
        });
        expect(response.headers['x-request-id']).toEqual(expect.any(String));
      }
    });
  }
});

describe('documents that a client sends only once', () => {
  /** As many tokens as are parsed, so that each takes as much memory as a document can. */
  const fields = `${'id '.repeat(2_900)}`;
  const documents: Record<string, (index: number) => string> = {
    valid: (index) => `{ viewer { tenant { ${fields} } } } #${index}`,
    'valid and small': (index) => `{ a${index}: viewer { tenant { id } } }`,
    invalid: (index) => `{ viewer { tenant { ${fields} nothing${index} } } }`,
    'not GraphQL': (index) => `{ viewer { tenant { ${fields} } #${index}`,
  };
  for (const [name, documentOf] of Object.entries(documents)) {
    it(`documents that a client sends only once take a bounded amount of memory: ${name}`, async () => {
      await post(JSON.stringify({ query: documentOf(0) }));
      const before = usedHeapBytes();
      for (let index = 1; index <= 40; index += 1) {
        await post(JSON.stringify({ query: documentOf(index) }));
      }
      expect(usedHeapBytes() - before).toBeLessThan(8_000_000);
    });
  }
});

describe('a GraphQL request that a form could send', () => {
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'text/plain;charset=UTF-8']) {
    it(`a GraphQL request that a form could send is rejected with 415: ${type}`, async () => {
      const query = '{ viewer { tenant { id } } }';
      for (const body of [`query=${encodeURIComponent(query)}`, JSON.stringify({ query })]) {
        const response = await post(body, { 'content-type': type });
        expect(response.statusCode).toBe(415);
        expect(response.json()).toEqual({
          errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
        });
      }
    });
  }
});

describe('a body that cannot be read is rejected in the shape of GraphQL', () => {
  const query = JSON.stringify({ query: '{ viewer { tenant { id } } }' });
  const bodies: Record<string, [Buffer | string, Record<string, string>, number]> = {
    'bytes that are not UTF-8': [
      Buffer.concat([
        Buffer.from('{"query":"{ viewer { tenant { id } } } #'),
        Buffer.from([0xfc]),
        Buffer.from('"}'),
      ]),
      {},
      400,
    ],
    'another charset': [query, { 'content-type': 'application/json; charset=iso-8859-1' }, 415],
    'a compressed one': [query, { 'content-encoding': 'gzip' }, 415],
    'nothing at all': ['', {}, 400],
    null: ['null', {}, 400],
    'a type of its own': [query, { 'content-type': 'application/xml' }, 415],
  };
  for (const [name, [body, headers, status]] of Object.entries(bodies)) {
    it(name, async () => {
      const response = await post(body, headers);
      expect(response.statusCode).toBe(status);
      expect(response.json()).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
      });
    });
  }

  it('malformed variables in a URL', async () => {
    const response = await gateway.app.inject({
      url: `/graphql?query=${encodeURIComponent('{ viewer { tenant { id } } }')}&variables={`,
      headers: { authorization: `Bearer ${tenant.key}`, accept: 'application/json' },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('headers of the engine that are about a connection', () => {
  for (const accept of ['multipart/mixed', 'text/event-stream', 'application/json']) {
    it(`headers of the engine that are about a connection are not sent: ${accept}`, async () => {
      const { headers, statusCode, body } = await post(
        JSON.stringify({ query: '{ viewer { tenant { id } } }' }),
        { accept },
      );
      expect(statusCode).toBe(200);
      expect(body).toContain(tenant.id);
      expect(headers['transfer-encoding']).toBeUndefined();
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers.connection).not.toBe('close');
      expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
    });
  }

  it('a GraphQL request for a media type that cannot be produced is rejected with 406', async () => {
    const response = await post(JSON.stringify({ query: '{ viewer { tenant { id } } }' }), {
      accept: 'image/png',
    });
    expect(response.statusCode).toBe(406);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});
