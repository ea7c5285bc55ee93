import { countLetters, hasText } from './keep-within-limits.ts';
import { layOutPage } from './lay-out-page.ts';
import { openPdf } from './open-pdf.ts';
import { type XfaNode, xfaText } from './pdf/xfa-text.ts';
import { piecesOf } from './pdf-pieces.ts';
import { type DocumentText, type ReadDocument, reasons, UnreadableError } from './read-document.ts';

/** With fewer letters a page may be a scan that a program has stamped or numbered. */
const minLettersOfText = 20;

/**
 * Reads a PDF page by page. It reports the pages that have no text, or hardly any: their text may be in their picture, which
 * another process looks at.
 */
export const readPdf: ReadDocument = async ({ bytes, limits, hasTime }) => {
  // Where pictures are is all that is needed of them here; to decode them takes longer than all else.
  const document = await openPdf(bytes, { pixels: 0 });
  try {
    const layers = await document.getOptionalContentConfig();
    const read: DocumentText = { pages: [], sparsePages: [] };
    let characters = 0;
    for (let number = 1; number <= Math.min(document.numPages, limits.pages); number += 1) {
      if (!hasTime() || characters >= limits.characters) {
        break;
      }
      const page = await document.getPage(number);
      const text = document.isPureXfa
        ? xfaText((await page.getXfa()) as XfaNode | null)
        : layOutPage(await piecesOf(page, layers));
      page.cleanup();
      const letters = countLetters(text);
      if (letters < minLettersOfText && !document.isPureXfa) {
        read.sparsePages.push({ page: number, letters });
      }
      read.pages.push(text);
      characters += text.length;
    }
    if (document.isPureXfa && !hasText(read.pages)) {
      throw new UnreadableError(reasons.xfa);
    }
    return read;
  } finally {
    await document.destroy();
  }
};
