import type { FastifyReply } from 'fastify';
import { downloadName } from '../domain/files/download-name.ts';
import { fileKey } from '../domain/files/file-key.ts';
import { isNamedByRow } from '../domain/files/is-named-by-row.ts';
import type { Services } from '../domain/services.ts';
import { attachmentNamed } from '../http/content-disposition.ts';
import { FileNotFoundError } from '../storage/file-store.ts';
import { openVerified } from '../storage/open-verified.ts';
import { RestError } from './errors.ts';

/** A file, as the document of a route that returns its content finds it. */
export interface StoredFile {
  id: string;
  name: string;
  content_type: string;
  size_bytes: number;
}

type FileServices = Pick<Services, 'allTenants' | 'files'>;

/**
 * The file that a document has found.
 *
 * @param object the file; or a list of the one file that was requested, which is empty if there is none
 * @throws RestError `NOT_FOUND` if there is none
 */
export function foundFile(object: unknown): StoredFile {
  const [file] = [object].flat() as [StoredFile?];
  if (!file) {
    throw RestError.notFound();
  }
  return file;
}

/**
 * Opens the content of a file, of which all has been verified.
 *
 * @throws RestError `NOT_FOUND` if it has just been deleted
 * @throws UnreadableError, FileNotFoundError when the store does not have what it should
 */
export const openContent = (services: FileServices, { id }: StoredFile) =>
  openVerified(services.files, fileKey(id)).catch(async (error: unknown) => {
    const isDeleted = error instanceof FileNotFoundError && !(await isNamedByRow(services, id));
    throw isDeleted ? RestError.notFound() : error;
  });

/**
 * Responds with the content of a file, streamed, as something to be saved: never shown by a browser, never taken for
 * another type than it has, kept in no cache. All of it is verified before the first byte is sent, so that a file that was
 * changed, cut off, exchanged or lost in the store is an error, logged, and never part of a file.
 *
 * @param object the file; or a list of the one file that was requested, which is empty if there is none
 * @throws RestError `NOT_FOUND` if there is none, or it has just been deleted
 * @throws UnreadableError, FileNotFoundError when the store does not have what it should
 */
export async function sendContent(
  reply: FastifyReply,
  services: FileServices,
  object: unknown,
): Promise<FastifyReply> {
  const file = foundFile(object);
  const { name, content_type: contentType } = file;
  const { content, sizeBytes } = await openContent(services, file);
  return reply
    .headers({
      'Content-Type': contentType,
      'Content-Length': sizeBytes,
      'Content-Disposition': attachmentNamed(downloadName({ name, contentType })),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    })
    .send(content);
}
