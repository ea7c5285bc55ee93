import type { IncomingMessage } from 'node:http';

/**
 * The maximum number of bytes of an unneeded body that are read for the sake of its sender; about three of the largest uploads.
 */
export const maxDiscardedBytes = 67_108_864;

const discarding = new WeakSet<IncomingMessage>();

/**
 * Reads and discards the rest of a body that is not needed: many clients look for a response only when they have sent
 * everything. The connection is closed once the rest exceeds `maxDiscardedBytes`. Calling it again changes nothing.
 */
export function discardRest(request: IncomingMessage): void {
  if (discarding.has(request)) {
    return;
  }
  discarding.add(request);
  request.unpipe();
  let discardedBytes = 0;
  request.on('data', (chunk: Buffer) => {
    discardedBytes += chunk.length;
    if (discardedBytes > maxDiscardedBytes) {
      request.destroy();
    }
  });
  // The reader of the body has its result; it does not matter if the rest breaks off.
  request.on('error', () => {});
  request.resume();
}
