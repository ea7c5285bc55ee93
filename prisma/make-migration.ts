/**
 * Writes migrations without Prisma's command line, whose schema engine is a download. The same engine as WebAssembly
 * compares a database that has the committed migrations, in memory, with schema.prisma.
 *
 *   npx node prisma/make-migration.ts NAME          writes prisma/migrations/<UTC time>_<name>/migration.sql
 *   npx node prisma/make-migration.ts NAME --again  writes the newest migration again, which must have that name and must
 *                                                   not have left this machine; what was written by hand stays
 *   npx node prisma/make-migration.ts --check       exits with 1 when schema.prisma and the migrations differ
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import packageJson from '../package.json' with { type: 'json' };
import { migrateDatabase } from '../src/database/migrate.ts';
import { compatibilityNote, migrationsFolder, readMigrations } from '../src/database/migrations.ts';

/** What follows this line in a migration is not Prisma's; a migration that is written again keeps it. */
const handwrittenMark = '-- Written by hand';

const schemaPath = fileURLToPath(new URL('schema.prisma', import.meta.url));

/** Opens Prisma's schema engine on a database. Partial indexes and CHECK constraints are outside of what it compares. */
export async function openSchemaEngine(pglite: PGlite): Promise<SchemaEngine> {
  const datamodels: [string, string][] = [[schemaPath, await readFile(schemaPath, 'utf8')]];
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(pglite));
  return SchemaEngine.new({ datamodels }, () => undefined, adapter);
}

/** The SQL that takes a database with the migrations in `folder` to schema.prisma; undefined when it is there already. */
async function readDifference(folder: string): Promise<string | undefined> {
  const pglite = await PGlite.create();
  try {
    await migrateDatabase({
      connection: {
        query: async (sql, values) => (await pglite.query(sql, values)).rows,
        script: async (sql) => {
          await pglite.exec(sql);
        },
      },
      folder,
    });
    const files = [{ path: schemaPath, content: await readFile(schemaPath, 'utf8') }];
    const engine = await openSchemaEngine(pglite);
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: fileURLToPath(new URL('..', import.meta.url)) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? undefined : (stdout ?? undefined);
  } finally {
    await pglite.close();
  }
}

async function check(): Promise<void> {
  const difference = await readDifference(migrationsFolder);
  if (difference === undefined) return;
  console.error(`schema.prisma and the migrations differ. What is missing:\n\n${difference}`);
  process.exitCode = 1;
}

async function makeMigration(name: string): Promise<void> {
  const difference = await readDifference(migrationsFolder);
  if (difference === undefined)
    return console.log('schema.prisma and the migrations agree: nothing to write.');
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const { version } = packageJson;
  await writeMigration(`${time}_${name}`, `-- ${compatibilityNote(version)}\n${difference}`);
  console.log(
    `It says that ${version} can run with it. Remove that line if the tables that ${version} uses become different.`,
  );
}

async function makeNewestAgain(name: string): Promise<void> {
  const newest = (await readMigrations()).at(-1);
  if (newest?.name.replace(/^\d+_/, '') !== name) {
    console.error(`The newest migration is ${newest?.name ?? 'none'}, not ${name}.`);
    process.exitCode = 1;
    return;
  }
  const handwrittenAt = newest.sql.indexOf(handwrittenMark);
  const handwritten = handwrittenAt === -1 ? '' : `\n${newest.sql.slice(handwrittenAt)}`;
  const earlier = await mkdtemp(`${tmpdir()}/postern-migrations-`);
  try {
    await cp(migrationsFolder, earlier, { recursive: true });
    await rm(`${earlier}/${newest.name}`, { recursive: true });
    await writeMigration(newest.name, `${(await readDifference(earlier)) ?? ''}${handwritten}`);
  } finally {
    await rm(earlier, { recursive: true });
  }
}

async function writeMigration(folderName: string, sql: string): Promise<void> {
  await mkdir(`${migrationsFolder}${folderName}`, { recursive: true });
  await writeFile(`${migrationsFolder}${folderName}/migration.sql`, sql);
  // Prisma's command line refuses a folder of migrations without this file.
  await writeFile(`${migrationsFolder}migration_lock.toml`, 'provider = "postgresql"\n');
  console.log(`prisma/migrations/${folderName}/migration.sql`);
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean' }, again: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [name] = positionals;
  if (values.check) await check();
  else if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
    console.error(
      'Say what the migration does in lower case, such as: npx node prisma/make-migration.ts add_reviews',
    );
    process.exitCode = 1;
  } else if (values.again) await makeNewestAgain(name);
  else await makeMigration(name);
}
