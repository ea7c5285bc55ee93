import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BodyRejectedError } from './body-rejected-error.ts';

/** Rejects a body that is declared to be compressed or in another charset. @throws BodyRejectedError 415 */
export function requirePlainUtf8({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers;
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type)?.[1] ?? 'utf-8';
  const isPlain = /^(?:identity)?$/i.test(encoding.trim());
  if (!isPlain || !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new BodyRejectedError(415, 'The request body must be uncompressed UTF-8.');
  }
}

/**
 * Reads text that a client has sent. Replacing what is not UTF-8 would store a name in a different form from the one the client
 * sent.
 *
 * @throws BodyRejectedError 400 if it is not valid UTF-8
 */
export function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    throw new BodyRejectedError(400, 'The body is not valid UTF-8.');
  }
  return bytes.toString();
}
