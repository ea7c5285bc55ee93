import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import { BodyRefusedError } from './body-refused-error.ts';

/** Rejects a body that says it is compressed or in another charset. @throws BodyRefusedError 415 */
export function requirePlainUtf8({ headers }: Pick<FastifyRequest, 'headers'>): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  const isPlain = /^(?:identity)?$/i.test((headers['content-encoding'] ?? '').trim());
  if (!isPlain || !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new BodyRefusedError(415, 'The request body must be uncompressed UTF-8.');
  }
}

/**
 * Reads text that a client has sent. Decoding what is not UTF-8 would replace characters, and a name would be stored in
 * another form than it was sent in.
 *
 * @throws BodyRefusedError 400 when it is not valid UTF-8
 */
export function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    throw new BodyRefusedError(400, 'The body is not valid UTF-8.');
  }
  return bytes.toString();
}
