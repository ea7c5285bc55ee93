import mammoth from 'mammoth';
import { htmlText, pageBreakMark } from './html-text.ts';
import type { ReadDocument } from './read-document.ts';

/**
 * Reads a Word document. Only the page breaks that its author set are in the file; the others are made by whatever program
 * shows it, so that a document without any is one page. Pictures are not looked at.
 */
export const readDocx: ReadDocument = async ({ bytes }) => {
  const { value } = await mammoth.convertToHtml(
    { buffer: bytes },
    {
      styleMap: ["br[type='page'] => hr.page-break"],
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      externalFileAccess: false,
    },
  );
  return htmlText(value, { pageBreak: 'hr.page-break' }).split(pageBreakMark);
};
