import { join } from 'node:path';
import { keepSecret } from '../secrets/secret-files.ts';
import { type EncryptionKeys, encryptionKeys } from './encryption-keys.ts';

/**
 * The keys in a file that only its owner can read; one is generated where there is no such file. The file is what
 * ENCRYPTION_KEY takes.
 *
 * @throws Error when the file does not hold keys
 */
export async function keepEncryptionKey(dataDir: string): Promise<EncryptionKeys> {
  const file = join(dataDir, 'encryption-key');
  const { data } = encryptionKeys.safeParse(await keepSecret(file));
  if (!data) {
    throw new Error(`${file} is damaged: it takes what ENCRYPTION_KEY takes.`);
  }
  return data;
}
