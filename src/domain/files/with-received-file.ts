import type { Services } from '../context.ts';
import { fileKey, textKey } from './file-key.ts';
import { isNamedByRow } from './is-named-by-row.ts';
import type { ReceivedFile } from './received-file.ts';

type FileServices = Pick<Services, 'allTenants' | 'files' | 'log'>;

/**
 * Carries out what gives a received file its row. When that fails, or a row with the same bytes was there before, the
 * file's own content and text are forgotten, so that none is kept that no row names.
 *
 * @param work returns the row that now stands for the file
 */
export async function withReceivedFile<Row extends { id: string }>(
  services: FileServices,
  received: ReceivedFile,
  work: () => Promise<Row>,
): Promise<Row> {
  let row: Row;
  try {
    row = await work();
  } catch (error) {
    await forgetUnlessNamed(services, received.id);
    throw error;
  }
  if (row.id !== received.id) {
    await forgetFiles(services, [received.id]);
  }
  return row;
}

/**
 * Forgets the contents of files whose rows are gone, and the texts of those that were documents. A failure is logged,
 * because the rows have gone all the same; what is left is swept away a day later.
 */
export async function forgetFiles(services: FileServices, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await forgetFile(services, id).catch((error: unknown) => {
      services.log.error(
        { error, fileId: id },
        'The content of a file that was deleted could not be removed.',
      );
    });
  }
}

/** Forgets a file's content and text, and that they were there. */
export async function forgetFile(
  { allTenants, files }: Pick<FileServices, 'allTenants' | 'files'>,
  id: string,
): Promise<void> {
  await Promise.all([files.delete(fileKey(id)), files.delete(textKey(id))]);
  await allTenants.storedFile.deleteMany({ where: { id } });
}

/**
 * A connection that is lost during a commit leaves it open whether the row was written. A file without a row is better
 * than a row without its file, so the database is asked, and where it does not answer the file stays.
 */
async function forgetUnlessNamed(services: FileServices, id: string): Promise<void> {
  try {
    if (!(await isNamedByRow(services, id))) {
      await forgetFiles(services, [id]);
    }
  } catch (error) {
    services.log.error({ error, fileId: id }, 'Whether a row names an uploaded file could not be found out.');
  }
}
