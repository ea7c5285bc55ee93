import { resolve } from 'node:path';
import type { Surroundings } from './surroundings.ts';

/**
 * The place of a file that was entered on the command line: an npm script runs in the package's folder, wherever it was
 * called from.
 */
export function pathOf(file: string, { environment }: Pick<Surroundings, 'environment'>): string {
  const folder = environment['npm_lifecycle_event'] === 'cli' ? environment['INIT_CWD'] : undefined;
  return resolve(folder ?? '.', file);
}
