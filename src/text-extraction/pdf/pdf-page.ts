import type { getDocumentProxy } from 'unpdf';

/** A page, as the library for PDFs reads it. */
export type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;
