import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { discardRest } from '../intake/discard-rest.ts';
import { hasBody } from './request-target.ts';

/**
 * Lets clients read a response that is sent before their body has been read. Many do not look at it until they have sent
 * everything, and a connection that is closed earlier destroys the response on its way. So the response is sent
 * immediately, and counts as finished only when the rest of the body has been read and discarded, within bounds.
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
    discardRest(request);
    return response;
  }) as ServerResponse['end'];
}
