import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The suffix of the name of every file that is still being written. */
export const partSuffix = '.part';

/** Longer than any upload takes. */
const staleAfterMs = 86_400_000;

/**
 * Removes the parts that a process left behind when it died while writing them. Those that another replica may still be writing
 * are kept.
 */
export async function removeStaleParts(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names.filter((each) => each.endsWith(partSuffix))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < now.getTime() - staleAfterMs) {
      await rm(path, { force: true });
    }
  }
}
