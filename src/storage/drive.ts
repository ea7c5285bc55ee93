import { Disk } from 'flydrive';
import type { DriverContract } from 'flydrive/types';
import { FileNotFoundError, type FileStore } from './file-store.ts';
import { PrivateFolderDriver } from './private-folder-driver.ts';

/** Keeps files on a drive whose `putStream` keeps all of a stream or nothing. */
export function createDriveStore(driver: DriverContract): FileStore {
  const disk = new Disk(driver);
  return {
    put: (key, content) => disk.putStream(key, content),
    open: async (key) => {
      try {
        return await disk.getStream(key);
      } catch (error) {
        throw (await disk.exists(key)) ? error : new FileNotFoundError();
      }
    },
    delete: (key) => disk.delete(key),
  };
}

/** Keeps files in a folder that only its owner can read, and that is made with the first of them. */
export const createFolderStore = (location: string): FileStore =>
  createDriveStore(new PrivateFolderDriver({ location }));
