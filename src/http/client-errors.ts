import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may continue sending after its request was found to be none, so that it gets to read why. */
const lingerMs = 1_000;

const problems: Record<string, { status: number; message: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The header fields are larger than 16 KiB.' },
};
const malformed = { status: 400, message: 'This is not a well-formed HTTP request.' };

const rejected = new WeakSet<Socket>();

/**
 * Responds to what never became a request, because it is malformed, too large or too slow. Nothing is known of the path,
 * so that the response has REST's shape.
 */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  // The parser continues to complain about whatever arrives after it has failed.
  if (rejected.has(socket)) {
    return;
  }
  rejected.add(socket);
  const { _httpMessage: response } = socket as Socket & { _httpMessage?: { headersSent: boolean } | null };
  if (!socket.writable || response?.headersSent) {
    socket.destroy();
    return;
  }
  const { status, message } = problems[error.code ?? ''] ?? malformed;
  const requestId = randomUUID();
  const body = JSON.stringify({ error: message, code: 'invalid_request', request_id: requestId });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/** Responds to a request that expects what no HTTP server does (RFC 9110, 10.1.1); Node's own response has no body. */
export function handleUnknownExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const requestId = randomUUID();
  const body = JSON.stringify({
    error: 'The header field Expect can only be 100-continue.',
    code: 'invalid_request',
    request_id: requestId,
  });
  response
    .writeHead(417, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
      Connection: 'close',
    })
    .end(body);
}
