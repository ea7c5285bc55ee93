import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { openConnection } from '../support/raw-http.ts';

let gateway: TestGateway;
let origin: string;
let key: string;
let tenantId: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  origin = await gateway.listen();
  ({ key, id: tenantId } = await gateway.createTenant());
});
afterAll(() => gateway.drop());

/** A response to a query, byte by byte. */
async function askRaw(accept: string): Promise<{ lines: string[]; body: Buffer }> {
  const payload = JSON.stringify({ query: '{ viewer { tenant { id } } }' });
  const socket = await openConnection(origin);
  const lines = [
    'POST /graphql HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Accept: ${accept}`,
    `Content-Length: ${payload.length}`,
    'Connection: close',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${payload}`);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const received = Buffer.concat(chunks);
  const end = received.indexOf('\r\n\r\n');
  return {
    lines: received.subarray(0, end).toString('latin1').split('\r\n'),
    body: received.subarray(end + 4),
  };
}

it.each([
  ['multipart/mixed', /^multipart\/mixed; *boundary=/],
  ['text/event-stream', /^text\/event-stream/],
  ['multipart/mixed, application/json', /^application\/json/],
  ['multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json', /json/],
  ['*/*', /json/],
])(
  'the response to a client that accepts %s is legal HTTP/1.1 with the result in it',
  async (accept, type) => {
    const { lines, body } = await askRaw(accept);
    expect(lines[0]).toBe('HTTP/1.1 200 OK');
    const headers = lines.slice(1).map((line) => line.split(': '));
    const valuesOf = (name: string) =>
      headers.filter(([found]) => found?.toLowerCase() === name).map(([, value]) => value);
    const names = headers.map(([name]) => name?.toLowerCase());
    expect(names).toEqual([...new Set(names)]);
    // RFC 9112, 6.2: a length and a transfer coding exclude each other.
    expect(valuesOf('transfer-encoding')).toEqual([]);
    expect(valuesOf('content-length')).toEqual([String(body.length)]);
    expect(valuesOf('content-encoding')).toEqual([]);
    expect(valuesOf('content-type')).toEqual([expect.stringMatching(type)]);
    expect(valuesOf('cache-control')).toEqual(['private, no-store']);
    expect(body.toString()).toContain(`{"data":{"viewer":{"tenant":{"id":"${tenantId}"}}}}`);
  },
);
