/** The answer is longer than any that could be read. */
export class AnswerTooLongError extends Error {
  constructor() {
    super('The answer is too long.');
    this.name = 'AnswerTooLongError';
  }
}

/**
 * A `fetch` that follows no redirect, so that neither the key nor the documents go anywhere else than the team has
 * said, and that reads no more of an answer than the limit: past it, reading fails with `AnswerTooLongError` and the
 * connection is closed.
 */
export function createLimitedFetch(maxAnswerBytes: number): typeof fetch {
  return async (input, init) => {
    const { body, status, statusText, headers } = await fetch(input, { ...init, redirect: 'manual' });
    let sizeBytes = 0;
    const counted = body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (part, controller) => {
          sizeBytes += part.byteLength;
          if (sizeBytes > maxAnswerBytes) {
            controller.error(new AnswerTooLongError());
          } else {
            controller.enqueue(part);
          }
        },
      }),
    );
    return new Response(counted ?? null, { status, statusText, headers });
  };
}
