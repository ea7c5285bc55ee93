import { read } from 'node:fs';
import { promisify } from 'node:util';

/** The largest piece that is read at a time. */
const maxChunkBytes = 65_536;

/**
 * What comes in at standard input, read by its descriptor: no handle of the pipe is made, whose class could open connections.
 * Nothing is read ahead, because a process in which a read is waiting cannot exit.
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
