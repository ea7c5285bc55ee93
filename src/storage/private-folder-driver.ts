import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FSDriver } from 'flydrive/drivers/fs';
import { partSuffix } from './remove-stale-parts.ts';

/**
 * A folder as a drive. Differs from flydrive's own in ways that a store of confidential files needs: only the folder's owner
 * can read it, a file appears under its key only when all of it is on the disk, and a missing file is noticed when it is
 * opened.
 */
export class PrivateFolderDriver extends FSDriver {
  readonly #location: string;

  constructor({ location }: { location: string }) {
    super({ location, visibility: 'private' });
    this.#location = location;
  }

  override async putStream(key: string, content: Readable): Promise<void> {
    const path = join(this.#location, key);
    const part = `${path}.${randomUUID()}${partSuffix}`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(content, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }));
      await rename(part, path);
    } catch (error) {
      content.destroy();
      // A file that cannot be removed now is removed later as a stale part; the cause of the failure matters more.
      await rm(part, { force: true }).catch(() => {});
      throw error;
    }
  }

  override async getStream(key: string): Promise<Readable> {
    const file = await open(join(this.#location, key));
    return file.createReadStream();
  }
}
