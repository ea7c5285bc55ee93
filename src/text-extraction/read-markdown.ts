import { decodeText } from './decode-text.ts';
import { seenMarkdown } from './markdown-text.ts';
import { markColumns } from './normalise-text.ts';
import type { ReadDocument } from './read-document.ts';

/** Reads Markdown as its author wrote it, without content that is not shown. Form feeds separate pages. */
export const readMarkdown: ReadDocument = ({ bytes }) =>
  seenMarkdown(markColumns(decodeText(bytes))).split('\f');
