import { type ReadDocument, reasons, UnreadableError } from './read-document.ts';

/** Media types whose whole text is in a picture. */
export const pictureTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

/**
 * The functions that read the text of each media type. A function and its library are loaded with the first file of its type,
 * so that a process that only reads spreadsheets loads nothing for PDFs.
 */
export const readers: Readonly<Record<string, () => Promise<ReadDocument>>> = {
  'application/pdf': async () => (await import('./read-pdf.ts')).readPdf,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': async () =>
    (await import('./read-docx.ts')).readDocx,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': async () =>
    (await import('./read-xlsx.ts')).readXlsx,
  'text/csv': async () => (await import('./read-csv.ts')).readCsv,
  'text/html': async () => (await import('./read-html.ts')).readHtml,
  'text/plain': async () => (await import('./read-text.ts')).readText,
  'text/markdown': async () => (await import('./read-markdown.ts')).readMarkdown,
  'message/rfc822': async () => (await import('./read-mail.ts')).readMail,
  'image/heic': async () => reject(reasons.heic),
  'image/heif': async () => reject(reasons.heic),
  'video/mp4': async () => reject(reasons.video),
  'video/webm': async () => reject(reasons.video),
  'video/quicktime': async () => reject(reasons.video),
};

const reject =
  (reason: string): ReadDocument =>
  () => {
    throw new UnreadableError(reason);
  };
