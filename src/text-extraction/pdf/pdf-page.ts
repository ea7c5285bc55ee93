import type { getDocumentProxy } from 'unpdf';

/** A page, as the PDF library reads it. */
export type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;
