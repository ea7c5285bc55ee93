import { read } from 'node:fs';
import { promisify } from 'node:util';

/** The maximum size of a chunk that is read at a time. */
const maxChunkBytes = 65_536;

/**
 * The data from standard input, read through its descriptor: this creates no handle of the pipe, whose class could open
 * connections. Nothing is read ahead, because a process with a pending read cannot exit.
 */
export async function* readInput(): AsyncGenerator<Buffer> {
  const readPiece = promisify(read);
  for (;;) {
    const { bytesRead, buffer } = await readPiece(
      0,
      Buffer.allocUnsafe(maxChunkBytes),
      0,
      maxChunkBytes,
      null,
    );
    if (bytesRead === 0) {
      return;
    }
    yield buffer.subarray(0, bytesRead);
  }
}
