import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let documentId: string;
beforeAll(async () => {
  gateway = await shareTestGateway();
  tenant = await gateway.createTenant();
  for (let count = 0; count < 10; count += 1) {
    await tenant.rest('POST', '/entities/', { legal_name: `Company ${count}` });
  }
  const { body } = await tenant.rest('GET', '/entities/');
  const form = [
    '--b',
    'Content-Disposition: form-data; name="file"; filename="notes.txt"',
    '',
    'The same line.\n'.repeat(500),
    '--b--',
    '',
  ].join('\r\n');
  const uploaded = await tenant.rest('POST', `/entities/${body.results[0].id}/documents/`, form, {
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  documentId = uploaded.body.id;
});
afterAll(() => gateway.drop());

const get = (url: string, encoding?: string) =>
  gateway.app.inject({
    url,
    headers: {
      authorization: `Bearer ${tenant.key}`,
      accept: 'application/json',
      ...(encoding !== undefined && { 'accept-encoding': encoding }),
    },
  });
const entities = '/api/v1/entities/';
const graphql = `/graphql?query=${encodeURIComponent('{ entities { nodes { id name legalName createdAt updatedAt } } }')}`;

describe.each([entities, graphql])('a response of some kilobytes: %s', (url) => {
  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip;q=1, *;q=0', 'gzip', gunzipSync],
  ])(
    'a response of some kilobytes is compressed for a client that accepts %s',
    async (accepted, encoding, decompress) => {
      const plain = await get(url);
      const compressed = await get(url, accepted);
      expect(compressed.headers['content-encoding']).toBe(encoding);
      expect(String(compressed.headers.vary).toLowerCase()).toContain('accept-encoding');
      expect(compressed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
      expect(decompress(compressed.rawPayload).toString()).toBe(plain.body);
      expect(compressed.headers['cache-control']).toBe('private, no-store');
    },
  );

  it.each([undefined, '', 'identity', 'gzip;q=0'])(
    'a response of some kilobytes is sent uncompressed to a client that accepts %j',
    async (accepted) => {
      const { headers, body } = await get(url, accepted);
      expect(headers['content-encoding']).toBeUndefined();
      expect(JSON.parse(body)).toBeDefined();
    },
  );
});

it('a small response is not worth compressing', async () => {
  const { headers, body } = await get('/api/v1/credits/', 'gzip, br');
  expect(headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(body)).toEqual({ available: 100, held: 0, used: 0 });
});

it('the content of a file is sent as it is stored', async () => {
  const { headers, rawPayload } = await get(`/api/v1/documents/${documentId}/content/`, 'gzip, br');
  expect(headers['content-encoding']).toBeUndefined();
  expect(Number(headers['content-length'])).toBe(rawPayload.length);
  expect(rawPayload.toString()).toBe('The same line.\n'.repeat(500));
});
