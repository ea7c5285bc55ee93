import type { Readable } from 'node:stream';

const excerptBytes = 4096;

/**
 * Reads the beginning of a body, 4 KiB at most, and discards the rest. Of a body that breaks off or takes too long, returns as
 * much as has arrived: the status of the answer counts, and it is there before the body.
 */
export async function readExcerpt(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= excerptBytes) {
        break;
      }
    }
  } catch {
    // What came before it broke off is the excerpt.
  }
  // As a stream, so that half a character at the cut is left out. PostgreSQL's texts cannot hold the character 0.
  return new TextDecoder()
    .decode(Buffer.concat(chunks).subarray(0, excerptBytes), { stream: true })
    .replaceAll('\0', '\uFFFD');
}
