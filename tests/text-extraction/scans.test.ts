import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExtractor } from '../../src/text-extraction/create-extractor.ts';
import { defaultLimits } from '../../src/text-extraction/limits.ts';
import { namePages } from '../../src/text-extraction/name-pages.ts';
import { readPdf } from '../../src/text-extraction/read-pdf.ts';
import { type DrawPage, drawPdf } from '../support/draw-pdf.ts';
import { rawPdf, textAt } from '../support/raw-pdf.ts';
import { imageOf } from '../support/sample-documents.ts';
import { jbig2, jpeg2000 } from '../support/scanner-pictures.ts';

const lines = ['Certificate of incorporation', 'Company number\t09876543'];
const recognised = 'Certificate of incorporation\nCompany number | 09876543';

let folder: string;
// A busy machine must not decide how many pages are read.
const extract = createExtractor({ maxRecognisedPages: 2, nextPageWithinCpuMs: 60_000, maxCpuMs: 60_000 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-scans-'));
});

afterAll(async () => {
  await extract.close();
  await rm(folder, { recursive: true });
});

async function read(content: Buffer) {
  const path = join(folder, 'scan.pdf');
  await writeFile(path, content);
  return extract({ tenantId: 'tenant', path, contentType: 'application/pdf' });
}

const scan = imageOf(lines, { type: 'jpeg', height: 1_400 });
const wholePage = { width: 595, height: 842 };
const drawScan: DrawPage = (pen) => pen.picture(scan, 0, 0, wholePage);
const stamp =
  (text: string, x: number, y: number): DrawPage =>
  (pen) =>
    pen.text(text, x, y);

/** Which pages of a PDF are to be looked at, and whether their own text is kept. */
async function sparsePagesOf(content: Buffer) {
  const found = await readPdf({ bytes: content, limits: defaultLimits, hasTime: () => true });
  return Array.isArray(found) ? [] : found.sparsePages.map(({ page, isKept }) => ({ page, isKept }));
}

describe('a scan with text of its own', () => {
  test.each<[string, DrawPage]>([
    ['an envelope’s id', stamp('Envelope ID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301', 20, 10)],
    [
      'the head of a fax',
      stamp('2026-03-02 14:05  FROM +49 221 555 0100  TO +44 20 7946 0000  P.1/3', 20, 8),
    ],
    [
      'a certificate',
      stamp('Certified true copy of the original. Notary Dr Weiß, Köln, 4 May 2026', 60, 780),
    ],
    ['a few lines', stamp('Received\n4 May 2026\nCompliance department\nPlease do not remove', 400, 700)],
    [
      'a line that runs upwards',
      (pen) => pen.text('Scanned by the archive, batch 20260504-17', 20, 700, { degrees: 90 }),
    ],
  ])('a scan with text of its own is looked at, and its text is kept: %s', async (_, drawStamp) => {
    const page: DrawPage = (pen) => {
      drawScan(pen);
      drawStamp(pen);
    };
    expect(await sparsePagesOf(drawPdf([page]))).toEqual([{ page: 1, isKept: true }]);
  });

  test('a scan with text of its own is looked at where the picture is cut into strips, or is all that is painted', async () => {
    const strips: DrawPage = (pen) => {
      for (let top = 0; top < 840; top += 84) {
        pen.picture(scan, 0, top, { width: 595, height: 84 });
      }
      stamp('Envelope ID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301', 20, 10)(pen);
    };
    expect(await sparsePagesOf(drawPdf([strips]))).toHaveLength(1);
    const image =
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8';
    const bare = rawPdf({
      content: `${textAt(20, 780, 'Envelope ID: 3F2504E0-4F89-41D3-9A0C')} 600 0 0 800 0 0 cm /Im Do`,
      resources: '/XObject << /Im 10 0 R >>',
      objects: [{ dictionary: image, stream: Buffer.from([0]) }],
    });
    expect(await sparsePagesOf(bare)).toHaveLength(1);
  });

  test('a scan with text of its own is not looked at where the text is the page’s own', async () => {
    const text = 'The board of the company meets four times a year and decides on its policies. '.repeat(30);
    const onLetterhead: DrawPage = (pen) => {
      drawScan(pen);
      pen.text(text, 60, 120, { width: 470 });
    };
    const withLogo: DrawPage = (pen) => {
      pen.picture(scan, 40, 20, { width: 80, height: 40 });
      pen.text('Confirmation of the registered seat: Oslo', 60, 120);
    };
    const searchable: DrawPage = (pen) => {
      drawScan(pen);
      pen.text(text, 60, 120, { width: 470, isInvisible: true });
    };
    expect(await sparsePagesOf(drawPdf([onLetterhead, withLogo, searchable]))).toEqual([]);
  });

  test('a scan with text of its own says what is written on it and what is in its picture, each once', async () => {
    const envelope = 'Envelope ID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301';
    const stamped: DrawPage = (pen) => {
      drawScan(pen);
      stamp(envelope, 20, 10)(pen);
    };
    const watermarked: DrawPage = (pen) => {
      drawScan(pen);
      pen.text('CERTIFIED COPY', 76, 624, { size: 90, degrees: 50, grey: 0.53 });
    };
    expect(await read(drawPdf([stamped, watermarked]))).toEqual({
      pages: [`${envelope}\n${recognised}`, expect.stringContaining(recognised)],
    });
  });
});

describe('pages that no one looked at', () => {
  test('pages that no one looked at are named, and what was read is kept', async () => {
    const own = stamp('This page says enough to be read as it was written.', 40, 40);
    expect(await read(drawPdf([drawScan, own, drawScan, drawScan, own, drawScan, drawScan]))).toMatchObject({
      pages: [recognised, /^This page/, recognised, '', /^This page/, '', ''].map((page) =>
        typeof page === 'string' ? page : expect.stringMatching(page),
      ),
      unreadPages: 'Pages 4, 6–7 were not read: the file contains more than can be read.',
    });
  });

  test('pages that no one looked at are named where there are more of them than are read at all', async () => {
    const few = createExtractor({ maxPages: 2 });
    const path = join(folder, 'long.pdf');
    const own = stamp('This page says enough to be read as it was written.', 40, 40);
    await writeFile(path, drawPdf([own, own, own]));
    expect(await few({ tenantId: 'tenant', path, contentType: 'application/pdf' })).toMatchObject({
      unreadPages: expect.stringMatching(/^Page 3 was not read/),
    });
    await few.close();
  });

  test.each([
    [[21, 22, 23], '21–23'],
    [[7], '7'],
    [[9, 2, 3, 5, 3], '2–3, 5, 9'],
    [Array.from({ length: 30 }, (_, index) => 2 * index + 1), /^1, 3, .*39 and others$/],
  ])('pages that no one looked at are listed as a person lists them: %j', (pages, expected) => {
    expect(namePages(pages)).toMatch(expected);
  });
});

describe('pictures in a PDF', () => {
  const grey = '/ColorSpace /DeviceGray /BitsPerComponent';
  const asJpeg2000 = '/Filter /JPXDecode';
  const picturePdf = (format: string, stream: Buffer, words = '') =>
    rawPdf({
      content: `q 560 0 0 120 20 600 cm /Im Do Q ${words}`,
      resources: '/XObject << /Im 10 0 R >>',
      objects: [{ dictionary: `/Type /XObject /Subtype /Image /Width 900 /Height 188 ${format}`, stream }],
    });

  test.each([
    ['JPEG 2000', asJpeg2000, jpeg2000],
    ['JBIG2', `${grey} 1 /Filter /JBIG2Decode`, jbig2],
  ])('pictures of the format %s in a PDF are recognised', async (_, format, stream) => {
    expect(await read(picturePdf(format, stream))).toEqual({ pages: [recognised] });
  });

  test.each([
    ['is damaged', Buffer.alloc(900, 'no picture'), defaultLimits.maxPixels],
    ['is too large', jpeg2000, 10_000],
  ])('pictures in a PDF name the page where one %s', async (_, stream, pixels) => {
    const extractText = createExtractor({ maxPixels: pixels });
    const path = join(folder, 'undecoded.pdf');
    const words = textAt(20, 750, 'Envelope ID: 3F2504E0-4F89-41D3-9A0C');
    await writeFile(path, picturePdf(asJpeg2000, stream, words));
    expect(await extractText({ tenantId: 'tenant', path, contentType: 'application/pdf' })).toEqual({
      pages: ['Envelope ID: 3F2504E0-4F89-41D3-9A0C'],
      unreadPages: 'Page 1 was not read: the picture is damaged, too large or in an unknown format.',
    });
    await extractText.close();
  });

  test('pages with wide margins are recognised to their edges, in colours too', async () => {
    const canvas = createCanvas(1_240, 1_754);
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, 1_240, 1_754);
    context.drawImage(await loadImage(imageOf(['Company number 09876543'], { width: 600 })), 300, 800);
    const green = await loadImage(imageOf(['Registered in Oslo'], { width: 400 }));
    context.drawImage(green, 820, 1_600);
    context.globalCompositeOperation = 'lighten';
    context.fillStyle = '#30c060';
    context.fillRect(820, 1_600, 400, 150);
    const coloured: DrawPage = (pen) => pen.picture(canvas.toBuffer('image/jpeg'), 0, 0, wholePage);
    const found = await read(drawPdf([coloured]));
    expect(found).toEqual({
      pages: [expect.stringMatching(/Company number 09876543\s+Registered in Oslo/)],
    });
  });

  test.each([90, 180, 270])(
    'pages that are turned by %i degrees and have one line at an edge are recognised',
    async (degrees) => {
      const upright = await loadImage(imageOf(['Company number 09876543'], { width: 1_200, height: 1_700 }));
      const canvas = degrees === 180 ? createCanvas(1_200, 1_700) : createCanvas(1_700, 1_200);
      const context = canvas.getContext('2d');
      context.translate(canvas.width / 2, canvas.height / 2);
      context.rotate((degrees * Math.PI) / 180);
      context.drawImage(upright, -600, -850);
      const turned: DrawPage = (pen) =>
        pen.picture(canvas.toBuffer('image/jpeg'), 0, 0, { ...wholePage, fits: true });
      expect(await read(drawPdf([turned]))).toEqual({ pages: ['Company number 09876543'] });
    },
  );
});
