import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingFile } from '../domain/files/incoming-file.ts';
import type { Services } from '../domain/services.ts';
import { dropRest } from './finish-reading.ts';
import { type AnnouncedFile, type MultipartLimits, type Part, readParts } from './read-parts.ts';

/** Makes routes accept `multipart/form-data`, for their handlers to read by `withParts`. */
export async function acceptMultipart(instance: FastifyInstance): Promise<void> {
  await instance.register(multipart);
}

interface PartsOptions {
  services: Pick<Services, 'temporaryDir'>;
  limits: MultipartLimits;
  /** Which files are read; defaults to all. */
  accepts?: (file: AnnouncedFile) => boolean;
  /** Whether fields that are not valid UTF-8 are rejected. Defaults to false. */
  isStrict?: boolean;
}

/**
 * Takes in a multipart body, its files on this machine's disk and never in memory, and works with its parts in their
 * order. The files are gone when the work has ended, and when the body breaks off or is refused.
 *
 * @throws BodyRefusedError when the body is malformed, or larger than all that it may hold
 */
export async function withParts<Result>(
  request: FastifyRequest,
  options: PartsOptions,
  work: (parts: Part[]) => Promise<Result>,
): Promise<Result> {
  const files: IncomingFile[] = [];
  try {
    const parts = await readParts({ request, files, ...options }).catch((error: unknown) => {
      dropRest(request.raw);
      throw error;
    });
    return await work(parts);
  } finally {
    await Promise.all(files.map((file) => file.discard()));
  }
}
