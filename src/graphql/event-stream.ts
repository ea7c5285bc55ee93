import { Readable } from 'node:stream';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { StreamResult } from './execute-subscription.ts';

/** How often a comment keeps the connection open. Proxies close one that is silent for a minute, some for less. */
const commentIntervalMs = 12_000;
const comment = ':\n\n';

/** Events of a stream that could not be read. The client notices that the stream is not complete, and continues it. */
class BrokenStreamError extends Error {}

interface EventStreamOptions {
  results: AsyncGenerator<StreamResult>;
  /** Called once, when the stream has ended in any way. */
  onEnd: () => void;
  onError: (error: unknown) => void;
}

/**
 * Server-sent events in the protocol GraphQL over SSE, distinct connections mode. A result is computed when the client has
 * read those before it, so that little waits in memory for a slow one.
 */
export function createEventStream({ results, onEnd, onError }: EventStreamOptions): Readable {
  let isPulling = false;
  const pull = async () => {
    const { done, value } = await results.next();
    // Before anything is added, because that can start the next read.
    isPulling = false;
    if (done) {
      stream.push('event: complete\ndata:\n\n');
      stream.push(null);
    } else {
      stream.push(formatEvent(value));
    }
  };
  const stream = new Readable({
    encoding: 'utf8',
    read: () => {
      if (isPulling) {
        return;
      }
      isPulling = true;
      pull().catch((error: unknown) => {
        onError(error);
        stream.destroy(new BrokenStreamError('A stream was broken off.'));
      });
    },
    destroy: (error, callback) => {
      clearInterval(timer);
      onEnd();
      callback(error);
    },
  });
  const timer = setInterval(() => {
    if (stream.readableLength === 0 && !stream.readableEnded) {
      stream.push(comment);
    }
  }, commentIntervalMs).unref();
  // Browsers hand over the response with its first bytes.
  stream.push(comment);
  return stream;
}

const formatEvent = ({ id, result }: StreamResult): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: next\ndata: ${JSON.stringify(format(result))}\n\n`;

/** A result without what is meant for the HTTP server. */
const format = ({ errors, ...result }: ExecutionResult): object =>
  errors ? { ...result, errors: errors.map((error) => withoutHttp(error.toJSON())) } : result;

function withoutHttp({ extensions, ...error }: GraphQLFormattedError): GraphQLFormattedError {
  const { http: _http, ...rest } = extensions ?? {};
  return { ...error, extensions: rest };
}
