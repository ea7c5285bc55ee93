import { findPackageJSON } from 'node:module';

/** Whether a package is installed, without loading it. */
export function isInstalled(packageName: string): boolean {
  try {
    return findPackageJSON(packageName, import.meta.url) !== undefined;
  } catch {
    return false;
  }
}
