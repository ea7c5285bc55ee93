import type { FastifyRequest } from 'fastify';
import { discardFiles, type ReadOptions, readParts } from './read-parts.ts';
import type { Part } from './receive-part.ts';

/**
 * Reads a multipart body to its end, writing its files to this machine's disk and never into memory, and processes its parts in
 * their order. The files are discarded when processing has finished. Nothing is kept of a body that breaks off or is rejected.
 *
 * @throws BodyRejectedError if the body is malformed, or as soon as it exceeds a limit
 */
export async function withParts<Result>(
  { raw }: Pick<FastifyRequest, 'raw'>,
  options: ReadOptions,
  work: (parts: Part[]) => Promise<Result>,
): Promise<Result> {
  const parts = await readParts(raw, options);
  try {
    return await work(parts);
  } finally {
    await discardFiles(parts);
  }
}
