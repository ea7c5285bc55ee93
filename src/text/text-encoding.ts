/** Reading so much of a text is enough to know how its characters are written. */
const sampleBytes = 65_536;

/** Shifts from ASCII to Japanese characters, by which ISO-2022-JP is recognised. */
const shiftsToJapanese = ['$@', '$B', '(J', '(I'].map((shift) => `\u001b${shift}`);

/**
 * The encoding that the bytes of a text show: by a byte order mark, by the zeros that ASCII has in UTF-16, by the shifts of
 * ISO-2022-JP, or by being well-formed UTF-8. Undefined for the encodings of one or two bytes that came before Unicode, which
 * look like each other.
 *
 * @param options.isCut whether the bytes are only the beginning of the text, and may end within a character
 */
export function evidentEncoding(
  bytes: Uint8Array,
  { isCut = false }: { isCut?: boolean } = {},
): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  if (first === 0xfe && second === 0xff) {
    return 'utf-16be';
  }
  const wide = wideEncoding(bytes.subarray(0, sampleBytes));
  if (wide !== undefined) {
    return wide;
  }
  if (!isWellFormed(bytes, 'utf-8', isCut)) {
    return undefined;
  }
  const sample = Buffer.from(bytes.subarray(0, sampleBytes));
  const isShifted = shiftsToJapanese.some((shift) => sample.includes(shift));
  return isShifted && !bytes.some((byte) => byte > 0x7f) && isWellFormed(bytes, 'iso-2022-jp', isCut)
    ? 'iso-2022-jp'
    : 'utf-8';
}

/** UTF-16 without a byte order mark: the bytes of one side of its pairs are the zeros of spaces, digits and line breaks. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  let [onEven, onOdd] = [0, 0];
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0) {
      onEven += index % 2 === 0 ? 1 : 0;
      onOdd += index % 2;
    }
  }
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const isMain = (zeros: number, others: number) => others === 0 && zeros * 20 >= whole.length;
  const encoding = isMain(onOdd, onEven) ? 'utf-16le' : isMain(onEven, onOdd) ? 'utf-16be' : undefined;
  return encoding !== undefined && isWellFormed(whole, encoding) ? encoding : undefined;
}

function isWellFormed(bytes: Uint8Array, encoding: string, isCut = false): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch {
    return false;
  }
}

export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
