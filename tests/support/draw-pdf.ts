import iconv from 'iconv-lite';
import { assemblePdf, type PdfObject } from './assemble-pdf.ts';

interface TextOptions {
  /** The size of the letters, in points; 11 by default. */
  size?: number;
  /** Lines are broken where they would be wider; only where the text has a line break by default. */
  width?: number;
  /** By how much it is turned about its beginning, against the clock. */
  degrees?: number;
  /** The colour of the letters, from 0 for black to 1 for white. */
  grey?: number;
  /** Written without painting it, as scanners add what they have recognised. */
  isInvisible?: boolean;
}

interface PictureOptions {
  width: number;
  height: number;
  /** Whether it keeps its shape and only fits into that. */
  fits?: boolean;
}

/** Draws on a page of A4. Places are in points from its upper left corner. */
export interface PdfPen {
  /** Writes a text whose first line has its top at `y`, and returns where the next line would have it. */
  text: (text: string, x: number, y: number, options?: TextOptions) => number;
  /** Paints a picture in the JPEG format and returns where its bottom is. */
  picture: (jpeg: Buffer, x: number, y: number, options: PictureOptions) => number;
  /** Adds operators. */
  paint: (operators: string) => void;
}

export type DrawPage = (pen: PdfPen) => void;

const pageSize = { width: 595.28, height: 841.89 };

/** A PDF of pages, each drawn by a function, whose text is in Helvetica. */
export function drawPdf(pages: readonly DrawPage[]): Buffer {
  const objects = new Map<number, PdfObject>([
    [1, '/Type /Catalog /Pages 2 0 R'],
    [2, ''],
    [3, '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding'],
  ]);
  const add = (object: PdfObject): string => {
    const id = objects.size + 1;
    objects.set(id, object);
    return `${id} 0 R`;
  };
  const pageIds = pages.map((draw) => {
    const pictures: string[] = [];
    const operators: string[] = [];
    const addPicture = (jpeg: Buffer, { width, height }: Size) => {
      const format = '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode';
      const dictionary = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} ${format}`;
      const name = `/Im${pictures.length}`;
      pictures.push(`${name} ${add({ dictionary, stream: jpeg })}`);
      return name;
    };
    draw(createPen(operators, addPicture));
    const contents = add({ dictionary: '', stream: iconv.encode(operators.join('\n'), 'win1252') });
    const resources = `<< /Font << /F1 3 0 R >> /XObject << ${pictures.join(' ')} >> >>`;
    const box = `[0 0 ${pageSize.width} ${pageSize.height}]`;
    return add(`/Type /Page /Parent 2 0 R /MediaBox ${box} /Contents ${contents} /Resources ${resources}`);
  });
  objects.set(2, `/Type /Pages /Kids [${pageIds.join(' ')}] /Count ${pageIds.length}`);
  return assemblePdf(objects);
}

interface Size {
  width: number;
  height: number;
}

function createPen(operators: string[], addPicture: (jpeg: Buffer, size: Size) => string): PdfPen {
  return {
    text: (text, x, y, { size = 11, width, degrees = 0, grey = 0, isInvisible = false } = {}) => {
      const angle = (degrees * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)].map((value) => value.toFixed(5));
      const lines = text
        .split('\n')
        .flatMap((line) => (width === undefined ? line : wrap(line, width, size)));
      lines.forEach((line, index) => {
        const baseline = y + ascent * size + index * lineHeight * size;
        if (degrees === 0 && baseline > pageSize.height) {
          throw new Error(`There is no room on the page for the line “${line}”.`);
        }
        const place = `${cos} ${sin} ${-Number(sin)} ${cos} ${x} ${(pageSize.height - baseline).toFixed(3)}`;
        const escaped = line.replace(/[\\()]/g, '\\$&');
        const state = `/F1 ${size} Tf ${isInvisible ? 3 : 0} Tr ${grey} g`;
        operators.push(`BT ${state} ${place} Tm (${escaped}) Tj ET`);
      });
      return y + lines.length * lineHeight * size;
    },
    picture: (jpeg, x, y, { width, height, fits = false }) => {
      const size = sizeOfJpeg(jpeg);
      const scale = Math.min(width / size.width, height / size.height);
      const [shownWidth, shownHeight] = fits ? [size.width * scale, size.height * scale] : [width, height];
      const place = `${shownWidth} 0 0 ${shownHeight} ${x} ${pageSize.height - y - shownHeight}`;
      operators.push(`q ${place} cm ${addPicture(jpeg, size)} Do Q`);
      return y + shownHeight;
    },
    paint: (painted) => {
      operators.push(painted);
    },
  };
}

/** Of Helvetica, in parts of its size. */
const ascent = 0.718;
const lineHeight = 1.156;

/** How wide the characters from the space to the tilde are in Helvetica, in thousandths of its size. */
const widths =
  '278 278 355 556 556 889 667 222 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 222 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number);

/** Letters with an accent are as wide as those without; of the others, most are as wide as a digit. */
const widthOf = (text: string): number =>
  [...text.normalize('NFD').replace(/\p{M}/gu, '')].reduce(
    (width, character) => width + (widths[character.charCodeAt(0) - 32] ?? 556) / 1_000,
    0,
  );

function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) * size > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function sizeOfJpeg(jpeg: Buffer): Size {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    // The head of a frame, whichever way it is coded.
    if ([0xc0, 0xc1, 0xc2].includes(jpeg.readUInt8(at + 1))) {
      return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) };
    }
  }
  throw new Error('The picture is not in the JPEG format.');
}
