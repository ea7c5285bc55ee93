import { rowOf } from '../../src/text-extraction/normalise-text.ts';
import { type Block, csvOf, docxOf, emlOf, htmlOf, pdfOf, xlsxOf } from '../support/sample-documents.ts';
import type { CorpusDocument } from './corpus-case.ts';

type Page = readonly Block[];

const mediaTypes: Readonly<Record<CorpusDocument['format'], string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  html: 'text/html',
  eml: 'message/rfc822',
  txt: 'text/plain',
  md: 'text/markdown',
};

const rowsOf = (page: Page) =>
  page.flatMap((block) => (typeof block === 'string' ? block.split('\n').map((line) => [line]) : block));

const textOf = (pages: readonly Page[]): string =>
  pages
    .map((page) => page.map((block) => (typeof block === 'string' ? block : block.map(rowOf).join('\n'))))
    .map((blocks) => blocks.join('\n\n'))
    .join('\f');

const linesOf = (block: Block): Block[] => (typeof block === 'string' ? block.split('\n') : [block]);

const fontSize = 8;

/** Columns wide enough for the widest cell of any table, so that nothing is drawn over anything. */
function columnsOf(blocks: readonly Block[]): number[] {
  const widths: number[] = [];
  for (const row of blocks.flatMap((block) => (typeof block === 'string' ? [] : block))) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length * fontSize * 0.55 + 20);
    });
  }
  return widths.map((_, index) => widths.slice(0, index).reduce((left, width) => left + width, 0));
}

/** Makes a real file of a document of the corpus. */
export async function renderDocument({
  format,
  pages,
  content,
}: CorpusDocument): Promise<{ content: Buffer; contentType: string }> {
  return {
    content: await (content?.() ?? contentOf(format, pages)),
    contentType: mediaTypes[format],
  };
}

function contentOf(format: CorpusDocument['format'], pages: readonly Page[]): Buffer {
  switch (format) {
    case 'pdf':
      return pdfOf(pages, { fontSize, columns: columnsOf(pages.flat()) });
    case 'docx':
      // Word has a paragraph where a text has a line.
      return docxOf(pages.map((page) => page.flatMap(linesOf)));
    case 'xlsx':
      return xlsxOf(Object.fromEntries(pages.map((page, index) => [`Sheet ${index + 1}`, rowsOf(page)])));
    case 'csv':
      return csvOf(pages.flatMap(rowsOf));
    case 'html':
      return htmlOf(pages.flat().flatMap(linesOf));
    case 'eml':
      return emlOf({
        from: 'Sender <sender@example.com>',
        to: 'Compliance <compliance@example.com>',
        subject: 'Your questions',
        date: 'Mon, 16 Feb 2026 09:30:00 +0100',
        text: textOf(pages),
      });
    default:
      return Buffer.from(textOf(pages));
  }
}
