import { latin1 } from '../text/text-encoding.ts';
import { decodeText } from './decode-text.ts';
import { htmlText } from './html-text.ts';
import type { ReadDocument } from './read-document.ts';

/** A page declares its encoding near its beginning. */
const maxHeadBytes = 4_096;

const declaration =
  /<meta\s[^>]*?charset\s*=\s*["']?\s*(?<meta>[\w.:-]+)|^\s*<\?xml\s[^>]*encoding\s*=\s*["'](?<xml>[\w.:-]+)/i;

/** Reads a web page as one page: what is seen of it, without scripts, styles and hidden parts. */
export const readHtml: ReadDocument = ({ bytes }) => [htmlText(decodeText(bytes, declaredEncoding(bytes)))];

/** What a page says of its encoding; a page that can be read so far is not in UTF-16, whatever it says. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const { meta, xml } = declaration.exec(latin1(bytes.subarray(0, maxHeadBytes)))?.groups ?? {};
  const declared = meta ?? xml;
  return declared !== undefined && /^utf-?(?:16|32)/i.test(declared) ? undefined : declared;
}
