import type { Readable } from 'node:stream';
import { UnreadableError } from '../encryption/cipher.ts';
import { encryptedStart, type FileEncryption } from '../encryption/file-encryption.ts';
import type { FileStore } from './file-store.ts';
import { peek } from './peek.ts';

/** A store that keeps nothing in the clear. */
export interface EncryptedStore extends FileStore {
  /**
   * Encrypts a file anew with the first key, unless it is already.
   *
   * @returns whether it had to be
   * @throws FileNotFoundError, UnreadableError
   */
  renew(key: string): Promise<boolean>;
}

interface EncryptedStoreOptions {
  encryption: FileEncryption;
  /**
   * Whether files may be there that were kept before files were encrypted. They are given back as they are until they are
   * renewed; elsewhere, what is not encrypted was changed, and cannot be read.
   */
  mayHoldClearFiles: boolean;
}

/** Encrypts what another store keeps, each file bound to its key there. */
export function createEncryptedStore(
  inner: FileStore,
  { encryption, mayHoldClearFiles }: EncryptedStoreOptions,
): EncryptedStore {
  const read = async (key: string): Promise<{ keyId: string | undefined; content: Readable }> => {
    const content = await inner.open(key);
    const start = await peek(content, encryptedStart.length);
    if (start.equals(encryptedStart)) {
      return encryption.decrypt(key, content);
    }
    if (!mayHoldClearFiles) {
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
