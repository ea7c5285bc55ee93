import { decodeText } from '../text-encoding.ts';
import { htmlText } from './html-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Reads a web page as one page: what is seen of it, without scripts, styles and hidden parts. */
export const readHtml: ReadDocument = ({ bytes }) => [htmlText(decodeText(bytes))];
