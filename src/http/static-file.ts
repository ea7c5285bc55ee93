import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const compress = promisify(gzip);

/** Content that is the same for everyone: compressed once, and sent again only to those who do not have it. */
export interface StaticFile {
  /** What identifies the content, short enough for a file name. */
  hash: string;
  send: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
}

interface StaticFileOptions {
  content: string | Buffer;
  contentType: string;
  /** Whether the path contains the hash, so that caches may keep the content forever. */
  isImmutable: boolean;
  /** How long caches may keep content that can change; by default they ask each time. */
  maxAgeSeconds?: number;
  /** Whether it is sent compressed to clients that do not say what they accept, so that no other form is kept. */
  isAlwaysCompressed?: boolean;
}

export function createStaticFile({
  content,
  contentType,
  isImmutable,
  maxAgeSeconds,
  isAlwaysCompressed = false,
}: StaticFileOptions): StaticFile {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16);
  const etag = `"${hash}"`;
  const isPublic = isImmutable || maxAgeSeconds !== undefined;
  const cacheControl = isImmutable
    ? 'public, max-age=31536000, immutable'
    : isPublic
      ? `public, max-age=${maxAgeSeconds}`
      : 'private, no-cache';
  const plain = isAlwaysCompressed ? undefined : Buffer.from(content);
  let compressed = isAlwaysCompressed ? compress(content) : undefined;
  return {
    hash,
    send: async (request, reply) => {
      reply.headers({
        'Content-Type': contentType,
        'Cache-Control': cacheControl,
        ETag: etag,
        Vary: [reply.getHeader('Vary'), isPublic ? 'Accept-Encoding' : 'Accept, Accept-Encoding']
          .filter((names) => names !== undefined)
          .join(', '),
      });
      if (isKnown(request.headers['if-none-match'], etag)) {
        return reply.code(304).send();
      }
      if (plain && !acceptsGzip(String(request.headers['accept-encoding'] ?? ''))) {
        return reply.send(plain);
      }
      compressed ??= compress(plain ?? content);
      return reply.header('Content-Encoding', 'gzip').send(await compressed);
    },
  };
}

/** Proxies that compress mark the tag as weak. */
const isKnown = (condition: string | undefined, etag: string): boolean =>
  condition?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) ?? false;

const acceptsGzip = (header: string): boolean =>
  header
    .split(',')
    .some((coding) => /^\s*gzip\s*(?:;|$)/i.test(coding) && !/;\s*q=0(?:\.0*)?\s*$/i.test(coding));
