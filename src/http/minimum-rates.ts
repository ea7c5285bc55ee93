import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { hasBody } from './request-target.ts';

/** Below this rate a transfer is not worth its connection. A phone on the slowest network (EDGE) has several times it. */
const minBytesPerSecond = 4_096;
/** How long a transfer may stand still, as a phone's does in a tunnel or while it changes the network. */
const maxStallSeconds = 20;
/** How much may wait in this process for clients to read it; a third of the smallest heap that the gateway is run with. */
const maxUnsentBytes = 83_886_080;
const checkIntervalMs = 1_000;
/** A check that comes late because this process was busy must not be held against its clients. */
const maxSecondsPerCheck = 2;

/** Seconds that a transfer may still stand still, and the counter of its bytes at the last check. */
interface Transfer {
  patienceSeconds: number;
  bytes: number;
}

/** A request and its response, for as long as either is not complete. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
  body: Transfer;
  /** `unsent` is what waits in this process, `progress` what has left it since the last check. */
  reading: Transfer & { unsent: number; progress: number };
}

/**
 * Cuts the connections of clients that send a body or read a response too slowly, and of the slowest readers when too
 * much waits for all of them together. Without it a few hundred clients that send one byte in a while, or ask for a
 * large response and never read it, would hold connections and memory for as long as they like.
 *
 * A transfer that stands still is cut after 20 seconds; one that is slower than 4 KiB per second on average soon after.
 * A body that waits for the gateway, and a response that is not ready yet, count for nothing.
 */
export function enforceMinimumRates(server: Server): void {
  const exchanges = new Map<ServerResponse, Exchange>();
  let timer: NodeJS.Timeout | undefined;
  let checkedAt = 0;

  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    exchanges.set(response, {
      request,
      response,
      socket,
      body: { patienceSeconds: maxStallSeconds, bytes: socket.bytesRead },
      reading: {
        patienceSeconds: maxStallSeconds,
        bytes: sentBytes(socket),
        unsent: 0,
        progress: 0,
      },
    });
    response.once('close', () => {
      if (request.complete || !hasBody(request) || socket.destroyed) {
        exchanges.delete(response);
      }
    });
    if (timer === undefined) {
      checkedAt = performance.now();
      timer = setInterval(check, checkIntervalMs).unref();
    }
  });
  server.on('close', () => clearInterval(timer));

  function check(): void {
    const now = performance.now();
    const seconds = Math.min((now - checkedAt) / 1_000, maxSecondsPerCheck);
    checkedAt = now;
    for (const [response, exchange] of exchanges) {
      if (exchange.socket.destroyed || (exchange.request.complete && response.closed)) {
        exchanges.delete(response);
      } else if (isBodyTooSlow(exchange, seconds)) {
        rejectSlowBody(server, exchange);
      } else if (isReaderTooSlow(exchange, seconds)) {
        exchange.socket.destroy();
      }
    }
    cutSlowestReaders([...exchanges.values()]);
    if (exchanges.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }
}

function isBodyTooSlow({ request, socket, body }: Exchange, seconds: number): boolean {
  const { bytesRead } = socket;
  // What has arrived and is not read yet waits for the gateway.
  if (request.complete || request.readableLength > 0) {
    body.patienceSeconds = maxStallSeconds;
  } else {
    wait(body, seconds, bytesRead - body.bytes);
  }
  body.bytes = bytesRead;
  return body.patienceSeconds <= 0;
}

function isReaderTooSlow({ response, socket, reading }: Exchange, seconds: number): boolean {
  const sent = sentBytes(socket);
  reading.unsent = response.writableLength;
  reading.progress = sent - reading.bytes;
  if (reading.unsent === 0) {
    reading.patienceSeconds = maxStallSeconds;
  } else {
    wait(reading, seconds, reading.progress);
  }
  reading.bytes = sent;
  return reading.patienceSeconds <= 0;
}

function wait(transfer: Transfer, seconds: number, bytes: number): void {
  const { patienceSeconds } = transfer;
  transfer.patienceSeconds = Math.min(maxStallSeconds, patienceSeconds - seconds + bytes / minBytesPerSecond);
}

/** What has left this process for the kernel, out of everything that was written to a connection. */
function sentBytes(socket: Socket): number {
  // Node's own timeouts use this counter too; without it a large write would seem to stand still until it has ended.
  const { _handle: handle } = socket as Socket & { _handle?: { writeQueueSize?: number } | null };
  return socket.bytesWritten - (handle?.writeQueueSize ?? socket.writableLength);
}

function cutSlowestReaders(exchanges: Exchange[]): void {
  let unsent = exchanges.reduce((sum, { reading }) => sum + reading.unsent, 0);
  if (unsent <= maxUnsentBytes) {
    return;
  }
  const waiting = exchanges.filter(({ reading }) => reading.unsent > 0);
  // First those that hold most for how fast they read, so that a slow phone with little left is not among them.
  const burden = ({ reading: { unsent, progress } }: Exchange) => unsent / (progress + 1);
  waiting.sort((one, other) => burden(other) - burden(one));
  for (const { socket, reading } of waiting) {
    if (unsent <= maxUnsentBytes) {
      return;
    }
    unsent -= reading.unsent;
    socket.destroy();
  }
}

function rejectSlowBody(server: Server, { response, socket }: Exchange): void {
  if (response.headersSent) {
    socket.destroy();
  } else {
    // Node itself reports a request that takes too long in this way.
    const error = new Error('The body arrived too slowly.');
    server.emit('clientError', Object.assign(error, { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  }
}
