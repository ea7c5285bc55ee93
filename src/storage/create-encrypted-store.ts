import type { Readable } from 'node:stream';
import { encryptedStart, type FileEncryption } from '../sealing/file-encryption.ts';
import { UnreadableError } from '../sealing/unreadable-error.ts';
import type { FileStore } from './file-store.ts';
import { peek } from './peek.ts';

/** A store that keeps nothing in the clear. */
export interface EncryptedStore extends FileStore {
  /**
   * Encrypts a file again with the first key, unless it is already.
   *
   * @returns whether it had to be
   * @throws FileNotFoundError, UnreadableError
   */
  renew(key: string): Promise<boolean>;
  /** Whether files are accepted that were stored before files were encrypted. */
  acceptsPlain(): boolean;
}

interface EncryptedStoreOptions {
  encryption: FileEncryption;
  /**
   * Whether files may be there that were stored before files were encrypted. They are read as they are until they are
   * renewed; otherwise, what is not encrypted was changed, and cannot be read.
   */
  acceptsPlain: () => boolean;
}

/** Encrypts what another store keeps, each file bound to its key there. */
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
