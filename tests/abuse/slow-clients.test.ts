import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { formOf } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { openConnection, readResponse } from '../support/raw-http.ts';

let gateway: TestGateway;
let origin: string;
let authorization: string;
let entityId: string;
const log: string[] = [];
const sockets: Socket[] = [];
beforeAll(async () => {
  gateway = await startTestGateway({ onLog: (line) => log.push(line) });
  origin = await gateway.listen();
  const tenant = await gateway.createTenant();
  authorization = `Authorization: Bearer ${tenant.key}`;
  const { body } = await tenant.rest('POST', '/entities/', { legal_name: 'Acme Ltd' });
  entityId = body.id;
  // The gateway's checks happen when a test says so; its sockets are real.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterAll(async () => {
  vi.useRealTimers();
  await gateway.drop();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) {
    socket.destroy();
  }
});

/** Sends the beginning of a request, and waits until the gateway has seen it. */
async function begin(lines: string[], content: string | Buffer = ''): Promise<[Socket, IncomingMessage]> {
  const socket = await openConnection(origin);
  sockets.push(socket);
  const arrived = once(gateway.app.server, 'request');
  socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(content)]));
  const [request] = (await arrived) as [IncomingMessage];
  return [socket, request];
}

/** Lets seconds pass for the gateway; in each, something is sent and arrives. */
async function passSeconds(seconds: number, each: () => Promise<unknown> = async () => {}): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await each();
    await vi.advanceTimersByTimeAsync(1_000);
    await nextTurn();
  }
}

/** Sends some bytes of a body, and waits until the gateway has received them. */
async function drip(socket: Socket, request: IncomingMessage, content: Buffer): Promise<void> {
  const before = request.socket.bytesRead;
  socket.write(content);
  while (!request.socket.destroyed && request.socket.bytesRead < before + content.length) {
    await nextTurn();
  }
}

const json = (path: string, length: number) => [
  `POST ${path} HTTP/1.1`,
  'Host: localhost',
  authorization,
  'Content-Type: application/json',
  `Content-Length: ${length}`,
];

describe('a body', () => {
  it.each(['/api/v1/entities/', '/graphql', '/nowhere'])(
    'a body that drips byte by byte gets a 408 at %s after 20 seconds, and its connection is closed',
    async (path) => {
      const [socket, request] = await begin(json(path, 1_000), '{');
      const response = readResponse(socket);
      await passSeconds(19, () => drip(socket, request, Buffer.from(' ')));
      expect(request.socket.destroyed).toBe(false);
      await passSeconds(3, () => drip(socket, request, Buffer.from(' ')));
      expect(await response).toMatchObject({ status: 408 });
      expect(JSON.parse((await response)?.body ?? '')).toMatchObject({ code: 'invalid_request' });
    },
  );

  it('a body that stops after most of it was sent quickly is cut off as well', async () => {
    const [socket, request] = await begin(json('/api/v1/entities/', 500_000), Buffer.alloc(400_000, ' '));
    const response = readResponse(socket);
    await drip(socket, request, Buffer.from(' '));
    await passSeconds(22);
    expect(await response).toMatchObject({ status: 408 });
  });

  it('a body of 20 MiB that a slow phone sends is accepted, even with a pause of 15 seconds on the way', async () => {
    const content = Buffer.alloc(20 * 1_048_576 - 1, 'x');
    const form = formOf([{ name: 'file', file: { content, fileName: 'scan.txt' } }]);
    const [socket, request] = await begin([
      `POST /api/v1/entities/${entityId}/documents/ HTTP/1.1`,
      'Host: localhost',
      authorization,
      `Content-Type: multipart/form-data; boundary=${boundaryOf(form)}`,
      `Content-Length: ${form.length}`,
    ]);
    const response = readResponse(socket);
    // Twenty seconds at 8 KiB per second, then a tunnel, then the rest at a rate that keeps the test short.
    let sent = 0;
    await passSeconds(20, () => {
      sent += 8_192;
      return drip(socket, request, form.subarray(sent - 8_192, sent));
    });
    await passSeconds(15);
    expect(request.socket.destroyed).toBe(false);
    while (sent < form.length) {
      const next = form.subarray(sent, sent + 1_048_576);
      sent += next.length;
      await passSeconds(1, () => drip(socket, request, next));
    }
    expect(await response).toMatchObject({ status: 201 });
  });

  it('a body that stops in the middle of a file leaves no part of it behind, and is not logged as an error', async () => {
    const content = Buffer.alloc(1_048_576, 'x');
    const form = formOf([{ name: 'file', file: { content, fileName: 'scan.txt' } }]);
    const [socket, request] = await begin([
      `POST /api/v1/entities/${entityId}/documents/ HTTP/1.1`,
      'Host: localhost',
      authorization,
      `Content-Type: multipart/form-data; boundary=${boundaryOf(form)}`,
      `Content-Length: ${form.length}`,
    ]);
    const response = readResponse(socket);
    const incoming = async () => readdir(gateway.services.temporaryDir).catch(() => []);
    await drip(socket, request, form.subarray(0, 500_000));
    while ((await incoming()).length === 0) {
      await nextTurn();
    }
    await passSeconds(22);
    expect(await response).toMatchObject({ status: 408 });
    await expect.poll(incoming).toEqual([]);
    expect(log.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  });

  it('a body that the gateway itself is slow to read is not cut off', async () => {
    const [socket, request] = await begin(json('/api/v1/entities/', 1_000), '{');
    request.pause();
    socket.write(' ');
    while (request.readableLength === 0) {
      await nextTurn();
    }
    await passSeconds(60);
    expect(request.socket.destroyed).toBe(false);
  });
});

const boundaryOf = (form: Buffer): string => /^--(.*?)\r\n/.exec(form.subarray(0, 200).toString())?.[1] ?? '';

describe('a client that does not read its response', () => {
  /** Asks for the same large file again and again, and reads nothing. */
  async function requestWithoutReading(file: string): Promise<[Socket, IncomingMessage]> {
    const socket = await openConnection(origin);
    sockets.push(socket);
    socket.pause();
    const arrived = once(gateway.app.server, 'request');
    socket.write(`GET ${file} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(12));
    const [request] = (await arrived) as [IncomingMessage];
    while (request.socket.writableLength === 0) {
      await nextTurn();
    }
    return [socket, request];
  }

  async function largestFile(): Promise<string> {
    const page = await gateway.app.inject({ url: '/graphql', headers: { accept: 'text/html' } });
    return /src="(\/graphql\/files\/graphiql-[^"]+\.js)"/.exec(page.body)?.[1] ?? '';
  }

  it('a client that does not read its response is disconnected after 20 seconds', async () => {
    const [, request] = await requestWithoutReading(await largestFile());
    await passSeconds(19);
    expect(request.socket.destroyed).toBe(false);
    await passSeconds(3);
    expect(request.socket.destroyed).toBe(true);
  });

  it('a client that does not read its response is disconnected earlier when more than 80 MiB wait for such clients', async () => {
    const file = await largestFile();
    const requests: IncomingMessage[] = [];
    for (let count = 0; count < 100; count += 1) {
      requests.push((await requestWithoutReading(file))[1]);
    }
    const waiting = () => requests.reduce((sum, { socket }) => sum + (socket?.writableLength ?? 0), 0);
    expect(waiting()).toBeGreaterThan(83_886_080);
    await passSeconds(2);
    const left = requests.filter(({ socket }) => !socket.destroyed);
    expect(left.length).toBeGreaterThan(0);
    expect(left.reduce((sum, { socket }) => sum + socket.writableLength, 0)).toBeLessThanOrEqual(83_886_080);
    // Whoever reads is served in the meantime.
    const socket = await openConnection(origin);
    sockets.push(socket);
    socket.write(`GET /api/v1/credits/ HTTP/1.1\r\nHost: localhost\r\n${authorization}\r\n\r\n`);
    expect(await readResponse(socket)).toMatchObject({ status: 200 });
  });
});
