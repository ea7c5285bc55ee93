import type { Services } from '../services.ts';
import { fileKey, textKey } from './file-key.ts';
import { isNamedByRow } from './is-named-by-row.ts';
import type { ReceivedFile } from './received-file.ts';

type FileServices = Pick<Services, 'allTenants' | 'files' | 'log'>;

/**
 * Creates the row of a received file. When that fails, or a row with the same bytes was there before, the
 * file's own content and text are forgotten, so that none is kept that no row names.
 *
 * @param work returns the row that now stands for the file
 */
export const withReceivedFile = <Row extends { id: string }>(
  services: FileServices,
  received: ReceivedFile,
  work: () => Promise<Row>,
): Promise<Row> =>
  withReceivedFiles(services, async (files) => {
    files.push(received);
    const row = await work();
    return { result: row, keptIds: new Set([row.id]) };
  });

/**
 * The same for any number of files, which the work receives itself.
 *
 * @param work adds each file to `received` as soon as it is in the store, and returns the ids of those that rows now
 * refer to
 */
export async function withReceivedFiles<Result>(
  services: FileServices,
  work: (received: ReceivedFile[]) => Promise<{ result: Result; keptIds: ReadonlySet<string> }>,
): Promise<Result> {
  const received: ReceivedFile[] = [];
  try {
    const { result, keptIds } = await work(received);
    const unneeded = received.filter(({ id }) => !keptIds.has(id));
    await forgetFiles(
      services,
      unneeded.map(({ id }) => id),
    );
    return result;
  } catch (error) {
    for (const { id } of received) {
      await forgetUnlessNamed(services, id);
    }
    throw error;
  }
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
    services.log.error(
      { error, fileId: id },
      'It could not be determined whether a row refers to an uploaded file.',
    );
  }
}
