import { access, constants, mkdir } from 'node:fs/promises';
import { settingRejected } from './environment.ts';

/**
 * Creates the folder for data where there is none, which only its owner can read then.
 *
 * @throws SettingsError when it cannot be created or written to
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
  } catch {
    throw settingRejected('DATA_DIR');
  }
}
