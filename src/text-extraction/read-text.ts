import { decodeText } from './decode-text.ts';
import { markColumns } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Reads plain text. Form feeds separate pages. */
export const readText: ReadDocument = ({ bytes }) => markColumns(decodeText(bytes)).split('\f');
