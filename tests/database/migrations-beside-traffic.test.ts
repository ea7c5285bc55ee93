import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrateServer } from '../../src/database/migrate-server.ts';
import { createEmptyTestDatabase, type TestDatabase, testEngine } from '../support/database.ts';

/** What the contract promises to those who use a table while it is migrated. */
const maxBlockedMs = 3_000;

describe.skipIf(testEngine === 'pglite')('on a server that others use at the same time', () => {
  let database: TestDatabase;
  let databaseUrl: string;
  let folder: string;
  let clients: pg.Client[] = [];
  let lines: { message: string; details: object }[];

  beforeEach(async () => {
    database = await createEmptyTestDatabase();
    databaseUrl = database.settings.databaseUrl as string;
    folder = await mkdtemp(`${tmpdir()}/postern-migrations-`);
    lines = [];
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.end()));
    clients = [];
    await database.drop();
    await rm(folder, { recursive: true });
  });

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  }

  async function writeMigration(name: string, sql: string) {
    await mkdir(`${folder}/${name}`, { recursive: true });
    await writeFile(`${folder}/${name}/migration.sql`, sql);
  }

  const write = (details: object, message: string) => {
    lines.push({ message, details });
  };
  const migrate = () => migrateServer({ databaseUrl, folder, log: { info: write, warn: write } });
  const applied = async (client: pg.Client) =>
    (await client.query<{ name: string }>('SELECT migration_name AS name FROM _prisma_migrations')).rows.map(
      ({ name }) => name,
    );

  /** Reads a table again and again until it is stopped, and reports the longest time that this took. */
  function readUntilStopped(client: pg.Client, table: string) {
    let isStopped = false;
    let longestMs = 0;
    const reading = (async () => {
      while (!isStopped) {
        const startedAt = performance.now();
        await client.query(`SELECT count(*) FROM ${table}`);
        longestMs = Math.max(longestMs, performance.now() - startedAt);
        await setTimeout(10);
      }
    })();
    return async () => {
      isStopped = true;
      await reading;
      return longestMs;
    };
  }

  test('a migration that finds its table in use lets others read it, says so, and is applied once the table is free', async () => {
    const [user, reader] = [await connect(), await connect()];
    await writeMigration('1_first', 'CREATE TABLE first (id int);');
    await migrate();
    await user.query('BEGIN; SELECT count(*) FROM first');
    const stop = readUntilStopped(reader, 'first');
    await writeMigration('2_second', 'ALTER TABLE first ADD COLUMN name text;');
    const migrating = migrate();
    await expect.poll(() => lines.filter(({ message }) => message.includes('gave way')).length).toBe(2);
    await user.query('COMMIT');
    await migrating;
    expect(await stop()).toBeLessThan(maxBlockedMs);
    expect(await applied(user)).toEqual(['1_first', '2_second']);
    expect(lines.at(-1)).toMatchObject({
      message: 'The database was migrated.',
      details: { migration: '2_second' },
    });
  });

  test('a transaction of many statements, none of which waits for long, is ended before others have waited for 3 s', async () => {
    const [user, reader] = [await connect(), await connect()];
    await writeMigration('1_first', 'CREATE TABLE first (id int);');
    await migrate();
    await user.query('SELECT 1');
    const stop = readUntilStopped(reader, 'first');
    await writeMigration(
      '2_second',
      `ALTER TABLE first ADD COLUMN name text; ${'SELECT pg_sleep(0.7);'.repeat(20)}`,
    );
    await expect(migrate()).rejects.toThrow(
      '2_second failed and was rolled back: canceling statement due to user request. Others use its tables',
    );
    expect(await stop()).toBeLessThan(maxBlockedMs);
    expect(lines.filter(({ message }) => message.includes('gave way'))).toHaveLength(2);
  });

  test('a slow migration has all the time it needs once no one else is connected', async () => {
    await writeMigration('1_first', `CREATE TABLE first (id int); SELECT pg_sleep(3);`);
    await migrate();
    expect(await applied(await connect())).toEqual(['1_first']);
  });

  test('an index that is built concurrently waits for an open transaction without holding up anyone, not even another start', async () => {
    const [user, writer] = [await connect(), await connect()];
    await writeMigration('1_first', 'CREATE TABLE first (id int);');
    await migrate();
    await user.query('BEGIN; INSERT INTO first VALUES (1)');
    await writeMigration(
      '2_second',
      `-- Outside a transaction, because rows are written while it is built.
      CREATE INDEX CONCURRENTLY IF NOT EXISTS "first_id" ON first (id);`,
    );
    const migrating = [migrate(), migrate()];
    await expect
      .poll(async () => {
        const { rows } = await writer.query(
          `SELECT wait_event FROM pg_stat_activity WHERE query LIKE '%CREATE INDEX CONCURRENTLY%' AND wait_event_type = 'Lock'`,
        );
        return rows.length;
      })
      .toBe(1);
    // Longer than a migration in a transaction waits for a lock.
    await setTimeout(2_000);
    const startedAt = performance.now();
    await writer.query('INSERT INTO first VALUES (2); SELECT count(*) FROM first');
    expect(performance.now() - startedAt).toBeLessThan(500);
    await user.query('COMMIT');
    await Promise.all(migrating);
    const { rows } = await writer.query(
      `SELECT indisvalid FROM pg_index WHERE indexrelid = 'first_id'::regclass`,
    );
    expect(rows).toEqual([{ indisvalid: true }]);
    expect(lines.map(({ message }) => message)).toContain(
      'Another process migrates the database. This one waits for it.',
    );
    // What it has built would be lost each time.
    expect(lines.filter(({ message }) => message.includes('gave way'))).toHaveLength(0);
  });

  test('an index whose building was killed is dropped and built at the next start', async () => {
    const [user, other] = [await connect(), await connect()];
    await writeMigration('1_first', 'CREATE TABLE first (id int);');
    await migrate();
    await user.query('BEGIN; INSERT INTO first VALUES (1)');
    await writeMigration(
      '2_second',
      `-- Outside a transaction, because rows are written while it is built.
      CREATE INDEX CONCURRENTLY IF NOT EXISTS "first_id" ON first (id);`,
    );
    const migrating = migrate();
    const failing = expect(migrating).rejects.toThrow('2_second failed and continues at the next start');
    await expect
      .poll(async () => {
        const { rows } = await other.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE query LIKE '%CREATE INDEX CONCURRENTLY%' AND wait_event_type = 'Lock'`,
        );
        return rows.length;
      })
      .toBe(1);
    await failing;
    const index = async () =>
      (await other.query(`SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('first_id')`)).rows;
    expect(await index()).toEqual([{ indisvalid: false }]);
    await user.query('COMMIT');
    await migrate();
    expect(await index()).toEqual([{ indisvalid: true }]);
  });

  test('batches that run outside a transaction give way to whoever holds their rows', async () => {
    const [user, other] = [await connect(), await connect()];
    await writeMigration(
      '1_first',
      'CREATE TABLE first AS SELECT generate_series(1, 4) AS id, 0 AS doubled;',
    );
    await migrate();
    await user.query('BEGIN; UPDATE first SET doubled = 1 WHERE id = 4');
    await writeMigration(
      '2_second',
      `-- Outside a transaction, because each row is committed.
      DO $$ DECLARE next int; BEGIN
        FOR next IN SELECT id FROM first WHERE doubled < 2 ORDER BY id LOOP
          UPDATE first SET doubled = 2 * id WHERE id = next;
          COMMIT;
        END LOOP;
      END $$;`,
    );
    const migrating = migrate();
    await expect.poll(() => lines.filter(({ message }) => message.includes('gave way')).length).toBe(1);
    expect(
      (await other.query('SELECT doubled FROM first ORDER BY id')).rows.map((row) => row.doubled),
    ).toEqual([2, 4, 6, 0]);
    await user.query('COMMIT');
    await migrating;
    expect((await other.query('SELECT doubled FROM first WHERE id = 4')).rows).toEqual([{ doubled: 8 }]);
  });
});
