import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Document } from '../../database/client/client.ts';
import { newId } from '../../ids.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import { FileNotFoundError } from '../../storage/file-store.ts';
import { partSuffix } from '../../storage/remove-stale-parts.ts';
import { fileKey } from '../files/file-key.ts';
import { forgetFiles } from '../files/with-received-file.ts';
import type { Services } from '../services.ts';
import { readText } from './read-text.ts';

interface ExtractOptions {
  /** How long the caller waits for a reader and for the text; it waits for as long as it takes by default. */
  withinMs?: number;
  signal?: AbortSignal;
}

/**
 * Reads the text of a document that was kept without it: a recipient's, or one that came while the readers were busy. A
 * document that was read already stays as it is; one that is gone, or is deleted in the meantime, leaves nothing behind and is
 * no error. One whose content was changed or lost in the store is marked as unreadable, because trying again would find the
 * same.
 *
 * @throws ReadersBusyError when it was not read within the time that the caller waits
 */
export async function extractDocumentText(
  services: Pick<Services, 'allTenants' | 'extractText' | 'files' | 'log' | 'temporaryDir'>,
  { documentId }: { documentId: string },
  waiting: ExtractOptions = {},
): Promise<void> {
  const document = await services.allTenants.document.findUnique({ where: { id: documentId } });
  if (!document) {
    // An attempt that died may have left the text of a document that was deleted in the meantime.
    return forgetFiles(services, [documentId]);
  }
  if (!isTextPending(document)) {
    return;
  }
  const { contentType, tenantId } = document;
  const path = join(services.temporaryDir, `${newId()}${partSuffix}`);
  try {
    await mkdir(services.temporaryDir, { recursive: true, mode: 0o700 });
    const content = await services.files.open(fileKey(documentId));
    await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    const readability = await readText(services, { id: documentId, tenantId, path, contentType, ...waiting });
    const { count } = await services.allTenants.document.updateMany({
      where: { id: documentId },
      data: readability,
    });
    if (count === 0) {
      await forgetFiles(services, [documentId]);
    }
  } catch (error) {
    if (!isLost(error)) {
      throw error;
    }
    if (await isGone(services, documentId)) {
      return;
    }
    services.log.error({ documentId, error }, 'The content of a document is damaged or missing.');
    await services.allTenants.document.updateMany({
      where: { id: documentId },
      data: { readable: false, unreadableReason: 'The stored file is damaged or missing.' },
    });
  } finally {
    // What cannot be removed now is removed as a stale part; the cause of a failure matters more.
    await rm(path, { force: true }).catch(() => {});
  }
}

/** Whether trying again finds the same: the content was changed in the store, or is not there. */
const isLost = (error: unknown): boolean =>
  error instanceof UnreadableError || error instanceof FileNotFoundError;

/** Whether no one has tried yet to read a document's text. */
export const isTextPending = ({
  readable,
  unreadableReason,
}: Pick<Document, 'readable' | 'unreadableReason'>): boolean => !readable && unreadableReason === null;

const isGone = async ({ allTenants }: Pick<Services, 'allTenants'>, id: string): Promise<boolean> =>
  (await allTenants.document.count({ where: { id } })) === 0;
