import type { FastifyReply } from 'fastify';
import { downloadName } from '../domain/files/download-name.ts';
import { fileKey } from '../domain/files/file-key.ts';
import { isNamedByRow } from '../domain/files/is-named-by-row.ts';
import type { Services } from '../domain/services.ts';
import { attachmentNamed } from '../http/content-disposition.ts';
import { FileNotFoundError } from '../storage/file-store.ts';
import { openVerified } from '../storage/open-verified.ts';
import { RestError } from './errors.ts';

/** What the operation of a route that answers with a file says of it. */
interface StoredFile {
  id: string;
  name: string;
  contentType: string;
}

/**
 * Responds with the content of a file, streamed, as something to be saved: never shown by a browser, never taken for
 * another type than it has, kept in no cache. All of it is verified before the first byte is sent, so that a file that was
 * changed, cut off, exchanged or lost in the store is an error, logged, and never part of a file.
 *
 * @param answer the file; or a list of the one file that was requested, which is empty if there is none
 * @throws RestError `NOT_FOUND` if there is none, or it has just been deleted
 * @throws UnreadableError, FileNotFoundError when the store does not have what it should
 */
export async function sendContent(
  reply: FastifyReply,
  services: Pick<Services, 'allTenants' | 'files'>,
  answer: unknown,
): Promise<FastifyReply> {
  const [file] = [answer].flat() as [StoredFile?];
  if (!file) {
    throw RestError.notFound();
  }
  const { content, sizeBytes } = await openVerified(services.files, fileKey(file.id)).catch(
    async (error: unknown) => {
      const isDeleted = error instanceof FileNotFoundError && !(await isNamedByRow(services, file.id));
      throw isDeleted ? RestError.notFound() : error;
    },
  );
  return reply
    .headers({
      'Content-Type': file.contentType,
      'Content-Length': sizeBytes,
      'Content-Disposition': attachmentNamed(downloadName(file)),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    })
    .send(content);
}
