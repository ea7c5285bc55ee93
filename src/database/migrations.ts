import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export interface Migration {
  /** The name of its folder, which starts with a timestamp; migrations are applied in the order of their names. */
  name: string;
  sql: string;
  /** SHA-256 of the file in hexadecimal, as Prisma records it. */
  checksum: string;
  /** The oldest version of the gateway that can run with the migrated database; undefined if it is this version. */
  compatibleWith: string | undefined;
  /** The checksum of the same text with either line ending, because git may have changed those on checkout. */
  acceptedChecksums: string[];
}

/** The migrations of this version, found beside the sources whatever the working directory is. */
export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** The migrations in a folder, in the order in which they are applied. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const sql = await readFile(`${folder}/${name}/migration.sql`, 'utf8');
  const withLineFeeds = sql.replaceAll('\r\n', '\n');
  return {
    name,
    sql,
    compatibleWith: readCompatibility(sql),
    checksum: sha256(sql),
    acceptedChecksums: [sha256(withLineFeeds), sha256(withLineFeeds.replaceAll('\n', '\r\n'))],
  };
}

/** How a migration, and its record in the database, says which versions can run with it. */
export const compatibilityNote = (version: string): string => `Compatible with ${version}`;

export const readCompatibility = (text: string): string | undefined =>
  /^(?:-- )?Compatible with (\d+\.\d+\.\d+)$/m.exec(text)?.[1];

/**
 * Whether a migration is one statement that runs outside a transaction, so that it never blocks traffic: one that builds an
 * index CONCURRENTLY, or changes rows in batches and commits each of them. It may be interrupted and run again.
 */
export const isOutsideTransaction = ({ sql }: Pick<Migration, 'sql'>): boolean =>
  sql.startsWith('-- Outside a transaction');

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
