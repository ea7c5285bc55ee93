/** Whether an email address appears in a text as a whole: `ann@a.example` does not appear in `joann@a.example`. */
export function hasEmail(address: string, text: string): boolean {
  const pattern = address.replaceAll(
    /[^\p{L}\p{N}]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  );
  return new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}_%+][.'’&+_-]*)${pattern}(?![\\p{L}\\p{M}\\p{N}_@]|[.-]+[\\p{L}\\p{N}])`,
    'iu',
  ).test(text);
}

/**
 * Web addresses as documents write them: often without the parts that a browser adds. An email address does not contain one.
 */
const webAddress =
  /(?<![\p{L}\p{M}\p{N}@._/-])(?:https?:\/\/)?(?:[\p{L}\p{M}\p{N}_-]+\.)+[\p{L}\p{M}\p{N}-]{2,}(?::\d+)?(?![\p{L}\p{M}\p{N}@])(?:[/?#][^\s<>"“”„|]*)?/giu;

/** Whether a text contains a web address: the same host, with or without `www.`, and the same path on it. */
export function hasUrl(url: string, text: string): boolean {
  const wanted = placeOf(url);
  const written = [...text.matchAll(webAddress)].flatMap(([address]) => [
    address,
    address.replace(/[.,;:!?)\]'’»]+$/, ''),
  ]);
  return wanted !== undefined && written.some((address) => placeOf(address) === wanted);
}

/** The destination of an address, however it is written; `undefined` if it is not an address. */
function placeOf(address: string): string | undefined {
  const text = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.parse(text);
  if (!url || `${url.username}${url.password}` !== '') {
    return undefined;
  }
  const host = url.host.replace(/^www\./, '');
  return `${host}${url.pathname.replace(/\/+$/, '')}${url.search}${url.hash}`;
}

const emailPattern = /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?![\w@-])/gi;
const linkPattern =
  /(?:https?:\/\/[^\s<>"'()|]{4,200}|(?<![\w@.])www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s<>"'()|]{0,200})/gi;
const bareDomain = /^(?:[a-z0-9-]{2,63}\.)+[a-z]{2,24}(?:\/[^\s|]{0,100})?$/i;

/** The one email address of a text. */
export function readEmail(text: string): string | undefined {
  const found = new Set([...text.matchAll(emailPattern)].map(([address]) => address));
  return found.size === 1 ? [...found][0] : undefined;
}

/** The one web address of a text, with a scheme; a bare domain only if it is the whole text. */
export function readUrl(text: string): string | undefined {
  const found = new Set([...text.matchAll(linkPattern)].map(([address]) => address.replace(/[.,;:]+$/, '')));
  const bare = text.trim().replace(/[.,;]+$/, '');
  const address =
    found.size === 0 && bareDomain.test(bare) ? bare : found.size === 1 ? [...found][0] : undefined;
  return address === undefined || /^https?:/i.test(address) ? address : `https://${address}`;
}
