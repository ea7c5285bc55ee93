import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { partSuffix } from '../../storage/remove-stale-parts.ts';
import type { Services } from '../context.ts';
import { newId } from '../identifiers.ts';
import { largestFileBytes } from './accepted-types.ts';
import { cleanName } from './clean-name.ts';
import { detectType } from './detect-type.ts';
import { fileKey } from './file-key.ts';
import { FileRefusedError, type ReceivedFile } from './received-file.ts';

interface ReceiveOptions {
  services: Pick<Services, 'files' | 'scanFile' | 'temporaryDir'>;
  /** Read to its end or its failure whatever becomes of the file, so that what follows it in a form can be read. */
  content: Readable;
  /** As the sender told it. */
  name: string;
  /** The media types that are taken. */
  accepted: ReadonlySet<string>;
}

/**
 * Takes a file in: writes it to disk as it comes, never holding it in memory, finds out what it is by its content, has it
 * scanned and keeps it in the store. Nothing of a file that is refused stays anywhere. Whoever receives a file owns it:
 * a row must come to name it, or it must be deleted again, for which there is `withReceivedFile`.
 *
 * @throws FileRefusedError for what the sender can be told: the file is empty or larger than 20 MiB, its type is not
 * accepted, the scanner refuses it, or it broke off
 */
export async function receiveFile({
  services,
  content,
  name,
  accepted,
}: ReceiveOptions): Promise<ReceivedFile> {
  // A stream that fails while nobody is reading it yet must not take the process with it; reading it tells of it too.
  content.on('error', () => {});
  const id = newId();
  const path = join(services.temporaryDir, `${id}${partSuffix}`);
  try {
    await mkdir(services.temporaryDir, { recursive: true, mode: 0o700 });
    const { sizeBytes, sha256 } = await writeMeasured(content, path);
    const contentType = await detectType({ path, name });
    if (!accepted.has(contentType)) {
      throw new FileRefusedError('type_not_accepted');
    }
    if (!(await services.scanFile({ path, contentType }))) {
      throw new FileRefusedError('unsafe');
    }
    await services.files.put(fileKey(id), createReadStream(path));
    return { id, name: cleanName(name), contentType, sizeBytes, sha256 };
  } finally {
    content.resume();
    // What cannot be removed now is removed as a stale part; the cause of a failure matters more.
    await rm(path, { force: true }).catch(() => {});
  }
}

/** @throws FileRefusedError when the content breaks off, is empty or too large */
async function writeMeasured(
  content: Readable,
  path: string,
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunksOf(content)) {
      sizeBytes += chunk.length;
      if (sizeBytes <= largestFileBytes) {
        hash.update(chunk);
        await file.writeFile(chunk);
      }
    }
  } finally {
    await file.close();
  }
  // A form's parser ends a file at its own limit, as if the file ended there.
  const isCut = 'truncated' in content && content.truncated === true;
  if (isCut || sizeBytes > largestFileBytes) {
    throw new FileRefusedError('too_large');
  }
  if (sizeBytes === 0) {
    throw new FileRefusedError('empty');
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** The chunks of a stream, whose failure is the sender's and not the gateway's. */
async function* chunksOf(content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* content.iterator({ destroyOnReturn: false });
  } catch {
    throw new FileRefusedError('interrupted');
  }
}
