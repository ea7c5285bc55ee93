import { assemblePdf, type PdfObject } from './assemble-pdf.ts';

interface RawPdf {
  /** The stream that paints the only page, which is 600 by 800 points; `/F1` is Helvetica. */
  content: string;
  /** Annotations, each the inside of a dictionary. */
  annotations?: readonly string[];
  /** More entries of the page's resources. */
  resources?: string;
  /** More entries of the catalogue. */
  catalog?: string;
  /** More entries of the page. */
  page?: string;
  /** More objects, from number 10 on: the inside of a dictionary, with a stream if there is one. */
  objects?: readonly PdfObject[];
}

/** A PDF of one page written by hand, for what programs that write PDFs do not write. */
export function rawPdf(options: RawPdf): Buffer {
  const { content, annotations = [], resources = '', catalog = '', page = '', objects = [] } = options;
  const annotationIds = annotations.map((_, index) => 10 + objects.length + index);
  const all = new Map<number, PdfObject>([
    [1, `/Type /Catalog /Pages 2 0 R ${catalog}`],
    [2, '/Type /Pages /Kids [3 0 R] /Count 1'],
    [
      3,
      `/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${resources} >> ${page}` +
        ` /Annots [${annotationIds.map((id) => `${id} 0 R`).join(' ')}]`,
    ],
    [4, { dictionary: '', stream: content }],
    [5, '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding'],
    ...objects.map((object, index) => [10 + index, object] as const),
    ...annotations.map(
      (annotation, index) => [annotationIds[index] ?? 0, `/Type /Annot ${annotation}`] as const,
    ),
  ]);
  return assemblePdf(all);
}

/** Operators that write a line of text. */
export const textAt = (x: number, y: number, text: string, before = ''): string =>
  `BT /F1 12 Tf ${before} 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET\n`;
