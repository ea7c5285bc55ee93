import { keepWithinLimits } from '../../src/text-extraction/keep-within-limits.ts';
import { defaultLimits } from '../../src/text-extraction/limits.ts';
import { UnreadableError } from '../../src/text-extraction/read-document.ts';
import { readers } from '../../src/text-extraction/readers.ts';

export const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  eml: 'message/rfc822',
} as const;

/**
 * The pages of a file as they are kept, read in this process; for what cannot be read the reason. Anything that the reader
 * throws beside reasons is thrown.
 */
export async function readPagesOf(
  type: keyof typeof mediaTypes,
  content: Buffer | string | Promise<Buffer>,
): Promise<string[] | { reason: string }> {
  const read = await readers[mediaTypes[type]]?.();
  try {
    const bytes = Buffer.from(await content);
    const found = (await read?.({ bytes, limits: defaultLimits, hasTime: () => true })) ?? [];
    return keepWithinLimits(Array.isArray(found) ? found : found.pages, defaultLimits);
  } catch (error) {
    if (error instanceof UnreadableError) {
      return { reason: error.message };
    }
    throw error;
  }
}
