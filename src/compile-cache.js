import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import module from 'node:module';
import { basename, join, resolve } from 'node:path';

/*
 * What Node.js has compiled of the sources and packages is kept in the data folder, so that later starts need a third less
 * time. It is code that runs, so that it is neither read from nor written to a place that anyone else can write to, such as the
 * system's temporary folder. Where the folder cannot be used, such as on a read-only file system, the gateway starts without.
 *
 * This file is JavaScript, because it is loaded before anything that has to be compiled.
 */

/** @param {string} dataDir */
const folderIn = (dataDir) => resolve(dataDir, 'compile-cache');

/**
 * Uses the cache, if there is one. It has at most the code that this version of Node.js has compiled of these sources.
 *
 * @param {string} dataDir
 */
export function useCompileCache(dataDir) {
  const folder = folderIn(dataDir);
  try {
    if (isPrivate(folder)) {
      module.enableCompileCache(folder);
    }
  } catch {
    // Starting takes longer without, and works.
  }
}

/**
 * Creates the cache, unless there is one, and uses it from now on. It is written when the process ends.
 *
 * @param {string} dataDir a folder that exists
 */
export function createCompileCache(dataDir) {
  const folder = folderIn(dataDir);
  try {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
      mkdirSync(folder, { mode: 0o700 });
    }
    useCompileCache(dataDir);
    removeOthers(folder, module.getCompileCacheDir());
  } catch {
    // Starting takes longer without, and works.
  }
}

/**
 * Removes what other versions of Node.js have left.
 *
 * @param {string} folder
 * @param {string | undefined} used
 */
function removeOthers(folder, used) {
  if (!used?.startsWith(folder)) {
    return;
  }
  for (const name of readdirSync(folder)) {
    if (name !== basename(used)) {
      rmSync(join(folder, name), { recursive: true });
    }
  }
}

/**
 * Whether only this process's user can write to a folder. Systems without such users give every file to its owner.
 *
 * @param {string} folder
 */
function isPrivate(folder) {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  const user = process.getuid?.();
  return (
    stats?.isDirectory() === true &&
    (user === undefined || (stats.uid === user && (stats.mode & 0o022) === 0))
  );
}
