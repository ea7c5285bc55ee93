import { NIL } from 'uuid';
import { acrossTenants } from '../../database/raw-sql.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import type { EncryptedStore } from '../../storage/create-encrypted-store.ts';
import { FileNotFoundError } from '../../storage/file-store.ts';
import { fileKey, textKey } from '../files/file-key.ts';
import { isNamedByRow } from '../files/is-named-by-row.ts';
import type { Renewal, SealingServices } from './renewal.ts';

const batchSize = 500;

/**
 * Encrypts with the first key all files and texts of this database that are not: those from before files were encrypted,
 * and those of another key. One that is deleted in the meantime does not come back.
 */
export async function renewFiles(
  files: EncryptedStore,
  services: SealingServices,
  renewal: Renewal,
): Promise<void> {
  for (let after: string | undefined = NIL; after !== undefined; ) {
    const ids: string[] = await findFiles(services, after);
    for (const id of ids) {
      if (services.signal.aborted) {
        return;
      }
      for (const key of [fileKey(id), textKey(id)]) {
        await renewFile(files, services, renewal, { id, key });
      }
    }
    after = ids.at(-1);
  }
}

async function findFiles({ allTenants }: SealingServices, after: string): Promise<string[]> {
  const found = await acrossTenants(allTenants).query<{ id: string }[]>`
    SELECT id FROM (
      (SELECT id FROM stored_files WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize})
      UNION (SELECT id FROM documents WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize})
      UNION (SELECT id FROM verification_evidence WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize})
    ) AS files ORDER BY id LIMIT ${batchSize}`;
  return found.map(({ id }) => id);
}

async function renewFile(
  files: EncryptedStore,
  services: SealingServices,
  renewal: Renewal,
  { id, key }: { id: string; key: string },
): Promise<void> {
  try {
    if (!(await files.renew(key))) {
      return;
    }
    renewal.renewed += 1;
    if (!(await isWanted(services, id))) {
      await files.delete(key);
    }
  } catch (error) {
    if (error instanceof UnreadableError) {
      renewal.unreadable += 1;
      services.log.error({ key, error }, 'A file cannot be read, and stays as it is.');
    } else if (!(error instanceof FileNotFoundError)) {
      throw error;
    }
  }
}

/** Whether a row refers to the file, or will: a file is noted as stored before the row that refers to it is written. */
const isWanted = async (services: SealingServices, id: string): Promise<boolean> =>
  (await services.allTenants.storedFile.count({ where: { id } })) > 0 || isNamedByRow(services, id);
