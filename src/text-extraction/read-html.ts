import { latin1 } from '../text/text-encoding.ts';
import { decodeText } from './decode-text.ts';
import { htmlText } from './html-text.ts';
import type { ReadDocument } from './read-document.ts';

/** A page declares its encoding near its beginning. */
const maxHeadBytes = 4_096;

const declaration =
  /<meta\s[^>]*?charset\s*=\s*["']?\s*(?<meta>[\w.:-]+)|^\s*<\?xml\s[^>]*encoding\s*=\s*["'](?<xml>[\w.:-]+)/i;

/** Reads a web page as one page: only its visible text, without scripts, styles and hidden parts. */
export const readHtml: ReadDocument = ({ bytes }) => [htmlText(decodeText(bytes, declaredEncoding(bytes)))];

/** The encoding that a page declares; if the declaration can be read, the page is not in UTF-16, whatever it declares. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const { meta, xml } = declaration.exec(latin1(bytes.subarray(0, maxHeadBytes)))?.groups ?? {};
  const declared = meta ?? xml;
  return declared !== undefined && /^utf-?(?:16|32)/i.test(declared) ? undefined : declared;
}
