import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A ZIP file that is being written. One entry after the other, so that memory holds none of them. */
export interface Archive {
  /** Writes an entry and waits until its stream has ended. */
  add(path: string, stream: Readable): Promise<void>;
}

/**
 * Writes a ZIP file, with its extensions for large files where they are needed. Nothing of it remains when that fails.
 *
 * @throws whatever `work` throws, and NodeJS.ErrnoException when the file exists or cannot be written
 */
export async function writeArchive(path: string, work: (archive: Archive) => Promise<void>): Promise<void> {
  const output = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await new Promise<void>((resolve, reject) => {
    output.once('open', () => resolve());
    output.once('error', reject);
  });
  const zip = new ZipFile();
  const writing = pipeline(zip.outputStream as Readable, output);
  // Reported where it is awaited.
  writing.catch(() => {});
  const failed = new Promise<never>((_resolve, reject) => {
    zip.on('error', reject);
    writing.catch(reject);
  });
  failed.catch(() => {});
  try {
    await work({
      add: async (entry, stream) => {
        zip.addReadStream(stream, entry);
        await Promise.race([finished(stream), failed]);
      },
    });
    zip.end();
    await Promise.race([writing, failed]);
  } catch (error) {
    output.destroy();
    await rm(path, { force: true });
    throw error;
  }
}

/** The lines of a list, as JSON. */
export const linesOf = (items: AsyncIterable<unknown>): Readable =>
  Readable.from(toLines(items), { objectMode: false });

async function* toLines(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const item of items) {
    yield `${JSON.stringify(item)}\n`;
  }
}
