import { v7, validate, version } from 'uuid';
import type { Services } from '../context.ts';
import { fileKey, textKey } from './file-key.ts';

/** Longer than any upload takes from its first byte to its row. */
const spareHours = 24;
const batchSize = 500;

/**
 * Deletes files and texts that no row names: those of uploads whose process died, and those whose deletion failed when
 * their row went. Younger ones than a day stay, because their row may still come, and so does all that has not the name
 * of an upload.
 *
 * @param signal ends the work between two files
 * @returns how many were deleted
 */
export async function sweepOrphans(
  { allTenants, files, clock }: Pick<Services, 'allTenants' | 'files' | 'clock'>,
  { signal }: { signal: AbortSignal },
): Promise<number> {
  // Ids begin with the time they were made at, and so they can be compared with one of that time.
  const firstSpared = v7({ msecs: clock().getTime() - spareHours * 3_600_000 });
  let deleted = 0;
  for (const keyOf of [fileKey, textKey]) {
    const folder = keyOf('');
    const batch: string[] = [];
    for await (const key of files.list(folder.slice(0, -1))) {
      if (signal.aborted) {
        return deleted;
      }
      const id = key.slice(folder.length);
      if (validate(id) && version(id) === 7 && id < firstSpared) {
        batch.push(id);
      }
      if (batch.length === batchSize) {
        deleted += await deleteUnnamed(batch.splice(0), keyOf);
      }
    }
    deleted += await deleteUnnamed(batch, keyOf);
  }
  return deleted;

  async function deleteUnnamed(ids: readonly string[], keyOf: (id: string) => string): Promise<number> {
    if (ids.length === 0) {
      return 0;
    }
    const where = { id: { in: [...ids] } };
    const documents = await allTenants.document.findMany({ where, select: { id: true } });
    const evidence = await allTenants.verificationEvidence.findMany({ where, select: { id: true } });
    const named = new Set([...documents, ...evidence].map(({ id }) => id));
    const unnamed = ids.filter((id) => !named.has(id));
    for (const id of unnamed) {
      await files.delete(keyOf(id));
    }
    return unnamed.length;
  }
}
