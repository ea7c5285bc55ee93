import { Disk } from 'flydrive';
import { FileNotFoundError, type FileStore } from './file-store.ts';
import { PrivateFolderDriver } from './private-folder-driver.ts';

/** Keeps files in a folder that only its owner can read, and that is made with the first of them. */
export function createFolderStore(location: string): FileStore {
  const disk = new Disk(new PrivateFolderDriver({ location }));
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
