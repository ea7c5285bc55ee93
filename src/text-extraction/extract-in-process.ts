import { hasText, keepWithinLimits } from './keep-within-limits.ts';
import { reasons, UnreadableError } from './read-document.ts';
import { readers } from './readers.ts';
import type { ReadingReply, ReadingRequest } from './reading-messages.ts';
import { startClocks } from './time-left.ts';

/**
 * Reads the text of a file in this process. Rejects only when the reader itself cannot be loaded; a problem with the content is
 * the reason why the file is unreadable.
 */
export async function extractInProcess(
  { contentType, limits }: ReadingRequest,
  bytes: Buffer,
): Promise<ReadingReply> {
  const hasTime = startClocks(limits);
  const open = readers[contentType];
  if (open === undefined) {
    return { status: 'unreadable', reason: reasons.type };
  }
  const read = await open();
  try {
    const found = await read({ bytes, limits, hasTime });
    const {
      pages: texts,
      sparsePages,
      pageCount,
    } = Array.isArray(found) ? { pages: found, sparsePages: [], pageCount: undefined } : found;
    const pages = keepWithinLimits(texts, limits);
    return sparsePages.length > 0 || hasText(pages)
      ? { status: 'read', pages, sparsePages, pageCount: pageCount ?? texts.length }
      : { status: 'unreadable', reason: reasons.noText };
  } catch (error) {
    return { status: 'unreadable', reason: reasonOf(error) };
  }
}

/** An error that no reader throws intentionally means that the file is damaged. */
export const reasonOf = (error: unknown): string =>
  error instanceof UnreadableError ? error.message : reasons.damaged;
