import { rm } from 'node:fs/promises';

interface IncomingFileFacts {
  path: string;
  name: string;
  sizeBytes: number;
  sha256: string;
}

/** A file that was sent: on this machine's disk until it is discarded, and not inspected yet. */
export class IncomingFile {
  readonly path: string;
  /** As the sender specified it; empty if it specified none. */
  readonly name: string;
  /** As it was sent; only the beginning of a file that is too large is on the disk. */
  readonly sizeBytes: number;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;

  constructor({ path, name, sizeBytes, sha256 }: IncomingFileFacts) {
    this.path = path;
    this.name = name;
    this.sizeBytes = sizeBytes;
    this.sha256 = sha256;
  }

  /** The facts that make it the same file when it is sent again: not its place on the disk. */
  toJSON(): object {
    return { name: this.name, sha256: this.sha256 };
  }

  /** Removes it from the disk. What cannot be removed now is removed as a stale part. */
  async discard(): Promise<void> {
    await rm(this.path, { force: true }).catch(() => {});
  }
}
