import { Disk } from 'flydrive';
import type { DriverContract } from 'flydrive/types';
import { FileNotFoundError, type FileStore } from './file-store.ts';

/**
 * A store on one of flydrive's drives.
 *
 * @param prefix prepended to every key on the drive: empty, or a path that ends with a slash
 */
export function createDriveStore(driver: DriverContract, prefix = ''): FileStore {
  const disk = new Disk(driver);
  return {
    put: (key, content) => disk.putStream(prefix + key, content),
    open: async (key) => {
      try {
        return await disk.getStream(prefix + key);
      } catch (error) {
        throw (await disk.exists(prefix + key)) ? error : new FileNotFoundError();
      }
    },
    delete: (key) => disk.delete(prefix + key),
    async *list(folder) {
      let paginationToken: string | undefined;
      do {
        const page = await disk.listAll(prefix + folder, { ...(paginationToken && { paginationToken }) });
        for (const found of page.objects) {
          if (found.isFile) {
            yield found.key.slice(prefix.length);
          }
        }
        paginationToken = page.paginationToken;
      } while (paginationToken !== undefined);
    },
  };
}
