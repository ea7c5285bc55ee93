import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { FileNotFoundError } from '../../storage/file-store.ts';
import { textKey } from '../files/file-key.ts';
import type { Services } from '../services.ts';

type TextServices = Pick<Services, 'files'>;

/** Keeps what a document says, page by page, beside its content. What was kept of it before is replaced. */
export async function keepDocumentText(
  { files }: TextServices,
  id: string,
  pages: readonly string[],
): Promise<void> {
  await files.put(textKey(id), Readable.from([Buffer.from(JSON.stringify(pages))], { objectMode: false }));
}

/** What a document says, page by page; undefined if nothing is kept of it. */
export async function readDocumentText({ files }: TextServices, id: string): Promise<string[] | undefined> {
  try {
    return (await json(await files.open(textKey(id)))) as string[];
  } catch (error) {
    if (error instanceof FileNotFoundError) {
      return undefined;
    }
    throw error;
  }
}
