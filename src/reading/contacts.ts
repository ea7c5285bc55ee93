/** Whether an email address stands in a text as a whole: `ann@a.example` does not stand in `joann@a.example`. */
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

/** Web addresses as documents write them: often without what a browser adds. A mail address has none. */
const webAddress =
  /(?<![\p{L}\p{M}\p{N}@._/-])(?:https?:\/\/)?(?:[\p{L}\p{M}\p{N}_-]+\.)+[\p{L}\p{M}\p{N}-]{2,}(?::\d+)?(?![\p{L}\p{M}\p{N}@])(?:[/?#][^\s<>"“”„|]*)?/giu;

/** Whether a text has a web address: the same host, with `www.` or without, and the same path on it. */
export function hasUrl(url: string, text: string): boolean {
  const wanted = placeOf(url);
  const written = [...text.matchAll(webAddress)].flatMap(([address]) => [
    address,
    address.replace(/[.,;:!?)\]'’»]+$/, ''),
  ]);
  return wanted !== undefined && written.some((address) => placeOf(address) === wanted);
}

/** Where an address leads, however it is written; undefined for what is none. */
function placeOf(address: string): string | undefined {
  const text = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.parse(text);
  if (!url || `${url.username}${url.password}` !== '') {
    return undefined;
  }
  const host = url.host.replace(/^www\./, '');
  return `${host}${url.pathname.replace(/\/+$/, '')}${url.search}${url.hash}`;
}
