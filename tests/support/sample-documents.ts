import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { drawPdf } from './draw-pdf.ts';
import { wordDocumentOf, workbookOf } from './office-documents.ts';

/** What a sample says: a paragraph, or a table as its rows. */
export type Block = string | readonly (readonly string[])[];

/** A page of a PDF: what it says as text, or pictures that fill it, as a scanner makes them. */
export type PdfPage = readonly Block[] | { scans: readonly Buffer[] };

interface PdfOptions {
  /** Where the columns of tables begin, in points from the left edge of the text. */
  columns?: readonly number[];
  fontSize?: number;
}

const margin = 56;

/** A PDF of A4 pages. Tables are drawn cell by cell, as programs draw them: nothing in the file says that they are tables. */
export function pdfOf(pages: readonly PdfPage[], options: PdfOptions = {}): Buffer {
  const { columns = [0, 190, 330, 420], fontSize: size = 11 } = options;
  return drawPdf(
    pages.map((page) => (pen) => {
      let y = margin;
      if ('scans' in page) {
        for (const scan of page.scans) {
          y = pen.picture(scan, margin, y, { width: 480, height: 720, fits: true });
        }
        return;
      }
      for (const block of page) {
        if (typeof block === 'string') {
          y = pen.text(block, margin, y, { size, width: 480 });
        } else {
          for (const row of block) {
            for (const [index, cell] of row.entries()) {
              pen.text(cell, margin + (columns[index] ?? index * 120), y, { size });
            }
            y += size * 1.5;
          }
        }
        y += size;
      }
    }),
  );
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const paragraph = (content: string) => `<w:p>${content}</w:p>`;
const run = (text: string) => `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;

/** A Word document; each list of blocks begins on a page of its own. */
export function docxOf(pages: readonly (readonly Block[])[]): Buffer {
  const cell = (text: string) => `<w:tc>${paragraph(run(text))}</w:tc>`;
  const body = pages.flatMap((blocks, index) => [
    index > 0 ? paragraph('<w:r><w:br w:type="page"/></w:r>') : '',
    ...blocks.map((block) =>
      typeof block === 'string'
        ? paragraph(run(block))
        : `<w:tbl>${block.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`,
    ),
  ]);
  return wordDocumentOf({ body: body.join('') });
}

/** A workbook of named sheets. */
export function xlsxOf(
  sheets: Readonly<Record<string, readonly (readonly (string | number | boolean | null)[])[]>>,
): Buffer {
  const cell = (value: string | number | boolean | null) => {
    switch (typeof value) {
      case 'string':
        return `<c t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
      case 'number':
        return `<c><v>${value}</v></c>`;
      case 'boolean':
        return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
      default:
        return '<c/>';
    }
  };
  return workbookOf({
    sheets: Object.entries(sheets).map(([name, rows]) => ({
      name,
      xml: `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`,
    })),
  });
}

/** A table of values; a value that holds the delimiter, a quote or a line break is quoted. */
export function csvOf(rows: readonly (readonly string[])[], delimiter = ','): Buffer {
  const quoted = (value: string) =>
    value.includes(delimiter) || /["\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return Buffer.from(`${rows.map((row) => row.map(quoted).join(delimiter)).join('\r\n')}\r\n`);
}

/** A web page. */
export function htmlOf(blocks: readonly Block[], title = 'Page'): Buffer {
  const body = blocks.map((block) =>
    typeof block === 'string'
      ? `<p>${escapeXml(block)}</p>`
      : `<table>${block
          .map((row) => `<tr>${row.map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}</tr>`)
          .join('')}</table>`,
  );
  return Buffer.from(
    `<!doctype html><html><head><meta charset="utf-8"><title>${escapeXml(title)}</title><style>p{margin:0}</style></head>` +
      `<body><script>const hidden = 1;</script>${body.join('\n')}</body></html>`,
  );
}

interface MailContent {
  from: string;
  to: string;
  subject: string;
  /** Such as `Mon, 16 Feb 2026 09:30:00 +0100`. */
  date: string;
  text?: string;
  html?: string;
  attachments?: readonly { name: string; content: Buffer }[];
}

/** A mail as a mail program saves it. The subject is encoded, so that it may hold umlauts. */
export function emlOf({ from, to, subject, date, text, html, attachments = [] }: MailContent): Buffer {
  const part = (type: string, content: string) =>
    `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(Buffer.from(content))}\r\n`;
  const parts = [
    ...(text === undefined ? [] : [part('text/plain', text)]),
    ...(html === undefined ? [] : [part('text/html', html)]),
    ...attachments.map(
      ({ name, content }) =>
        `Content-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n` +
        `Content-Transfer-Encoding: base64\r\n\r\n${inLines(content)}\r\n`,
    ),
  ];
  return Buffer.from(
    `From: ${from}\r\nTo: ${to}\r\nSubject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=\r\nDate: ${date}\r\n` +
      `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="sample"\r\n\r\n` +
      `${parts.map((content) => `--sample\r\n${content}`).join('')}--sample--\r\n`,
  );
}

const inLines = (content: Buffer) => content.toString('base64').replace(/.{76}/g, '$&\r\n');

interface ImageOptions {
  type?: 'png' | 'jpeg' | 'webp';
  width?: number;
  height?: number;
  fontSize?: number;
}

/** A picture of lines of text, black on white. Columns of a line are parted by tabs. */
export function imageOf(lines: readonly string[], options: ImageOptions = {}): Buffer {
  const { type = 'png', width = 1_000, fontSize = 30 } = options;
  const height = options.height ?? Math.max(1, lines.length) * fontSize * 1.8 + 80;
  registerFont();
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'black';
  context.font = `${fontSize}px "${sampleFont}"`;
  lines.forEach((line, index) => {
    line.split('\t').forEach((cell, column) => {
      context.fillText(cell, 40 + column * (width / 2), 60 + index * fontSize * 1.8);
    });
  });
  return type === 'png' ? canvas.toBuffer('image/png') : canvas.toBuffer(`image/${type}` as 'image/jpeg');
}

const sampleFont = 'Postern Sample';

/** Machines without any font draw no text; the font of the tests' browser is always there. */
function registerFont(): void {
  if (GlobalFonts.has(sampleFont)) {
    return;
  }
  const fonts = new URL('../../node_modules/@sparticuz/chromium/bin/fonts.tar.br', import.meta.url);
  const archive = brotliDecompressSync(readFileSync(fonts));
  GlobalFonts.register(memberOf(archive, 'OpenSans-Regular.ttf'), sampleFont);
}

/** A file of a tar archive. */
function memberOf(archive: Buffer, name: string): Buffer {
  for (let offset = 0; offset < archive.length; ) {
    const path = archive.toString('latin1', offset, offset + 100).replace(/\0.*/s, '');
    const size = Number.parseInt(archive.toString('latin1', offset + 124, offset + 136), 8) || 0;
    if (path.endsWith(name)) {
      return archive.subarray(offset + 512, offset + 512 + size);
    }
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`There is no ${name} in the archive.`);
}
