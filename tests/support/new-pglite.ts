import { cpSync } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';

/**
 * An embedded database as PostgreSQL itself makes it, on either engine of a run. The first one of a run takes seconds; later
 * ones are copies of it. Its folder goes with the run.
 */
export async function newPglite(): Promise<PGlite> {
  const { runFolder } = inject('testDatabaseTemplates');
  const original = `${runFolder}/new-pglite`;
  if (!(await exists(original))) {
    await make(original);
  }
  const folder = await mkdtemp(`${runFolder}/pglite-`);
  cpSync(original, folder, { recursive: true });
  return PGlite.create(folder);
}

/** Another worker may make it at the same time: the first one that is whole is kept. */
async function make(original: string): Promise<void> {
  const folder = await mkdtemp(`${original}-`);
  await (await PGlite.create(folder)).close();
  await rename(folder, original).catch(async (error) => {
    if (!(await exists(original))) {
      throw error;
    }
    await rm(folder, { recursive: true });
  });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
