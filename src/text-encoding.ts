/**
 * Which encodings the bytes of a text may be in, by how they begin, the likeliest first. Windows-1252 is what spreadsheets
 * and mail programs of the West write where they do not write Unicode; it makes a text of nearly any bytes, so it comes last.
 */
export function possibleEncodings(start: Uint8Array): readonly string[] {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) {
    return ['utf-16le'];
  }
  return first === 0xfe && second === 0xff ? ['utf-16be'] : ['utf-8', 'windows-1252'];
}

/** The text of some bytes in the first encoding that makes one of them, without a byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  for (const encoding of possibleEncodings(bytes)) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // It is in another one.
    }
  }
  return new TextDecoder().decode(bytes);
}
