import { rowOf } from '../../src/text-extraction/normalise-text.ts';
import { readPagesOf } from '../support/read-text-of.ts';
import type { Block } from '../support/sample-documents.ts';
import type { CorpusDocument } from './corpus-case.ts';

const textOf = (block: Block): string =>
  typeof block === 'string' ? block : block.map((row) => rowOf(row)).join('\n');

/**
 * The pages of a document as text, much as extraction gives them: a PDF has no empty lines. Files that are written by hand are
 * read, unless what they say is given too; one that cannot be read has no pages.
 */
export async function plainPagesOf({ format, pages, content }: CorpusDocument): Promise<string[]> {
  if (content && pages.length === 0) {
    const read = await readPagesOf(format, await content());
    return Array.isArray(read) ? read : [];
  }
  return pages.map((blocks) => blocks.map(textOf).join(format === 'pdf' ? '\n' : '\n\n'));
}
