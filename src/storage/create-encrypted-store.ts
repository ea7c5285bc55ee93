import type { Readable } from 'node:stream';
import { encryptedStart, type FileEncryption } from '../sealing/file-encryption.ts';
import { UnreadableError } from '../sealing/unreadable-error.ts';
import type { FileStore } from './file-store.ts';
import { peek } from './peek.ts';

/** A store that keeps nothing unencrypted. */
export interface EncryptedStore extends FileStore {
  /**
   * Encrypts a file again with the first key, unless it already uses that key.
   *
   * @returns whether it had to be encrypted again
   * @throws FileNotFoundError, UnreadableError
   */
  renew(key: string): Promise<boolean>;
  /** Whether files are accepted that were stored before files were encrypted. */
  acceptsPlain(): boolean;
}

interface EncryptedStoreOptions {
  encryption: FileEncryption;
  /**
   * Whether the store may contain files from before files were encrypted. If so, they are read as they are until they are
   * renewed; if not, an unencrypted file must have been changed, and cannot be read.
   */
  acceptsPlain: () => boolean;
}

/** Encrypts the files kept in another store, binding each file to its key there. */
export function createEncryptedStore(
  inner: FileStore,
  { encryption, acceptsPlain }: EncryptedStoreOptions,
): EncryptedStore {
  const read = async (key: string): Promise<{ keyId: string | undefined; content: Readable }> => {
    const content = await inner.open(key);
    const start = await peek(content, encryptedStart.length);
    if (start.equals(encryptedStart)) {
      return encryption.decrypt(key, content);
    }
    if (!acceptsPlain()) {
      content.destroy();
      throw new UnreadableError('the file was changed');
    }
    return { keyId: undefined, content };
  };
  const put: FileStore['put'] = (key, content) => inner.put(key, encryption.encrypt(key, content));
  return {
    put,
    open: async (key) => (await read(key)).content,
    delete: inner.delete,
    list: inner.list,
    acceptsPlain,
    renew: async (key) => {
      const { keyId, content } = await read(key);
      if (keyId === encryption.keyId) {
        content.destroy();
        return false;
      }
      await put(key, content).catch((error: unknown) => {
        throw content.errored ?? error;
      });
      return true;
    },
  };
}
