import { countLetters } from './keep-within-limits.ts';
import { layOutPage } from './lay-out-page.ts';
import { openPdf } from './open-pdf.ts';
import { piecesOf } from './pdf-pieces.ts';
import type { DocumentText, ReadDocument } from './read-document.ts';

/** With fewer letters a page may be a scan that a program has stamped or numbered. */
const minLettersOfText = 20;

/**
 * Reads a PDF page by page. It reports the pages that have no text, or hardly any: their text may be in their picture, which
 * another process looks at.
 */
export const readPdf: ReadDocument = async ({ bytes, limits, hasTime }) => {
  const document = await openPdf(bytes, limits);
  try {
    const read: DocumentText = { pages: [], sparsePages: [] };
    let characters = 0;
    for (let number = 1; number <= Math.min(document.numPages, limits.pages); number += 1) {
      if (!hasTime() || characters >= limits.characters) {
        break;
      }
      const page = await document.getPage(number);
      const text = layOutPage(await piecesOf(page));
      page.cleanup();
      const letters = countLetters(text);
      if (letters < minLettersOfText) {
        read.sparsePages.push({ page: number, letters });
      }
      read.pages.push(text);
      characters += text.length;
    }
    return read;
  } finally {
    await document.destroy();
  }
};
