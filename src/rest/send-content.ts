import type { FastifyReply } from 'fastify';
import type { Services } from '../domain/context.ts';
import { downloadName } from '../domain/files/download-name.ts';
import { fileKey } from '../domain/files/file-key.ts';
import { attachmentNamed } from '../http/content-disposition.ts';
import { FileNotFoundError } from '../storage/file-store.ts';
import { RestError } from './errors.ts';

/** What the operation of a route that answers with a file says of it. */
interface StoredFile {
  id: string;
  name: string;
  contentType: string;
  sizeBytes: number;
}

/**
 * Answers with the content of a file, streamed, as something to be saved: never shown by a browser, never taken for
 * another type than it has, kept in no cache.
 *
 * @param answer the file; or a list of the one file that was asked for, which is empty where there is none
 * @throws RestError `NOT_FOUND` where there is none, or it has just been deleted
 */
export async function sendContent(
  reply: FastifyReply,
  { files }: Pick<Services, 'files'>,
  answer: unknown,
): Promise<FastifyReply> {
  const [file] = [answer].flat() as [StoredFile?];
  if (!file) {
    throw RestError.notFound();
  }
  const content = await files.open(fileKey(file.id)).catch((error: unknown) => {
    throw error instanceof FileNotFoundError ? RestError.notFound() : error;
  });
  return reply
    .headers({
      'Content-Type': file.contentType,
      'Content-Length': file.sizeBytes,
      'Content-Disposition': attachmentNamed(downloadName(file)),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    })
    .send(content);
}
