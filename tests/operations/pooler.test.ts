import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { newId } from '../../src/ids.ts';
import { openJobs } from '../../src/jobs/open-jobs.ts';
import {
  createTestDatabase,
  type DatabaseSettings,
  type TestDatabase,
  testEngine,
  urlOfDatabase,
  withServer,
} from '../support/database.ts';
import { hasPooler, type Pooler, startPooler } from '../support/pooler.ts';

/** Settings of a database that the gateway must not inherit. */
const settingsOfDatabase = {
  IntervalStyle: 'sql_standard',
  bytea_output: 'escape',
  default_transaction_isolation: 'serializable',
  statement_timeout: '1h',
};

describe.skipIf(testEngine === 'pglite' || !hasPooler)(
  'behind PgBouncer that pools transactions (with TEST_DATABASE_URL, where pgbouncer is installed)',
  () => {
    let folder: string;
    let pooler: Pooler;
    let testDatabase: TestDatabase;
    let direct: pg.Client;
    let settings: DatabaseSettings;
    let database: Awaited<ReturnType<typeof openDatabase>>;

    beforeAll(async () => {
      folder = await mkdtemp(`${tmpdir()}/postern-pooler-`);
      testDatabase = await createTestDatabase();
      const { databaseUrl, directUrl = databaseUrl ?? '', dataDir } = testDatabase.settings;
      direct = new pg.Client({ connectionString: directUrl });
      await direct.connect();
      const name = new URL(directUrl).pathname.slice(1);
      for (const [setting, value] of Object.entries(settingsOfDatabase)) {
        await direct.query(`ALTER DATABASE "${name}" SET ${setting} = '${value}'`);
      }
      await direct.query(`CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)`);
      pooler = await startPooler({ serverUrl: directUrl, folder });
      settings = { databaseUrl: pooler.url, directUrl, dataDir };
      database = await openDatabase(settings);
    });

    afterAll(async () => {
      await database?.close();
      await direct?.end();
      await pooler?.stop();
      await testDatabase?.drop();
      await rm(folder, { recursive: true, force: true });
    });

    const readSettings = `SELECT current_setting('IntervalStyle') AS intervals, current_setting('bytea_output') AS bytes,
    current_setting('transaction_isolation') AS isolation, current_setting('statement_timeout') AS patience`;
    const expected = { intervals: 'postgres', bytes: 'hex', isolation: 'read committed', patience: '10s' };

    test('a statement of its own, one of the client and one in a transaction have the gateway’s settings, not the database’s', async () => {
      const { client } = database;
      expect(await database.query({ text: readSettings, values: [] })).toEqual([expected]);
      expect(await client.$queryRawUnsafe(readSettings)).toEqual([expected]);
      const inTransaction = await client.$transaction(async (transaction) => {
        await transaction.$queryRaw`SELECT 1`;
        return transaction.$queryRawUnsafe(readSettings);
      });
      expect(inTransaction).toEqual([expected]);
    });

    test('no session of the server keeps a setting, a prepared statement or a lock', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          database.query({ text: 'SELECT $1::int AS n', values: [index] }),
        ),
      );
      const plain = new pg.Client({ connectionString: pooler.url });
      await plain.connect();
      const { rows } = await plain.query(
        `SELECT (SELECT count(*)::int FROM pg_prepared_statements) AS prepared, current_setting('statement_timeout') AS patience,
         (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND database =
           (SELECT oid FROM pg_database WHERE datname = current_database())) AS locks`,
      );
      await plain.end();
      expect(rows).toEqual([{ prepared: 0, patience: '1h', locks: 0 }]);
    });

    test('a setting of a connection, and one of a script that is a transaction, last on that connection and on no other', async () => {
      const boss = new PgBoss({ ...database.queueConnection, max: 1 });
      const queue = boss.getDb() as ReturnType<PgBoss['getDb']> & {
        open(): Promise<void>;
        close(): Promise<void>;
      };
      await queue.open();
      await queue.executeSql(`SET lock_timeout = '7s'`);
      const read = `SELECT current_setting('lock_timeout') AS patience, current_setting('IntervalStyle') AS intervals`;
      expect((await queue.executeSql(read)).rows).toEqual([{ patience: '7s', intervals: 'postgres' }]);
      await queue.executeSql(
        `BEGIN; CREATE TABLE script AS ${read}; CREATE INDEX script_patience ON script (patience); COMMIT;`,
      );
      await queue.executeSql('CREATE INDEX CONCURRENTLY script_intervals ON script (intervals)');
      expect((await queue.executeSql('TABLE script')).rows).toEqual([
        { patience: '7s', intervals: 'postgres' },
      ]);
      await expect(queue.executeSql('SET no_such_setting = 1')).rejects.toThrow('no_such_setting');
      expect((await queue.executeSql('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      await queue.close();
      expect(
        await database.query({ text: `SELECT current_setting('lock_timeout') AS patience`, values: [] }),
      ).toEqual([{ patience: '0' }]);
    });

    test('many more statements than the server has sessions all get their own results', async () => {
      const numbers = Array.from({ length: 200 }, (_, index) => index);
      const results = await Promise.all(
        numbers.map((number) =>
          number % 2 === 0
            ? database.query({ text: 'SELECT $1::int AS n', values: [number] })
            : database.client.$transaction(async (transaction) => {
                const first = await transaction.$queryRaw<{ id: bigint }[]>`SELECT txid_current() AS id`;
                const second = await transaction.$queryRaw<{ n: number; id: bigint }[]>`
                SELECT ${number}::int AS n, txid_current() AS id`;
                return second.map(({ n, id }) => ({ n: id === first[0]?.id ? n : Number.NaN }));
              }),
        ),
      );
      expect(results).toEqual(numbers.map((n) => [{ n }]));
    });

    test('a statement that fails only at its commit is reported, and its connection works on', async () => {
      const insert = () => database.client.$executeRawUnsafe('INSERT INTO late VALUES (1), (1)');
      await expect(insert()).rejects.toThrow('late_id_key');
      await expect(database.query({ text: 'SELECT 1 / 0', values: [] })).rejects.toThrow('division by zero');
      expect(await database.query({ text: 'SELECT count(*)::int AS n FROM late', values: [] })).toEqual([
        { n: 0 },
      ]);
    });

    test('a job that is added wakes its worker long before the next look at the queue', async () => {
      const log = { info: () => undefined, warn: console.warn, error: console.error };
      const queues = await openJobs({ connection: database.queueConnection, log });
      try {
        const started = Promise.withResolvers<string>();
        const handle = async ({ documentId }: { documentId: string }) => started.resolve(documentId);
        const unused = async () => undefined;
        queues.work({
          'document-text': handle,
          'team-email': async () => undefined,
          autofill: unused,
          'batch-email': unused,
          'batch-item': unused,
          'webhook-delivery': unused,
        });
        const [tenantId, documentId] = [newId(), newId()];
        // The worker looks when it starts, and then every ten seconds.
        await setTimeout(1_500);
        await database.client.$transaction((transaction) =>
          queues.jobs.enqueue(transaction, 'document-text', [{ tenantId, data: { documentId } }]),
        );
        expect(await Promise.race([started.promise, setTimeout(3_000, 'it was not woken')])).toBe(documentId);
      } finally {
        await queues.stop();
      }
    });

    test('a direct URL that leads to another database is reported at start', async () => {
      const other = await createTestDatabase();
      const otherUrl = other.settings.directUrl ?? other.settings.databaseUrl ?? '';
      await withServer(otherUrl, (server) =>
        server.query(`UPDATE _prisma_migrations SET id = 'other' || right(id, 30)`),
      );
      await expect(openDatabase({ ...settings, directUrl: otherUrl })).rejects.toThrow(
        'DATABASE_URL and DATABASE_DIRECT_URL lead to different databases',
      );
      await other.drop();
    });

    test('a pooler that cannot be reached is reported at start as DATABASE_URL, and a server as DATABASE_DIRECT_URL', async () => {
      const nowhere = urlOfDatabase('postgres://postgres@127.0.0.1:1', 'none');
      await expect(openDatabase({ ...settings, databaseUrl: nowhere })).rejects.toThrow(
        'Check DATABASE_URL.',
      );
      await expect(openDatabase({ ...settings, directUrl: nowhere })).rejects.toThrow(
        'Check DATABASE_DIRECT_URL.',
      );
    });
  },
);
