import { countLetters, hasText } from './keep-within-limits.ts';
import { layOutPage } from './lay-out-page.ts';
import { openPdf } from './open-pdf.ts';
import { type XfaNode, xfaText } from './pdf/xfa-text.ts';
import { piecesOf } from './pdf-pieces.ts';
import { type DocumentText, type ReadDocument, reasons, UnreadableError } from './read-document.ts';

/** With fewer letters, a page has no text, or only its number. */
const minLettersOfText = 20;

/**
 * Reads a PDF page by page. It reports the pages that have no text, or hardly any, and those that are pictures with a little
 * text besides: their text may be in their pictures, which another process looks at.
 */
export const readPdf: ReadDocument = async ({ bytes, limits, hasTime }) => {
  // Only the positions of pictures are needed here; decoding them takes longer than everything else.
  const document = await openPdf(bytes, { maxPixels: 0 });
  try {
    const layers = await document.getOptionalContentConfig();
    const read: DocumentText = { pages: [], sparsePages: [], pageCount: document.numPages };
    let characters = 0;
    for (let number = 1; number <= Math.min(document.numPages, limits.maxPages); number += 1) {
      if (!hasTime() || characters >= limits.maxCharacters) {
        break;
      }
      const page = await document.getPage(number);
      if (document.isPureXfa) {
        read.pages.push(xfaText((await page.getXfa()) as XfaNode | null));
      } else {
        const { pieces, hasPictures, isScan, isRecognised } = await piecesOf(page, layers);
        const text = layOutPage(pieces);
        const letters = countLetters(text);
        if (letters < minLettersOfText || isScan) {
          // Painted text is kept alongside the picture's text; text that a scanner has recognised may be all of the picture's
          // text.
          read.sparsePages.push({ page: number, letters, isKept: letters > 0 && !isRecognised, hasPictures });
        }
        read.pages.push(text);
      }
      page.cleanup();
      characters += read.pages.at(-1)?.length ?? 0;
    }
    if (document.isPureXfa && !hasText(read.pages)) {
      throw new UnreadableError(reasons.xfa);
    }
    return read;
  } finally {
    await document.destroy();
  }
};
