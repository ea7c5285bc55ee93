import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createDriveStore } from './drive-store.ts';
import type { FileStore } from './file-store.ts';
import { PrivateFolderDriver } from './private-folder-driver.ts';

/** Keeps files in a folder that only its owner can read, and that is made with the first of them. */
export function createFolderStore(location: string): FileStore {
  const store = createDriveStore(new PrivateFolderDriver({ location }));
  return {
    ...store,
    async *list(folder) {
      await mkdir(join(location, folder), { recursive: true, mode: 0o700 });
      yield* store.list(folder);
    },
  };
}
