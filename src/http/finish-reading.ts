import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { hasBody } from './request-target.ts';

/** How much of a rejected body is read for the sake of its sender; about three of the largest uploads. */
const maxDroppedBytes = 67_108_864;

const dropping = new WeakSet<IncomingMessage>();

/**
 * Reads what is left of a rejected body and drops it. The connection of a client that sends more than anyone needs to
 * is cut. Calling it again changes nothing.
 */
export function dropRest(request: IncomingMessage): void {
  if (dropping.has(request)) {
    return;
  }
  dropping.add(request);
  request.unpipe();
  let droppedBytes = 0;
  request.on('data', (chunk: Buffer) => {
    droppedBytes += chunk.length;
    if (droppedBytes > maxDroppedBytes) {
      request.destroy();
    }
  });
  // Whoever read the body has been answered; that it breaks off now concerns no one.
  request.on('error', () => {});
  request.resume();
}

/**
 * Lets clients read a response that comes before their body has ended. Many do not look at it until they have sent
 * everything, and a connection that is closed earlier destroys the response on its way. So the response is sent at
 * once, and counts as finished only when the rest of the body has been read and dropped, in bounds.
 */
export function finishReadingBodies(server: Server): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (hasBody(request)) {
      endAfterBody(request, response);
    }
  });
}

function endAfterBody(request: IncomingMessage, response: ServerResponse): void {
  const end = response.end.bind(response) as (...parameters: unknown[]) => ServerResponse;
  let isEnding = false;
  response.end = ((...parameters: unknown[]): ServerResponse => {
    if (isEnding || request.complete || request.destroyed) {
      return end(...parameters);
    }
    isEnding = true;
    const callback = parameters.find((parameter) => typeof parameter === 'function');
    const [chunk, encoding] = parameters;
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
      response.write(chunk, (typeof encoding === 'string' ? encoding : 'utf8') as BufferEncoding);
    } else {
      response.flushHeaders();
    }
    request.once('close', () => end(callback));
    dropRest(request);
    return response;
  }) as ServerResponse['end'];
}
