import { rowOf } from '../../src/text-extraction/normalise-text.ts';
import type { Block } from '../support/sample-documents.ts';
import type { CorpusDocument } from './corpus-case.ts';

const textOf = (block: Block): string =>
  typeof block === 'string' ? block : block.map((row) => rowOf(row)).join('\n');

/** The pages of a document as text, much as extraction gives them: a PDF has no empty lines. */
export const plainPagesOf = ({ format, pages }: CorpusDocument): string[] =>
  pages.map((blocks) => blocks.map(textOf).join(format === 'pdf' ? '\n' : '\n\n'));
