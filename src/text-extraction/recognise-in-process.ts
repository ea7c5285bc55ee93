import { createCanvas } from '@napi-rs/canvas';
import { createIsomorphicCanvasFactory } from 'unpdf';
import { reasonOf } from './extract-in-process.ts';
import { countLetters, keepWithinLimits } from './keep-within-limits.ts';
import { openPdf } from './open-pdf.ts';
import type { PdfPage } from './pdf-pieces.ts';
import { docxPagesWithPictures } from './read-docx.ts';
import { readImage } from './read-image.ts';
import type { ReadingReply, ReadingRequest } from './reading-messages.ts';
import { recogniseText } from './recognise-text.ts';
import { startClocks } from './time-left.ts';

/** The longer side of a page's picture, in pixels: about 200 dots an inch of A4. */
const longSideOfPicture = 2_300;

/** Recognises the text in the pictures of pages: of a PDF or a Word document, or the one that an image is. Never rejects. */
export async function recogniseInProcess(request: ReadingRequest, bytes: Buffer): Promise<ReadingReply> {
  const { limits, sparsePages } = request;
  const pages: { page: number; text: string }[] = [];
  try {
    const pictures = picturesOf(request, bytes);
    let characters = 0;
    for await (const { page, text: recognised } of pictures) {
      // Text that was written is exact; recognised text is preferred only where it says much more.
      const letters = sparsePages.find((sparse) => sparse.page === page)?.letters ?? 0;
      if (countLetters(recognised) > 2 * letters) {
        const [text = ''] = keepWithinLimits([recognised], {
          ...limits,
          characters: limits.characters - characters,
        });
        characters += text.length;
        pages.push({ page, text });
      }
    }
    return { status: 'recognised', pages };
  } catch (error) {
    return { status: 'unreadable', reason: reasonOf(error) };
  }
}

async function* picturesOf(request: ReadingRequest, bytes: Buffer) {
  const { contentType, limits } = request;
  if (contentType === 'application/pdf') {
    yield* picturesOfPdf(request, bytes);
  } else if (contentType === wordType) {
    const source = { bytes, limits, hasTime: startClocks(limits) };
    yield* docxPagesWithPictures(source, async (picture) => (await readImage(picture, limits)).text);
  } else {
    yield await readImage(bytes, limits);
  }
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** As many of the pages as there are time and limits for, blank ones left out. */
async function* picturesOfPdf({ limits, sparsePages }: ReadingRequest, bytes: Buffer) {
  const hasTime = startClocks(limits);
  const document = await openPdf(bytes, limits, {
    CanvasFactory: await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas')),
  });
  try {
    let recognised = 0;
    for (const { page: number } of sparsePages) {
      if (!hasTime() || recognised >= limits.recognisedPages) {
        return;
      }
      const page = await document.getPage(number);
      const text = await readPicture(page);
      page.cleanup();
      if (text !== undefined) {
        recognised += 1;
        yield { page: number, text };
      }
    }
  } finally {
    await document.destroy();
  }
}

/** The text in a page's picture; undefined when the page is blank. */
async function readPicture(page: PdfPage): Promise<string | undefined> {
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
