import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { onFirstUse } from '../runtime/on-first-use.ts';
import type { FileStore } from './file-store.ts';

const require = createRequire(import.meta.url);

/** Keeps files in a folder that only its owner can read, and that is created with the first of them. */
export function createFolderStore(location: string): FileStore {
  const store = onFirstUse((): FileStore => {
    const { createDriveStore }: typeof import('./drive-store.ts') = require('./drive-store.ts');
    const { PrivateFolderDriver }: typeof import('./private-folder-driver.ts') =
      require('./private-folder-driver.ts');
    return createDriveStore(new PrivateFolderDriver({ location }));
  });
  return {
    put: (key, content) => store().put(key, content),
    open: (key) => store().open(key),
    delete: (key) => store().delete(key),
    async *list(folder) {
      await mkdir(join(location, folder), { recursive: true, mode: 0o700 });
      yield* store().list(folder);
    },
  };
}
