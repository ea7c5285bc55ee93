import { AnswerTooLongError, ConnectionError } from './failures.ts';

interface PostOptions {
  url: string;
  headers: Record<string, string>;
  body: unknown;
  maxAnswerBytes: number;
  signal: AbortSignal;
}

/** A response that was read to its end, whatever its status. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * Posts once and reads the response. Follows no redirect, so that the key and the documents are sent nowhere other than to the
 * address that the team configured, and reads no more of a response than the limit: beyond it, the connection is closed. If a
 * response has an error status, any part of it that cannot be read is left out.
 *
 * @throws ConnectionError, AnswerTooLongError, or the signal's reason
 */
export async function postJson({ url, headers, body, maxAnswerBytes, signal }: PostOptions): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ConnectionError({ cause: error, wasAnswered: false });
  });
  const text = await readText(response, maxAnswerBytes).catch((error: unknown) => {
    signal.throwIfAborted();
    if (!response.ok) {
      return '';
    }
    throw error instanceof AnswerTooLongError
      ? error
      : new ConnectionError({ cause: error, wasAnswered: true });
  });
  return { status: response.status, headers: response.headers, text };
}

async function readText({ body }: Response, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of body ?? []) {
    sizeBytes += part.byteLength;
    if (sizeBytes > maxBytes) {
      throw new AnswerTooLongError();
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
