import type { Services } from '../context.ts';
import type { Readability } from './add-document.ts';
import { keepDocumentText } from './document-text.ts';

interface ReadOptions {
  /** The id of the document, which may still be to come. */
  id: string;
  /** Where its content lies on this machine's disk. */
  path: string;
  contentType: string;
}

/** Reads the text of a document and keeps it under the document's id; says whether there was any. */
export async function readText(
  services: Pick<Services, 'extractText' | 'files'>,
  { id, path, contentType }: ReadOptions,
): Promise<Readability> {
  const text = await services.extractText({ path, contentType });
  if ('unreadableReason' in text) {
    return { readable: false, unreadableReason: text.unreadableReason };
  }
  await keepDocumentText(services, id, text.pages);
  return { readable: true, unreadableReason: null };
}
