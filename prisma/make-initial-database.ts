/**
 * Makes the data folder that a first embedded start begins with, in one compressed file. It depends on the version of PGlite
 * alone, and is made anew only for another one. The file is committed: 1 MB for each version of PGlite.
 *
 *   npx node prisma/make-initial-database.ts          writes src/database/initial-database.generated.br
 *   npx node prisma/make-initial-database.ts --check  exits with 1 if the file was made by another version, or edited
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import packageJson from '../package.json' with { type: 'json' };
import { type InitialDatabase, initialDatabaseFile } from '../src/database/initial-database.ts';

const pglite = packageJson.optionalDependencies['@electric-sql/pglite'];
/** Holds the version, and the digest of the file. */
const digestFile = new URL('./initial-database.digest.txt', initialDatabaseFile);

async function currentDigest(): Promise<string> {
  const packed = await readFile(initialDatabaseFile).catch(() => '');
  return `${pglite} ${createHash('sha256').update(packed).digest('hex')}\n`;
}

async function makeDatabase(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-initial-database-'));
  try {
    await (await PGlite.create(folder)).close();
    return await pack(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function pack(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const pathOf = (entry: (typeof entries)[number]) =>
    relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
  const header: InitialDatabase = { pglite, folders: [], files: [] };
  const contents: Buffer[] = [];
  const starts = new Map<string, number>();
  let end = 0;
  // The folders come in an order in which each is behind the one that it is in.
  header.folders = entries
    .filter((entry) => entry.isDirectory())
    .map(pathOf)
    .sort();
  for (const path of entries
    .filter((entry) => entry.isFile())
    .map(pathOf)
    .sort()) {
    const file = await readFile(join(folder, path));
    const content = withoutZerosAtEnd(file);
    const digest = createHash('sha256').update(content).digest('hex');
    const start = starts.get(digest) ?? end;
    if (start === end) {
      starts.set(digest, start);
      contents.push(content);
      end += content.length;
    }
    header.files.push({ path, start, length: content.length, sizeBytes: file.length });
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...contents]);
}

function withoutZerosAtEnd(file: Buffer): Buffer {
  let end = file.length;
  while (end > 0 && file[end - 1] === 0) {
    end -= 1;
  }
  return file.subarray(0, end);
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const isFresh = (await readFile(digestFile, 'utf8').catch(() => '')) === (await currentDigest());
if (values.check && !isFresh) {
  console.error('src/database/initial-database.generated.br is not up to date, run npm run generate.');
  process.exitCode = 1;
} else if (!isFresh) {
  const packed = await makeDatabase();
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: packed.length,
  };
  await writeFile(initialDatabaseFile, brotliCompressSync(packed, { params }));
  await writeFile(digestFile, await currentDigest());
}
