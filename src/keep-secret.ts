import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newSecret } from './domain/secrets.ts';
import { settingRefused } from './settings.ts';

/**
 * The secret kept in a file that only its owner can read; a new one is put there where there is none yet.
 *
 * @throws SettingsError when the folder, which is DATA_DIR, cannot be used
 */
export async function keepSecret(file: string): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Created only where nobody has created it: of two processes that start at once, both use the first one's.
    const secret = newSecret();
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw settingRefused('DATA_DIR');
    }
    return (await readFile(file, 'utf8')).trim();
  }
}
