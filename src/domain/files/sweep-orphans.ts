import { NIL } from 'uuid';
import { acrossTenants } from '../../database/raw-sql.ts';
import type { Services } from '../services.ts';
import { forgetFile } from './with-received-file.ts';

/** Longer than any upload takes from its first byte to its row. */
const spareHours = 24;
const batchSize = 500;

/**
 * Deletes files that no row names: those of uploads whose process died, and those whose deletion failed when their row
 * went. Younger ones than a day stay, because their row may still come. Reads only what this database has noted: a file while it
 * has no row. So its work does not grow with the files that are kept, and nothing is lost when another database was given the
 * same store.
 *
 * @param signal ends the work between two files
 * @returns how many were deleted
 */
export async function sweepOrphans(
  services: Pick<Services, 'allTenants' | 'files' | 'clock' | 'log'>,
  { signal }: { signal: AbortSignal },
): Promise<number> {
  const before = new Date(services.clock().getTime() - spareHours * 3_600_000);
  let deleted = 0;
  let after: Pick<Note, 'createdAt' | 'id'> = { createdAt: new Date(0), id: NIL };
  for (;;) {
    const notes = await readNotes(services, { before, after });
    await forgetNamed(services, { before, ids: notes.filter(({ isNamed }) => isNamed).map(({ id }) => id) });
    for (const { id } of notes.filter(({ isNamed }) => !isNamed)) {
      if (signal.aborted) {
        return deleted;
      }
      try {
        await forgetFile(services, id);
        deleted += 1;
      } catch (error) {
        // It is tried again the next time, and does not keep the others.
        services.log.error({ error, fileId: id }, 'A file that no row refers to could not be deleted.');
      }
    }
    const last = notes.at(-1);
    if (last === undefined || notes.length < batchSize) {
      return deleted;
    }
    after = last;
  }
}

interface Note {
  id: string;
  createdAt: Date;
  /** Whether a row refers to the file: of one from before notes were removed with the row, or of the previous version. */
  isNamed: boolean;
}

const readNotes = (
  { allTenants }: Pick<Services, 'allTenants'>,
  { before, after }: { before: Date; after: Pick<Note, 'createdAt' | 'id'> },
): Promise<Note[]> => acrossTenants(allTenants).query`
  SELECT id, created_at AS "createdAt", EXISTS (SELECT FROM documents WHERE documents.id = stored_files.id)
    OR EXISTS (SELECT FROM verification_evidence WHERE verification_evidence.id = stored_files.id) AS "isNamed"
  FROM stored_files
  WHERE created_at < ${before} AND (created_at, id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)
  ORDER BY created_at, id LIMIT ${batchSize}`;

/** The time is compared once more, because a row that is deleted in the meantime gives its file a new note. */
const forgetNamed = (
  { allTenants }: Pick<Services, 'allTenants'>,
  { before, ids }: { before: Date; ids: readonly string[] },
): Promise<unknown> =>
  allTenants.storedFile.deleteMany({ where: { id: { in: [...ids] }, createdAt: { lt: before } } });
