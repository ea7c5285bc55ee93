import { createReadStream } from 'node:fs';
import { newId } from '../../ids.ts';
import type { Services } from '../services.ts';
import { cleanName } from './clean-name.ts';
import { fileKey } from './file-key.ts';
import type { IncomingFile } from './incoming-file.ts';
import type { ReceivedFile } from './received-file.ts';

interface StoreOptions {
  services: Pick<Services, 'allTenants' | 'files' | 'clock'>;
  file: IncomingFile;
  /** What it is, by `inspectFile`. */
  contentType: string;
}

/**
 * Keeps a file in the store. Whoever does so owns it: a row must come to name it, for which there is `withReceivedFile`. That
 * it is there is noted first, so that it is found again when the process dies before a row names it.
 */
export async function storeFile({ services, file, contentType }: StoreOptions): Promise<ReceivedFile> {
  const id = newId();
  await services.allTenants.storedFile.create({ data: { id, createdAt: services.clock() } });
  await services.files.put(fileKey(id), createReadStream(file.path));
  const { name, sizeBytes, sha256 } = file;
  return { id, name: cleanName(name), contentType, sizeBytes, sha256 };
}
