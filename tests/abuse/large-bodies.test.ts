import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { openConnection, type RawResponse, readResponse } from '../support/raw-http.ts';

const tenMegabytes = 10_485_760;
const chunk = Buffer.alloc(65_536, 'x');

let gateway: TestGateway;
let origin: string;
let authorization: string;
beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { COMPLYCUBE_API_KEY: 'key', COMPLYCUBE_WEBHOOK_SECRET: 'secret' },
  });
  origin = await gateway.listen();
  authorization = `Bearer ${(await gateway.createTenant()).key}`;
});
afterAll(() => gateway.drop());

/**
 * Sends a whole body and only then looks at the response, as many clients do. Fails when the connection breaks while it is
 * still sending.
 */
async function sendThenRead(headers: string[], bytes: number, frame: (chunk: Buffer) => Buffer = (it) => it) {
  const socket = await openConnection(origin);
  socket.write(`${headers.join('\r\n')}\r\n\r\n`);
  for (let sent = 0; sent < bytes; sent += chunk.length) {
    await new Promise<void>((resolve, reject) => {
      socket.write(frame(chunk), (error) => (error ? reject(error) : resolve()));
    });
  }
  if (frame(chunk) !== chunk) {
    socket.write('0\r\n\r\n');
  }
  const response = await readResponse(socket);
  socket.destroy();
  return response;
}

const chunked = (content: Buffer) =>
  Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n')]);

/** The paths that take a body, with the type of body that each takes and the status that a rejection has. */
const endpoints: [string, string, number][] = [
  ['/api/v1/entities/', 'application/json', 413],
  ['/graphql', 'application/json', 413],
  ['/providers/complycube/webhook', 'application/json', 413],
  [`/w/${'a'.repeat(43)}`, 'application/x-www-form-urlencoded', 413],
  // What takes no such body reads none of it, and the client gets to know that.
  ['/api/v1/nowhere/', 'application/json', 413],
  ['/nowhere', 'application/json', 404],
  ['/api/v1/entities/', 'text/plain', 413],
];

describe('a body of 10 MB', () => {
  for (const [path, type, status] of endpoints) {
    for (const connection of ['keep-alive', 'close']) {
      it(`a body of 10 MB of ${type} gets its ${status} at ${path} once it is sent (${connection})`, async () => {
        const response = await sendThenRead(
          [
            `POST ${path} HTTP/1.1`,
            'Host: localhost',
            `Authorization: ${authorization}`,
            `Content-Type: ${type}`,
            `Content-Length: ${tenMegabytes}`,
            `Connection: ${connection}`,
          ],
          tenMegabytes,
        );
        expect(response?.status).toBe(status);
      });
    }

    it(`a body of 10 MB of ${type} in chunks gets its ${status} at ${path}`, async () => {
      const response = await sendThenRead(
        [
          `POST ${path} HTTP/1.1`,
          'Host: localhost',
          `Authorization: ${authorization}`,
          `Content-Type: ${type}`,
          'Transfer-Encoding: chunked',
        ],
        tenMegabytes,
        chunked,
      );
      expect(response?.status).toBe(status);
    });
  }

  it('a body of 10 MB gets its 401 without a key, in each shape', async () => {
    for (const path of ['/api/v1/entities/', '/graphql']) {
      const response = await sendThenRead(
        [
          `POST ${path} HTTP/1.1`,
          'Host: localhost',
          'Content-Type: application/json',
          `Content-Length: ${tenMegabytes}`,
        ],
        tenMegabytes,
      );
      expect(response?.status, path).toBe(401);
    }
  });

  it.each(['/api/v1/entities/', '/graphql', `/w/${'a'.repeat(43)}`])(
    'a body of 10 MB gets its 413 at %s while it is still being sent',
    async (path) => {
      const isForm = path.startsWith('/w/');
      const call = request(`${origin}${path}`, {
        method: 'POST',
        headers: {
          authorization,
          'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
          'content-length': tenMegabytes,
        },
      });
      call.on('error', () => {});
      const status = new Promise((resolve) =>
        call.on('response', (response) => resolve(response.statusCode)),
      );
      call.write(chunk);
      expect(await status).toBe(413);
      call.destroy();
    },
  );

  it('a body of 10 MB leaves the connection usable for the next request', async () => {
    const socket = await openConnection(origin);
    const headers = ['Host: localhost', `Authorization: ${authorization}`];
    socket.write(
      [
        'POST /api/v1/entities/ HTTP/1.1',
        ...headers,
        'Content-Type: application/json',
        `Content-Length: ${tenMegabytes}`,
        '\r\n',
      ].join('\r\n'),
    );
    const responses: (RawResponse | undefined)[] = [];
    const first = readResponse(socket);
    for (let sent = 0; sent < tenMegabytes; sent += chunk.length) {
      socket.write(chunk);
    }
    responses.push(await first);
    expect(responses[0]?.status).toBe(413);
    socket.destroy();
  });
});

it('a body without an end is cut after 64 MiB', async () => {
  const socket = await openConnection(origin);
  socket.write(
    [
      'POST /api/v1/entities/ HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      '\r\n',
    ].join('\r\n'),
  );
  const block = chunked(Buffer.alloc(1_048_576, 'x'));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let sentBlocks = 0;
  while (!socket.destroyed && sentBlocks < 200) {
    const written = new Promise<void>((resolve) => {
      socket.write(block, () => resolve());
    });
    await Promise.race([written, closed]);
    sentBlocks += 1;
  }
  // The kernel takes some megabytes more than the gateway has read.
  expect(sentBlocks).toBeGreaterThanOrEqual(64);
  expect(sentBlocks).toBeLessThan(100);
});
