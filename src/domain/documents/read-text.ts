import type { FileToRead } from '../../text-extraction/extracted-text.ts';
import type { Services } from '../services.ts';
import type { Readability } from './add-document.ts';
import { keepDocumentText } from './document-text.ts';

interface ReadOptions extends FileToRead {
  /** The id of the document, which may still be to come. */
  id: string;
}

/**
 * Reads the text of a document and keeps it under the document's id; says whether there was any, and which pages were not read.
 *
 * @throws ReadersBusyError when it was not read within the time that the caller waits
 */
export async function readText(
  services: Pick<Services, 'extractText' | 'files'>,
  { id, ...file }: ReadOptions,
): Promise<Readability> {
  const text = await services.extractText(file);
  if ('unreadableReason' in text) {
    return { readable: false, unreadableReason: text.unreadableReason };
  }
  await keepDocumentText(services, id, text.pages);
  return { readable: true, unreadableReason: text.unreadPages ?? null };
}
