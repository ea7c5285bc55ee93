import { createCanvas } from '@napi-rs/canvas';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { createIsomorphicCanvasFactory, definePDFJSModule } from 'unpdf';
import { reasonOf } from './extract-in-process.ts';
import { countLetters, keepWithinLimits } from './keep-within-limits.ts';
import { openPdf } from './open-pdf.ts';
import type { PdfPage } from './pdf/pdf-page.ts';
import { docxPagesWithPictures } from './read-docx.ts';
import { readImage } from './read-image.ts';
import type { ReadingReply, ReadingRequest } from './reading-messages.ts';
import { recogniseText } from './recognise-text.ts';
import { startClocks } from './time-left.ts';

// The library as published has decoders for JPEG 2000 and JBIG2, which the bundle that reads text leaves out.
await definePDFJSModule(() => import('pdfjs-dist/legacy/build/pdf.mjs'));

/** The longer side of a page's picture, in pixels: about 200 dots per inch for A4. */
const longSideOfPicture = 2_300;

/**
 * Recognises the text in the pictures of pages: those of a PDF or a Word document, or the single page of an image. Never
 * rejects.
 */
export async function recogniseInProcess(request: ReadingRequest, bytes: Buffer): Promise<ReadingReply> {
  const { limits, sparsePages } = request;
  const pages: { page: number; text: string }[] = [];
  const unread = new Set(sparsePages.map(({ page }) => page));
  const undecoded: number[] = [];
  try {
    const pictures = picturesOf(request, bytes);
    let characters = 0;
    for await (const { page, text: recognised, isWhole, isDecoded } of pictures) {
      if (isWhole) {
        unread.delete(page);
      }
      if (!isDecoded) {
        undecoded.push(page);
      }
      const { letters = 0, isKept = false } = sparsePages.find((sparse) => sparse.page === page) ?? {};
      // Text that a scanner has recognised is replaced only if much more is found.
      if (countLetters(recognised) > (isKept ? 0 : 2 * letters)) {
        const [text = ''] = keepWithinLimits([recognised], {
          ...limits,
          maxCharacters: limits.maxCharacters - characters,
        });
        characters += text.length;
        pages.push({ page, text });
      }
    }
    return { status: 'recognised', pages, unread: [...unread], undecoded };
  } catch (error) {
    return { status: 'unreadable', reason: reasonOf(error) };
  }
}

interface PictureText {
  page: number;
  text: string;
  /** False if there was no time for all of the page's pictures. */
  isWhole: boolean;
  isDecoded: boolean;
}

async function* picturesOf(request: ReadingRequest, bytes: Buffer): AsyncGenerator<PictureText> {
  const { contentType, limits } = request;
  if (contentType === 'application/pdf') {
    yield* picturesOfPdf(request, bytes);
  } else if (contentType === wordType) {
    const source = { bytes, limits, hasTime: startClocks(limits) };
    yield* docxPagesWithPictures(source, async (picture) => (await readImage(picture, limits)).text);
  } else {
    yield { ...(await readImage(bytes, limits)), isWhole: true, isDecoded: true };
  }
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** As many of the pages as time and limits allow; a blank page has an empty text and does not count towards the limits. */
async function* picturesOfPdf(
  { limits, sparsePages }: ReadingRequest,
  bytes: Buffer,
): AsyncGenerator<PictureText> {
  const hasTime = startClocks(limits);
  const document = await openPdf(bytes, limits, {
    CanvasFactory: await createIsomorphicCanvasFactory(() => import('@napi-rs/canvas')),
  });
  try {
    let recognised = 0;
    for (const { page: number, isKept, hasPictures } of sparsePages) {
      if (!hasTime() || recognised >= limits.maxRecognisedPages) {
        return;
      }
      const page = await document.getPage(number);
      const text = await readPicture(page, { withoutText: isKept });
      const isDecoded = !hasPictures || hasDecodedPictures(page);
      page.cleanup();
      recognised += text === undefined ? 0 : 1;
      yield { page: number, text: text ?? '', isWhole: true, isDecoded };
    }
  } finally {
    await document.destroy();
  }
}

/** The text in a page's picture; undefined if the page is blank. */
async function readPicture(
  page: PdfPage,
  { withoutText }: { withoutText: boolean },
): Promise<string | undefined> {
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: longSideOfPicture / Math.max(width, height) });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  // The types only know browser canvases.
  const target = { canvas, canvasContext: canvas.getContext('2d') } as unknown as Parameters<
    PdfPage['render']
  >[0];
  const operationsFilter = (index: number) => !textOperators.has(operatorsOf(page).fnArray[index] ?? 0);
  const options = { viewport, background: 'white', ...(withoutText && { operationsFilter }) };
  await page.render({ ...target, ...options }).promise;
  return recogniseText(canvas);
}

/** The operators that paint text. */
const textOperators: ReadonlySet<number> = new Set([
  OPS.showText,
  OPS.showSpacedText,
  OPS.nextLineShowText,
  OPS.nextLineSetSpacingShowText,
]);

/** The operators that paint pictures stored outside the page's operators, under a name. */
const namedPictures: ReadonlySet<number> = new Set([OPS.paintImageXObject, OPS.paintImageXObjectRepeat]);

const otherPictures: ReadonlySet<number> = new Set([
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintSolidColorImageMask,
]);

/** Whether a painted page has pictures and all of them could be decoded: those that are too large are left out. */
function hasDecodedPictures(page: PdfPage): boolean {
  const { fnArray, argsArray } = operatorsOf(page);
  const { objs, commonObjs } = page as unknown as Record<'objs' | 'commonObjs', PictureStore>;
  const areDecoded = fnArray.flatMap((operator, index) => {
    if (namedPictures.has(operator)) {
      const name = String((argsArray[index] as unknown[])[0]);
      const store = name.startsWith('g_') ? commonObjs : objs;
      return [store.has(name) && store.get(name) !== null];
    }
    return otherPictures.has(operator) ? [true] : [];
  });
  return areDecoded.length > 0 && areDecoded.every(Boolean);
}

interface PictureStore {
  has: (name: string) => boolean;
  get: (name: string) => object | null;
}

interface Operators {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** The operators that a page is painted with, which the library passes to its filter as numbers without names. */
function operatorsOf(page: PdfPage): Operators {
  const states = Reflect.get(page, '_intentStates') as
    | Map<string, { operatorList?: Operators | null }>
    | undefined;
  const [state] = states?.values() ?? [];
  return state?.operatorList ?? { fnArray: [], argsArray: [] };
}
