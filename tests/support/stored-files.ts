import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestGateway } from './gateway.ts';

/** The names of all files that a gateway keeps or has begun to keep, in an order of their own. */
export async function storedFiles({ settings }: TestGateway): Promise<string[]> {
  const folders = ['files', 'incoming'].map((name) => join(settings.dataDir, name));
  const entries = await Promise.all(
    folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])),
  );
  return entries
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}
