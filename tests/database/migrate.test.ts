import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSchemaEngine } from '../../prisma/make-migration.ts';
import type { MigrationConnection } from '../../src/database/apply-migration.ts';
import { migrateDatabase } from '../../src/database/migrate.ts';
import { migrationsFolder, readMigrations } from '../../src/database/migrations.ts';
import { openDatabase } from '../../src/database/open.ts';
import {
  createEmptyTestDatabase,
  createTestDatabase,
  type TestDatabase,
  testEngine,
} from '../support/database.ts';
import { newPglite } from '../support/new-pglite.ts';

const opened: { close(): Promise<void> }[] = [];
const created: TestDatabase[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await Promise.all(created.splice(0).map((database) => database.drop()));
});

async function open(settings: TestDatabase['settings']) {
  const database = await openDatabase(settings);
  opened.push(database);
  return database;
}

async function create(make: () => Promise<TestDatabase>) {
  const database = await make();
  created.push(database);
  return database.settings;
}

async function rejectionOf(settings: TestDatabase['settings']): Promise<string> {
  try {
    await open(settings);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'it opened';
}

test('the first start on an empty database applies every migration and records each as Prisma does', async () => {
  const { client } = await open(await create(createEmptyTestDatabase));
  const migrations = await readMigrations();
  expect(await client.tenant.count()).toBe(0);
  expect(
    await client.$queryRaw`
      SELECT migration_name, checksum, applied_steps_count, logs, finished_at >= started_at AS is_finished, rolled_back_at
      FROM _prisma_migrations ORDER BY migration_name`,
  ).toEqual(
    migrations.map(({ name, checksum, compatibleWith }) => ({
      migration_name: name,
      checksum,
      applied_steps_count: 1,
      logs: compatibleWith === undefined ? null : `Compatible with ${compatibleWith}`,
      is_finished: true,
      rolled_back_at: null,
    })),
  );
});

test('what schema.prisma cannot say is in the database all the same', async () => {
  const { client } = await open(await create(createTestDatabase));
  const rows = await client.$queryRaw<{ definition: string }[]>`
    SELECT indexdef AS definition FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '% WHERE %'
`;
  expect(rows.map((row) => row.definition).sort()).toEqual([
    expect.stringMatching(/^CREATE INDEX autofill_runs_in_progress .*\(tenant_id, mode\) WHERE .*PROCESSING/),
    expect.stringMatching(/^CREATE INDEX autofill_runs_processing .*\(started_at\) WHERE .*PROCESSING/),
    expect.stringMatching(
      /^CREATE INDEX batch_items_pending .*\(tenant_id, mode, batch_id\) WHERE .*PENDING/,
    ),
    expect.stringMatching(/^CREATE INDEX dispatches_under_way_settle_by .*\(settle_by\) WHERE .*UNDER_WAY/),
    expect.stringMatching(/^CREATE INDEX documents_of_link .*\(workflow_session_id\) WHERE/),
    expect.stringMatching(/^CREATE INDEX documents_text_due .*\(created_at\) WHERE .*NOT readable/),
    expect.stringMatching(/^CREATE INDEX responses_decided .*\(tenant_id, updated_at\) WHERE .*APPROVED/),
    expect.stringMatching(/^CREATE INDEX responses_with_due_date .*\(tenant_id, mode, due_at, id\) WHERE/),
    expect.stringMatching(/^CREATE INDEX responses_with_flags .*\(id, flags_key_id\) WHERE .*flags/),
    expect.stringMatching(/^CREATE INDEX responses_with_tags .*gin .*response_tag_keys.* WHERE .*tags/),
    expect.stringMatching(/^CREATE INDEX webhook_deliveries_due .*COALESCE.* WHERE .*PENDING/),
    expect.stringMatching(/^CREATE INDEX webhook_deliveries_waiting .*\(endpoint_id\) WHERE .*PENDING/),
    expect.stringMatching(/^CREATE INDEX webhook_endpoints_listening .*\(tenant_id, mode\) WHERE .*enabled/),
    expect.stringMatching(/^CREATE INDEX workflow_sessions_open .*\(expires_at\) WHERE .*SENT.*OPENED/),
    expect.stringMatching(
      /^CREATE UNIQUE INDEX autofill_runs_one_under_way_per_response .*\(response_id\) WHERE .*PROCESSING/,
    ),
    expect.stringMatching(
      /^CREATE UNIQUE INDEX dispatches_one_under_way_per_response .*\(response_id\) WHERE .*UNDER_WAY/,
    ),
    expect.stringMatching(
      /^CREATE UNIQUE INDEX dispatches_one_under_way_per_session .*\(workflow_session_id\) WHERE .*UNDER_WAY/,
    ),
    expect.stringMatching(
      /^CREATE UNIQUE INDEX documents_once_for_each_link .*sha256\) WHERE \(dispatch_id IS NOT NULL/,
    ),
    expect.stringMatching(
      /^CREATE UNIQUE INDEX documents_once_for_the_team .*sha256\) WHERE \(workflow_session_id IS NULL/,
    ),
    expect.stringMatching(
      /^CREATE UNIQUE INDEX questionnaire_versions_one_current .*\(questionnaire_id\) WHERE is_current/,
    ),
  ]);
});

describe('replicas that start at the same time (PostgreSQL only: an embedded database has one process)', () => {
  test.skipIf(testEngine !== 'postgresql')('migrate an empty database exactly once', async () => {
    const settings = await create(createEmptyTestDatabase);
    const [{ client }] = await Promise.all([open(settings), open(settings), open(settings)]);
    const [{ count }] = await client.$queryRaw<
      [{ count: number }]
    >`SELECT count(*)::int FROM _prisma_migrations`;
    expect(count).toBe((await readMigrations()).length);
  });
});

describe('a database whose history is not a part of this version’s stops the start and says why', () => {
  test.each([
    [
      'an edited migration',
      "UPDATE _prisma_migrations SET checksum = repeat('0', 64)",
      /_init is not the one/,
    ],
    [
      'an unfinished migration',
      'UPDATE _prisma_migrations SET finished_at = NULL',
      /_init was started .* did not finish/,
    ],
    [
      'a migration of a later version',
      "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('x', 'x', now(), '99990101000000_later')",
      /99990101000000_later of a later version, which this version cannot run with/,
    ],
  ])('%s', async (_what, tampering, message) => {
    const settings = await create(createTestDatabase);
    const { client, close } = await openDatabase(settings);
    await client.$executeRawUnsafe(tampering);
    await close();
    expect(await rejectionOf(settings)).toMatch(message);
    // The refused start gives everything back, so the same refusal comes again and not one about a lock.
    expect(await rejectionOf(settings)).toMatch(message);
  });
});

describe('a migration', () => {
  let pglite: PGlite;
  let connection: MigrationConnection;
  let folder: string;

  beforeAll(async () => {
    pglite = await newPglite();
  });
  afterAll(() => pglite.close());

  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/postern-migrations-`);
    // As good as a new database, which takes seconds.
    await pglite.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    connection = {
      query: async (sql, values) => (await pglite.query(sql, values)).rows,
      script: async (sql) => {
        await pglite.exec(sql);
      },
    };
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function writeMigration(name: string, sql: string) {
    await mkdir(`${folder}/${name}`, { recursive: true });
    await writeFile(`${folder}/${name}/migration.sql`, sql);
  }

  test('a migration that fails leaves nothing behind, keeps earlier migrations, and runs again once it is repaired', async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id int);');
    await writeMigration('2_second', 'CREATE TABLE second (id int); SELECT 1 / 0;');
    await expect(migrateDatabase({ connection, folder })).rejects.toThrow(
      '2_second failed and was rolled back',
    );
    await writeMigration('2_second', 'CREATE TABLE second (id int);');
    expect(await migrateDatabase({ connection, folder })).toEqual(['2_second']);
    expect(await migrateDatabase({ connection, folder })).toEqual([]);
  });

  test.each([
    ['0.2.0', '0.2.0', true],
    ['0.2.10', '0.2.9', true],
    ['1.0.0', '0.9.0', true],
    ['0.2.9', '0.2.10', false],
    ['0.2.0', '0.3.0', false],
    ['0.2.0', undefined, false],
  ])(
    'a migration of a later version lets version %s start if it is compatible with %s: %s',
    async (version, oldest, starts) => {
      await writeMigration('1_first', 'CREATE TABLE first (id int);');
      const note = oldest === undefined ? '' : `-- Compatible with ${oldest}\n`;
      await writeMigration('2_later', `${note}ALTER TABLE first ADD COLUMN name text;`);
      await migrateDatabase({ connection, folder });
      await rm(`${folder}/2_later`, { recursive: true });
      const starting = migrateDatabase({ connection, folder, version });
      await (starts
        ? expect(starting).resolves.toEqual([])
        : expect(starting).rejects.toThrow(
            'migration 2_later of a later version, which this version cannot run with',
          ));
    },
  );

  test('a migration waits for a table only briefly, gives way to whoever uses it, and is applied once it is free', async () => {
    await writeMigration(
      '1_first',
      `CREATE TABLE first AS SELECT current_setting('lock_timeout') AS patience;`,
    );
    let refusals = 2;
    const busy: MigrationConnection = {
      ...connection,
      script: async (sql) => {
        await connection.script(sql);
        if (sql.includes('CREATE TABLE first') && refusals > 0) {
          refusals -= 1;
          throw Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
        }
      },
    };
    expect(await migrateDatabase({ connection: busy, folder })).toEqual(['1_first']);
    expect(refusals).toBe(0);
    expect(await connection.query('SELECT patience FROM first')).toEqual([{ patience: '1500ms' }]);
    expect(await connection.query('SHOW lock_timeout')).toEqual([{ lock_timeout: '0' }]);
  });

  test('outside a transaction keeps what it has committed when it fails, and continues at the next start', async () => {
    await writeMigration(
      '1_first',
      'CREATE TABLE first (id int, doubled int); INSERT INTO first VALUES (1), (2);',
    );
    await writeMigration(
      '2_second',
      `-- Outside a transaction, because it commits.
      DO $$ BEGIN
        UPDATE first SET doubled = 2 * id WHERE id = 1 AND doubled IS NULL;
        COMMIT;
        UPDATE first SET doubled = 2 * id / (SELECT count(*) FROM first WHERE id > 2) WHERE id = 2;
      END $$;`,
    );
    await expect(migrateDatabase({ connection, folder })).rejects.toThrow(
      '2_second failed and continues at the next start',
    );
    expect(await connection.query('SELECT doubled FROM first ORDER BY id')).toEqual([
      { doubled: 2 },
      { doubled: null },
    ]);
    await connection.script('INSERT INTO first VALUES (3)');
    expect(await migrateDatabase({ connection, folder })).toEqual(['2_second']);
    expect(await connection.query('SELECT doubled FROM first WHERE id = 2')).toEqual([{ doubled: 4 }]);
    expect(await migrateDatabase({ connection, folder })).toEqual([]);
  });

  test('a migration that builds an index concurrently rebuilds it only if the build was interrupted, not if it was just not recorded', async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id int); INSERT INTO first VALUES (1), (1);');
    await writeMigration(
      '2_second',
      `-- Outside a transaction, because rows are written while it is built.
      CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "first_id" ON first (id);`,
    );
    const index = () =>
      connection.query(
        `SELECT indexrelid AS id, indisvalid FROM pg_index WHERE indexrelid = 'first_id'::regclass`,
      );
    await expect(migrateDatabase({ connection, folder })).rejects.toThrow('2_second failed');
    expect(await index()).toMatchObject([{ indisvalid: false }]);

    await connection.script('DELETE FROM first');
    expect(await migrateDatabase({ connection, folder })).toEqual(['2_second']);
    const built = await index();
    expect(built).toMatchObject([{ indisvalid: true }]);

    await connection.script(`DELETE FROM _prisma_migrations WHERE migration_name = '2_second'`);
    expect(await migrateDatabase({ connection, folder })).toEqual(['2_second']);
    expect(await index()).toEqual(built);
  });

  test('a migration that was marked as rolled back with Prisma’s command line is applied again', async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id int);');
    await migrateDatabase({ connection, folder });
    await connection.script('DROP TABLE first; UPDATE _prisma_migrations SET rolled_back_at = now()');
    expect(await migrateDatabase({ connection, folder })).toEqual(['1_first']);
  });

  test('a migration with other line endings than when it ran is still the same migration', async () => {
    await writeMigration('1_first', 'CREATE TABLE first (id int);\n');
    await migrateDatabase({ connection, folder });
    await writeMigration('1_first', 'CREATE TABLE first (id int);\r\n');
    expect(await migrateDatabase({ connection, folder })).toEqual([]);
  });

  test('history as the gateway writes it satisfies Prisma’s own engine', async () => {
    await migrateDatabase({ connection });
    const engine = await openSchemaEngine(pglite);
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList: {
        baseDir: migrationsFolder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: (await readMigrations()).map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    });
    expect(diagnosis).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
  });
});
