import type { FastifyReply } from 'fastify';

/** The client has closed the connection before it had its response. */
export class ConnectionClosedError extends Error {
  constructor() {
    super('The client has closed the connection.');
    this.name = 'ConnectionClosedError';
  }
}

/** A signal that is aborted when the client closes the connection before it has the response. */
export function signalOfClose({ raw }: FastifyReply): AbortSignal {
  if (raw.destroyed) {
    return AbortSignal.abort(new ConnectionClosedError());
  }
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableEnded) {
      controller.abort(new ConnectionClosedError());
    }
  });
  return controller.signal;
}
