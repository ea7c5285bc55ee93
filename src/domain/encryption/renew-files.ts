import { UnreadableError } from '../../encryption/cipher.ts';
import type { EncryptedStore } from '../../storage/create-encrypted-store.ts';
import { FileNotFoundError } from '../../storage/file-store.ts';
import { fileKey, textKey } from '../files/file-key.ts';
import type { Renewal, SealingServices } from './renewal.ts';

/**
 * Encrypts with the first key all files and texts that are not: those from before they were encrypted, and those of another
 * key. One that is deleted meanwhile may come back without a row, and is swept later.
 */
export async function renewFiles(
  files: EncryptedStore,
  { log, signal }: Pick<SealingServices, 'log' | 'signal'>,
  renewal: Renewal,
): Promise<void> {
  for (const folder of [fileKey(''), textKey('')]) {
    for await (const key of files.list(folder.slice(0, -1))) {
      if (signal.aborted) {
        return;
      }
      try {
        renewal.renewed += (await files.renew(key)) ? 1 : 0;
      } catch (error) {
        if (error instanceof UnreadableError) {
          renewal.unreadable += 1;
          log.error({ key, error }, 'A file cannot be read, and stays as it is.');
        } else if (!(error instanceof FileNotFoundError)) {
          throw error;
        }
      }
    }
  }
}
