import { acrossTenants } from '../../database/raw-sql.ts';
import type { Services } from '../services.ts';
import { forgetFile } from './with-received-file.ts';

/** Longer than any upload takes from its first byte to its row. */
const spareHours = 24;
const batchSize = 500;

/**
 * Deletes files that no row names: those of uploads whose process died, and those whose deletion failed when their row
 * went. Younger ones than a day stay, because their row may still come. Only what this database has noted as put into the
 * store is looked at, so that nothing is lost when another database was given the same store.
 *
 * @param signal ends the work between two files
 * @returns how many were deleted
 */
export async function sweepOrphans(
  services: Pick<Services, 'allTenants' | 'files' | 'clock'>,
  { signal }: { signal: AbortSignal },
): Promise<number> {
  const spared = new Date(services.clock().getTime() - spareHours * 3_600_000);
  let deleted = 0;
  for (;;) {
    const orphans = await acrossTenants(services.allTenants).query<{ id: string }[]>`
      SELECT id FROM stored_files
      WHERE created_at < ${spared}
        AND NOT EXISTS (SELECT FROM documents WHERE documents.id = stored_files.id)
        AND NOT EXISTS (SELECT FROM verification_evidence WHERE verification_evidence.id = stored_files.id)
      ORDER BY created_at LIMIT ${batchSize}`;
    for (const { id } of orphans) {
      if (signal.aborted) {
        return deleted;
      }
      await forgetFile(services, id);
      deleted += 1;
    }
    if (orphans.length < batchSize) {
      return deleted;
    }
  }
}
