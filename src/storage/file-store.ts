import type { Readable } from 'node:stream';

/** Stores uploaded files under keys that this gateway creates. */
export interface FileStore {
  /** Stores a file atomically: either all of it is stored, or nothing is and the stream's error is thrown. */
  put(key: string, content: Readable): Promise<void>;
  /** @throws FileNotFoundError if nothing is stored under the key */
  open(key: string): Promise<Readable>;
  /** Deletes a file; does nothing if there is none. */
  delete(key: string): Promise<void>;
  /** The keys of all files in a folder: the part of a key before its last slash. */
  list(folder: string): AsyncIterable<string>;
}

/** Nothing is stored under the key. */
export class FileNotFoundError extends Error {
  constructor() {
    super('The file does not exist in the store.');
    this.name = 'FileNotFoundError';
  }
}

/**
 * Inspects a complete file on disk before it is stored; the place to plug in a virus scanner.
 *
 * @returns false for a file that must not be stored
 */
export type ScanFile = (file: { path: string; contentType: string }) => Promise<boolean>;
