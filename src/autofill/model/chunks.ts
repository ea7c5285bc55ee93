import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadableDocument } from '../../domain/autofill/engine.ts';

/** A continuous text within a page. Chunks with consecutive positions are one text. */
export interface Chunk {
  /** Its position among all chunks of all documents. */
  index: number;
  document: ReadableDocument;
  /** Starts at 1. */
  page: number;
  text: string;
}

/** A few paragraphs: enough to show the context of a fact, and few enough for a passage to be mostly about one subject. */
const chunkCharacters = 1_000;
/** Number of pages to cut before other requests are served. */
const pagesPerTurn = 20;

/**
 * Cuts documents into chunks at line ends or, in long lines, at the ends of sentences. Meaningless white space is left out. A
 * text that appears in the documents more than once, such as a heading of each page or a copy of a document, becomes a chunk
 * only once. Ends soon after the signal is aborted, with the signal's reason.
 */
export async function cutIntoChunks({ documents, signal }: CutOptions): Promise<Chunk[]> {
  const seen = new Set<string>();
  const chunks: Chunk[] = [];
  let index = 0;
  for (const document of documents) {
    for (const [pageIndex, page] of document.pages.entries()) {
      for (const text of cutPage(tidy(page))) {
        const words = text.trim().replaceAll(/\s+/g, ' ');
        if (words !== '' && !seen.has(words)) {
          seen.add(words);
          chunks.push({ index, document, page: pageIndex + 1, text });
        }
        index += 1;
      }
      if (pageIndex % pagesPerTurn === pagesPerTurn - 1) {
        await nextTurn();
        signal.throwIfAborted();
      }
    }
  }
  return chunks;
}

interface CutOptions {
  documents: readonly ReadableDocument[];
  signal: AbortSignal;
}

/** Columns stay apart, by two spaces; more of them, spaces at line ends and runs of empty lines only cost tokens. */
const tidy = (text: string): string =>
  text
    .replaceAll(/\r\n?|\f/g, '\n')
    .replaceAll(/[^\S\n]{2,}/g, '  ')
    .replaceAll(/[^\S\n]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();

function cutPage(text: string): string[] {
  const chunks: string[] = [];
  let current = '';
  for (const piece of text.split(/(?<=\n)/).flatMap(cutLongLine)) {
    if (current !== '' && current.length + piece.length > chunkCharacters) {
      chunks.push(current);
      current = '';
    }
    current += piece;
  }
  return current === '' ? chunks : [...chunks, current];
}

/** Sentences, and pieces of those that are too long on their own, never cut within a character. */
function cutLongLine(line: string): string[] {
  if (line.length <= chunkCharacters) {
    return [line];
  }
  return line
    .split(/(?<=[.!?;]\s)/)
    .flatMap((sentence) =>
      sentence.length <= chunkCharacters
        ? [sentence]
        : Array.from(sentence.matchAll(new RegExp(`.{1,${chunkCharacters}}`, 'gsu')), ([piece]) => piece),
    );
}
