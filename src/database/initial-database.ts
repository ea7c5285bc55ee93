import { mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

/*
 * A data folder as PGlite makes it, so that a first start need not make one, which would take three seconds of CPU and half a
 * gigabyte. It has no table: migrations run on it as on any other. `npm run generate` creates a new one for each version of
 * PGlite.
 */

/** The beginning of the file: what is in it, as JSON. The contents follow, one after the other. */
export interface InitialDatabase {
  /** The version of PGlite that has made the folder, and can open it. */
  pglite: string;
  folders: string[];
  files: InitialFile[];
}

export interface InitialFile {
  path: string;
  /** Where its content is among the contents; equal contents are there once. */
  start: number;
  /** The length of the content without the zeros at its end. */
  length: number;
  sizeBytes: number;
}

export const initialDatabaseFile = new URL('./initial-database.generated.br', import.meta.url);

/** So many files are written concurrently. */
const maxOpenFiles = 16;

/** How long the JSON at the beginning is, as a number of four bytes. */
export const headerLengthBytes = 4;

/**
 * Makes the data folder, unless the prepared one is of another version of PGlite than the one that opens it, which then makes
 * its own. All of the folder appears under its name, or nothing.
 *
 * @param folder one that is empty
 */
export async function unpackInitialDatabase(folder: string, pglite = installedPglite()): Promise<void> {
  const packed = await promisify(brotliDecompress)(await readFile(initialDatabaseFile));
  const headerEnd = headerLengthBytes + packed.readUInt32LE(0);
  const header: InitialDatabase = JSON.parse(packed.toString('utf8', headerLengthBytes, headerEnd));
  if (header.pglite !== pglite) {
    return;
  }
  const aside = `${folder}.part`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { mode: 0o700 });
  for (const path of header.folders) {
    await mkdir(join(aside, path), { mode: 0o700 });
  }
  const contents = packed.subarray(headerEnd);
  const waiting = header.files.values();
  const writeAll = async () => {
    for (const file of waiting) {
      await write(join(aside, file.path), contents, file);
    }
  };
  await Promise.all(Array.from({ length: maxOpenFiles }, writeAll));
  await rmdir(folder);
  await rename(aside, folder);
}

async function write(
  path: string,
  contents: Buffer,
  { start, length, sizeBytes }: InitialFile,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(contents, start, length, 0);
    if (sizeBytes > length) {
      await file.truncate(sizeBytes);
    }
  } finally {
    await file.close();
  }
}

function installedPglite(): string {
  const require = createRequire(import.meta.url);
  const packageJson = join(dirname(require.resolve('@electric-sql/pglite')), '../package.json');
  return require(packageJson).version;
}
