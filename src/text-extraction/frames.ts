/** A message between the gateway and a reader: a description, as JSON, and the bytes that it describes. */
export interface Frame {
  head: Buffer;
  body: Buffer;
}

export interface FrameLimits {
  maxHeadBytes: number;
  maxBodyBytes: number;
}

/** The two lengths, of four bytes each, at the beginning of a frame. */
const prefixBytes = 8;

/** The sender announced a frame that is larger than allowed. */
export class FrameTooLargeError extends Error {
  override name = 'FrameTooLargeError';
}

/** The beginning of a frame; the bytes of its body follow. */
export function frameHead(head: object, bodyBytes: number): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const prefix = Buffer.alloc(prefixBytes);
  prefix.writeUInt32BE(json.length, 0);
  prefix.writeUInt32BE(bodyBytes, 4);
  return Buffer.concat([prefix, json]);
}

/**
 * The frames of a stream, one by one; an incomplete frame at the end of the stream is left out. At most one frame of the
 * maximum size and one chunk are in memory.
 *
 * @throws FrameTooLargeError before any of such a frame is consumed
 */
export async function* framesOf(
  stream: AsyncIterable<Buffer>,
  { maxHeadBytes, maxBodyBytes }: FrameLimits,
): AsyncGenerator<Frame> {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  /** The given number of bytes; undefined if the stream ends before the last of them. */
  const take = async (length: number): Promise<Buffer | undefined> => {
    const taken = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      if (rest.length === 0) {
        const { value, done } = await chunks.next();
        if (done) {
          return undefined;
        }
        rest = value;
      }
      const copied = rest.copy(taken, filled);
      filled += copied;
      rest = rest.subarray(copied);
    }
    return taken;
  };

  for (let prefix = await take(prefixBytes); prefix !== undefined; prefix = await take(prefixBytes)) {
    const headBytes = prefix.readUInt32BE(0);
    const bodyBytes = prefix.readUInt32BE(4);
    if (headBytes > maxHeadBytes || bodyBytes > maxBodyBytes) {
      throw new FrameTooLargeError('A frame is larger than allowed.');
    }
    const head = await take(headBytes);
    const body = await take(bodyBytes);
    if (head === undefined || body === undefined) {
      return;
    }
    yield { head, body };
  }
}
