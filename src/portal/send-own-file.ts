import type { FastifyReply } from 'fastify';
import { downloadName } from '../domain/files/download-name.ts';
import { fileKey } from '../domain/files/file-key.ts';
import type { Link } from '../domain/recipients/follow-link.ts';
import { findOwnFile } from '../domain/recipients/own-files.ts';
import type { Services } from '../domain/services.ts';
import { attachmentNamed } from '../http/content-disposition.ts';
import { FileNotFoundError } from '../storage/file-store.ts';
import { openVerified } from '../storage/open-verified.ts';

/**
 * Sends a file that was uploaded through this link, as something to be saved and never shown by a browser. All of it is
 * verified before its first byte is sent.
 *
 * @returns undefined if the link has no such file
 * @throws UnreadableError when the file was changed in the store
 */
export async function sendOwnFile(
  reply: FastifyReply,
  { services, link, fileId }: { services: Pick<Services, 'files'>; link: Link; fileId: string },
): Promise<FastifyReply | undefined> {
  const file = 'recipient' in link ? await findOwnFile(link, fileId) : undefined;
  if (!file) {
    return undefined;
  }
  try {
    const { content, sizeBytes } = await openVerified(services.files, fileKey(file.id));
    return reply
      .headers({
        'Content-Type': file.contentType,
        'Content-Length': sizeBytes,
        'Content-Disposition': attachmentNamed(downloadName(file)),
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
        'X-Robots-Tag': 'noindex, nofollow',
      })
      .send(content);
  } catch (error) {
    if (error instanceof FileNotFoundError) {
      return undefined;
    }
    throw error;
  }
}
