import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { newSecret } from './secrets.ts';

/** Writes a file that only its owner can read, entirely or not at all, whatever was at that name before. */
async function writeAside(file: string, text: string): Promise<string> {
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, `${text}\n`, { mode: 0o600, flag: 'wx' });
  return aside;
}

/**
 * The secret kept in a file that only its owner can read; a new one is put there where there is none yet. Of two
 * processes that start at the same time, both get the first one's.
 */
export async function keepSecret(file: string): Promise<string> {
  const aside = await writeAside(file, newSecret());
  try {
    await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  } finally {
    await rm(aside);
  }
  return (await readFile(file, 'utf8')).trim();
}

/** Keeps a secret that was made elsewhere, in place of whatever the file held. */
export async function replaceSecret(file: string, secret: string): Promise<void> {
  await rename(await writeAside(file, secret), file);
}

/** The secret in a file; undefined if the file does not exist. */
export const readSecret = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
