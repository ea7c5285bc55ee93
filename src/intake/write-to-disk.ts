import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { IncomingFile } from '../domain/files/incoming-file.ts';
import { newId } from '../ids.ts';
import { partSuffix } from '../storage/remove-stale-parts.ts';

interface WriteOptions {
  /** The folder that the file is written to; created if it does not exist. */
  temporaryDir: string;
  content: AsyncIterable<Buffer>;
  /** The file's name on the sender's device. */
  name: string;
  /** The maximum number of bytes written. */
  maxBytes: number;
}

/**
 * Writes a file to this machine's disk as it arrives, never keeping all of it in memory. A file that is too large is read to
 * its end, and at most its first `maxBytes` are written. The caller discards the file.
 *
 * @throws whatever the content throws, and the file system's errors; nothing is left on the disk then
 */
export async function writeToDisk(options: WriteOptions): Promise<IncomingFile> {
  const { temporaryDir, name } = options;
  const path = join(temporaryDir, `${newId()}${partSuffix}`);
  try {
    await mkdir(temporaryDir, { recursive: true, mode: 0o700 });
    return new IncomingFile({ path, name, ...(await writeMeasured(path, options)) });
  } catch (error) {
    // A file that cannot be removed now is removed later as a stale part; the cause of a failure matters more.
    await rm(path, { force: true }).catch(() => {});
    throw error;
  }
}

async function writeMeasured(
  path: string,
  { content, maxBytes }: WriteOptions,
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBytes) {
        hash.update(chunk);
        await file.writeFile(chunk);
      }
    }
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}
