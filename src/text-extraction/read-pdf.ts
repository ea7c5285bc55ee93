import { createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf';
import { countLetters } from './keep-within-limits.ts';
import { layOutPage } from './lay-out-page.ts';
import { type PdfPage, piecesOf } from './pdf-pieces.ts';
import { type DocumentSource, type ReadDocument, reasons, UnreadableError } from './read-document.ts';

/** With fewer letters a page may be a scan that a program has stamped or numbered. */
const fewestLettersOfText = 20;

/** The longer side of a page's picture, in pixels: about 200 dots an inch of A4. */
const longSideOfPicture = 2_300;

/** Reads a PDF page by page. The text of a page that has none, or hardly any, is recognised in its picture. */
export const readPdf: ReadDocument = async (source) => {
  const { bytes, limits, hasTime } = source;
  const document = await openPdf(bytes, limits.pixels);
  try {
    const pages: string[] = [];
    let characters = 0;
    let recognised = 0;
    for (let number = 1; number <= Math.min(document.numPages, limits.pages); number += 1) {
      if (!hasTime() || characters >= limits.characters) {
        break;
      }
      const page = await document.getPage(number);
      let text = layOutPage(await piecesOf(page));
      if (countLetters(text) < fewestLettersOfText && recognised < limits.recognisedPages) {
        const picture = await readPicture(page);
        recognised += picture === undefined ? 0 : 1;
        // What was written is exact; what is recognised is preferred only where it says much more.
        text = picture !== undefined && countLetters(picture) > 2 * countLetters(text) ? picture : text;
      }
      page.cleanup();
      pages.push(text);
      characters += text.length;
    }
    return pages;
  } finally {
    await document.destroy();
  }
};

async function openPdf(bytes: DocumentSource['bytes'], maxImageSize: number) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), {
      CanvasFactory: await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas')),
      maxImageSize,
      // What is not in the file is not looked for anywhere.
      useSystemFonts: false,
      useWorkerFetch: false,
      disableFontFace: true,
      verbosity: 0,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new UnreadableError(reasons.password);
    }
    throw error;
  }
}

/** The text in a page's picture; undefined when the page is blank. */
async function readPicture(page: PdfPage): Promise<string | undefined> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const { recogniseText } = await import('./recognise-text.ts');
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: longSideOfPicture / Math.max(width, height) });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  // The types know browsers' canvases only.
  const target = { canvas, canvasContext: canvas.getContext('2d') } as unknown as Parameters<
    PdfPage['render']
  >[0];
  await page.render({ ...target, viewport, background: 'white' }).promise;
  return recogniseText(canvas);
}
