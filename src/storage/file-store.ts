import type { Readable } from 'node:stream';

/** Where uploaded files are kept, by keys that this gateway makes. */
export interface FileStore {
  /** Keeps a file. Either all of it is kept, or nothing and the stream's error is thrown. */
  put(key: string, content: Readable): Promise<void>;
  /** @throws FileNotFoundError when nothing is kept under the key */
  open(key: string): Promise<Readable>;
  /** Forgets a file; does nothing when there is none. */
  delete(key: string): Promise<void>;
  /** The keys of all files in a folder: the part of a key before its last slash. */
  list(folder: string): AsyncIterable<string>;
}

/** Nothing is kept under the key. */
export class FileNotFoundError extends Error {
  constructor() {
    super('The file does not exist in the store.');
    this.name = 'FileNotFoundError';
  }
}

/**
 * Looks at a file before it is kept, whole and on disk; the place where a virus scanner is hung in.
 *
 * @returns false for a file that must not be kept
 */
export type ScanFile = (file: { path: string; contentType: string }) => Promise<boolean>;
