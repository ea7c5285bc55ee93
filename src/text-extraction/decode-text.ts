import { evidentEncoding } from '../text/text-encoding.ts';
import { detectLegacyEncoding } from './encodings/detect-legacy-encoding.ts';
import { decodeLegacy, isTwoByteEncoding } from './encodings/legacy-encodings.ts';
import { reasons, UnreadableError } from './read-document.ts';

/**
 * The text of some bytes, without a byte order mark and without the mark by which old programs end a file.
 *
 * @param declared the encoding that the document itself, or the message around it, declares
 * @throws UnreadableError if they may be in several encodings that result in different texts, or are in no known encoding
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  return textIn(withoutEndMark(bytes), labelOf(declared));
}

function textIn(bytes: Uint8Array, declared: string | undefined): string {
  const evident = evidentEncoding(bytes);
  if (
    declared !== undefined &&
    (evident === undefined || (evident === 'utf-8' && isTwoByteEncoding(declared)))
  ) {
    const text = decodeLegacy(bytes, declared);
    // The declared encoding may be that of the file from which this one was created.
    if (text !== undefined && !/[\u0080-\u009f]/.test(text)) {
      return text;
    }
  }
  if (evident !== undefined) {
    return new TextDecoder(evident).decode(bytes);
  }
  const detected = detectLegacyEncoding(bytes);
  if ('doubtful' in detected) {
    throw new UnreadableError(
      detected.doubtful.length === 0 ? reasons.encoding : reasons.doubtfulEncoding(detected.doubtful),
    );
  }
  return decodeLegacy(bytes, detected.label) ?? '';
}

/** Control-Z, which ends a file in CP/M and DOS, with the padding of its last block. */
function withoutEndMark(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x1a || bytes[end - 1] === 0)) {
    end -= 1;
  }
  return bytes[end] === 0x1a ? bytes.subarray(0, end) : bytes;
}

/** The platform's name for an encoding; undefined if it does not know the encoding. */
function labelOf(declared: string | undefined): string | undefined {
  try {
    return declared === undefined ? undefined : new TextDecoder(declared.trim()).encoding;
  } catch {
    return undefined;
  }
}
