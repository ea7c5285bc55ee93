/**
 * Generates the database client from schema.prisma. The client is committed, so that an installation needs no Prisma command
 * line; npx runs it here, only if the schema has changed.
 *
 *   npx node prisma/generate-client.ts          writes src/database/client
 *   npx node prisma/generate-client.ts --check  exits with 1 if the client is not what the schema says, or was edited
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };

/** The command line is released together with the adapters. */
const prisma = `prisma@${packageJson.dependencies['@prisma/adapter-pg']}`;

const folder = 'src/database/client';

/** Holds the digest of all that the client was generated from and of the client itself. */
const digestName = 'digest.txt';

async function currentDigest(): Promise<string> {
  const generator = packageJson.dependencies['@pothos/plugin-prisma'];
  const hash = createHash('sha256').update(`${prisma} ${generator}\n`);
  hash.update(await readFile('prisma/schema.prisma'));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name !== digestName);
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    hash.update(`\n${path.replaceAll('\\', '/')}\n`).update(await readFile(path));
  }
  return `${hash.digest('hex')}\n`;
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const digestPath = join(folder, digestName);
const isFresh = (await readFile(digestPath, 'utf8').catch(() => '')) === (await currentDigest());
if (values.check && !isFresh) {
  console.error(`${folder} is not up to date, run npm run generate.`);
  process.exitCode = 1;
} else if (!isFresh) {
  execFileSync('npx', ['--yes', prisma, 'generate'], { stdio: ['ignore', 'ignore', 'inherit'] });
  await writeFile(digestPath, await currentDigest());
}
