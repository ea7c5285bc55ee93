import type { EncryptionKeys } from '../sealing/encryption-keys.ts';
import { createFileEncryption } from '../sealing/file-encryption.ts';
import type { S3Location } from '../settings/s3-location.ts';
import { createEncryptedStore, type EncryptedStore } from './create-encrypted-store.ts';
import { createFolderStore } from './create-folder-store.ts';

interface OpenOptions {
  /** The folder in which files are kept, unless they are kept in a bucket. */
  folder: string;
  s3: S3Location | undefined;
  keys: EncryptionKeys;
  /** Whether files in the folder may be from before files were encrypted; those in a bucket never are. */
  acceptsPlain: () => boolean;
}

export interface OpenFileStore extends EncryptedStore {
  /** Closes its connections, if it has any. */
  close: () => void;
}

/**
 * Opens the store of uploaded files and their texts, which are encrypted wherever they are kept.
 *
 * @throws SettingsError if the bucket cannot be used
 */
export async function openFileStore({ folder, s3, keys, acceptsPlain }: OpenOptions): Promise<OpenFileStore> {
  const encryption = createFileEncryption(keys);
  if (!s3) {
    const store = createEncryptedStore(createFolderStore(folder), { encryption, acceptsPlain });
    return { ...store, close: () => {} };
  }
  const { createS3Store } = await import('./create-s3-store.ts');
  const bucket = createS3Store(s3);
  try {
    await bucket.check();
  } catch (error) {
    bucket.close();
    throw error;
  }
  const store = createEncryptedStore(bucket, { encryption, acceptsPlain: () => false });
  return { ...store, close: bucket.close };
}
