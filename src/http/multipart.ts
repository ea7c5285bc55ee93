import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Services } from '../domain/context.ts';
import { largestFileBytes } from '../domain/files/accepted-types.ts';
import type { IncomingFile } from '../domain/files/incoming-file.ts';
import { dropRest } from './finish-reading.ts';
import { largestFieldBytes, type MultipartLimits, type Part, readParts } from './read-parts.ts';

/** Makes a door take `multipart/form-data`, for its handlers to read by `withParts`. */
export async function acceptMultipart(
  door: FastifyInstance,
  { files, fields }: MultipartLimits,
): Promise<void> {
  await door.register(multipart, {
    throwFileSizeLimit: false,
    limits: {
      fileSize: largestFileBytes + 1,
      fieldSize: largestFieldBytes,
      files,
      fields,
      parts: files + fields,
    },
  });
}

interface PartsOptions {
  services: Pick<Services, 'temporaryDir'>;
  limits: MultipartLimits;
}

/**
 * Takes in a multipart body, its files on this machine's disk and never in memory, and works with its parts in their
 * order. The files are gone when the work has ended, and when the body breaks off or is refused.
 *
 * @throws BodyRefusedError when the body is malformed, or larger than all that it may hold
 */
export async function withParts<Result>(
  request: FastifyRequest,
  { services, limits }: PartsOptions,
  work: (parts: Part[]) => Promise<Result>,
): Promise<Result> {
  const files: IncomingFile[] = [];
  try {
    const parts = await readParts({ request, limits, services, files }).catch((error: unknown) => {
      dropRest(request.raw);
      throw error;
    });
    return await work(parts);
  } finally {
    await Promise.all(files.map((file) => file.discard()));
  }
}
