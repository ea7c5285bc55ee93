import { markColumns } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Reads plain text and Markdown, in UTF-8 with or without a byte order mark. Form feeds part pages. */
export const readText: ReadDocument = ({ bytes }) => markColumns(decodeText(bytes)).split('\f');

/** The text of UTF-8 bytes, without a byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
