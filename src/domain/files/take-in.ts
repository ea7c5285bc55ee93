import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../../ids.ts';
import { partSuffix } from '../../storage/remove-stale-parts.ts';
import type { Services } from '../services.ts';
import { largestFileBytes } from './accepted-types.ts';
import { IncomingFile } from './incoming-file.ts';
import { FileRefusedError } from './received-file.ts';

interface TakeInOptions {
  services: Pick<Services, 'temporaryDir'>;
  /** Read to its end or its failure whatever becomes of the file, so that what follows it in a form can be read. */
  content: Readable;
  /** As the sender told it. */
  name: string;
  /** Where it is cut off; defaults to 20 MiB. */
  maxBytes?: number;
}

/**
 * Writes a file to this machine's disk as it comes, never holding it in memory. Of a file that is too large no more than
 * its first `maxBytes` are written. The caller discards what it gets.
 *
 * @throws FileRefusedError `interrupted` when the content breaks off; nothing is left on the disk then
 */
export async function takeIn({
  services,
  content,
  name,
  maxBytes = largestFileBytes,
}: TakeInOptions): Promise<IncomingFile> {
  // A stream that fails while nobody is reading it yet must not take the process with it; reading it tells of it too.
  content.on('error', () => {});
  const path = join(services.temporaryDir, `${newId()}${partSuffix}`);
  try {
    await mkdir(services.temporaryDir, { recursive: true, mode: 0o700 });
    return new IncomingFile({ path, name, ...(await writeMeasured(content, path, maxBytes)) });
  } catch (error) {
    // What cannot be removed now is removed as a stale part; the cause of a failure matters more.
    await rm(path, { force: true }).catch(() => {});
    throw error;
  } finally {
    content.resume();
  }
}

async function writeMeasured(
  content: Readable,
  path: string,
  maxBytes: number,
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunksOf(content)) {
      sizeBytes += chunk.length;
      if (sizeBytes <= maxBytes) {
        hash.update(chunk);
        await file.writeFile(chunk);
      }
    }
  } finally {
    await file.close();
  }
  // A form's parser ends a file at its own limit, as if the file ended there.
  const isCut = 'truncated' in content && content.truncated === true;
  return {
    sizeBytes: isCut ? Math.max(sizeBytes, maxBytes + 1) : sizeBytes,
    sha256: hash.digest('hex'),
  };
}

/** The chunks of a stream, whose failure is the sender's and not the gateway's. */
async function* chunksOf(content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* content.iterator({ destroyOnReturn: false });
  } catch {
    throw new FileRefusedError('interrupted');
  }
}
