import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A response as it came over the wire. */
export interface RawResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Opens a connection to a gateway that listens. Errors are part of what tests look for and never thrown. */
export async function openConnection(origin: string): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Reads one response with a `Content-Length`; undefined when the connection ends before it is complete. */
export async function readResponse(socket: Socket): Promise<RawResponse | undefined> {
  let received = Buffer.alloc(0);
  const response = () => parseResponse(received);
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const complete = response();
      if (complete) {
        resolve(complete);
      }
    });
    socket.once('close', () => resolve(response()));
  });
}

function parseResponse(received: Buffer): RawResponse | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) {
    return undefined;
  }
  const [statusLine = '', ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = received.subarray(end + 4);
  const length = Number(headers['content-length'] ?? 0);
  return body.length < length
    ? undefined
    : { status: Number(statusLine.split(' ')[1]), headers, body: body.subarray(0, length).toString() };
}

/** Sends a request exactly as it is written, one line each, and reads its response. */
export async function sendLines(origin: string, lines: string[]): Promise<RawResponse> {
  const socket = await openConnection(origin);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const response = await readResponse(socket);
  socket.destroy();
  if (!response) {
    throw new Error('The connection was closed without a response.');
  }
  return response;
}
