import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Captured emails that are kept as files, of all tenants together; at about 30 kB each. */
export const maxCaptures = 10_000;

interface PruneOptions {
  directory: string;
  /** Files from before this moment are removed. Defaults to none. */
  before?: Date;
  signal?: AbortSignal;
}

/**
 * Removes captured emails that are too old, and the oldest ones beyond those that are kept. Other files in the folder stay.
 * A file that another process removes at the same time is no failure.
 *
 * @param options.signal stops the work between two files
 * @returns the number of files removed
 */
export async function pruneCaptures({ directory, before, signal }: PruneOptions): Promise<number> {
  const names = (await captureNames(directory)).sort();
  // Names start with the time of capture, so that the oldest ones are the first.
  const surplus = new Set(names.slice(0, Math.max(0, names.length - maxCaptures)));
  let removed = 0;
  for (const name of names) {
    if (signal?.aborted) {
      return removed;
    }
    const path = join(directory, name);
    if (surplus.has(name) || (before && (await isOlder(path, before)))) {
      await rm(path, { force: true });
      removed += 1;
    }
  }
  return removed;
}

interface RemoveOptions {
  directory: string;
  workflowSessionIds: ReadonlySet<string>;
}

/** Removes the captured emails of sessions, whose ids end their names. */
export async function removeCaptures({ directory, workflowSessionIds }: RemoveOptions): Promise<void> {
  for (const name of await captureNames(directory)) {
    if (workflowSessionIds.has(name.slice(-idLength - extension.length, -extension.length))) {
      await rm(join(directory, name), { force: true });
    }
  }
}

const extension = '.eml';
/** Characters of a UUID. */
const idLength = 36;

const captureNames = async (directory: string): Promise<string[]> =>
  (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(extension));

async function isOlder(path: string, moment: Date): Promise<boolean> {
  const file = await stat(path).catch(() => undefined);
  return file !== undefined && file.mtime < moment;
}
