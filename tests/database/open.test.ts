import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { PgBoss } from 'pg-boss';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { requireUsableServer } from '../../src/database/require-usable-server.ts';
import {
  createTestDatabase,
  type TestDatabase,
  testEngine,
  urlOfDatabase,
  withServer,
} from '../support/database.ts';

let created: TestDatabase;
const opened: Database[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  created = await createTestDatabase();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await created.drop();
});

async function open(options: Parameters<typeof openDatabase>[0]) {
  const database = await openDatabase(options);
  opened.push(database);
  return database;
}

test('closing twice, or at the same time, closes once', async () => {
  const database = await open(created.settings);
  await Promise.all([database.close(), database.close()]);
  await database.close();
});

test('every statement of the client is seen, and only the client’s', async () => {
  const statements: string[] = [];
  const { client } = await open({ ...created.settings, onStatement: (sql) => statements.push(sql) });
  expect(statements).toEqual([]);
  await client.tenant.count();
  expect(statements).toEqual([expect.stringMatching(/^SELECT COUNT/)]);
});

test('a transaction that fails leaves nothing behind', async () => {
  const { client } = await open(created.settings);
  const failing = client.$transaction(async (transaction) => {
    await transaction.$executeRaw`CREATE TABLE left_behind (id int)`;
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  const [{ found }] = await client.$queryRaw<
    [{ found: unknown }]
  >`SELECT to_regclass('left_behind')::text AS found`;
  expect(found).toBeNull();
});

describe('the embedded database', () => {
  test('the embedded database has a folder that only its owner can enter', async () => {
    const dataDir = `${created.settings.dataDir}/deep/data`;
    await open({ dataDir });
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(`${dataDir}/postgres`)).mode & 0o777).toBe(0o700);
  });

  test('the embedded database is rejected to a second process with a message that says what to do, until the first is killed', async () => {
    const { dataDir } = created.settings;
    const first = await startHolder(dataDir);
    expect(await rejectionOf({ dataDir })).toBe(
      `DATA_DIR ${dataDir} is in use by another gateway process, and only one process can use an embedded database. ` +
        'Stop that process, choose another DATA_DIR, or set DATABASE_URL to share a PostgreSQL server.',
    );
    first.kill('SIGKILL');
    await once(first, 'exit');
    const { client } = await open({ dataDir });
    expect(await client.tenant.count()).toBe(0);
  });

  test('the embedded database is free for the next as soon as it is closed', async () => {
    const { dataDir } = created.settings;
    const first = await open({ dataDir });
    expect(await rejectionOf({ dataDir })).toContain('is in use by another gateway process');
    await first.close();
    await open({ dataDir });
  });
});

describe('a PostgreSQL server that cannot be used stops the start with one line without the password', () => {
  test('a malformed database URL stops the start with one line without the password', async () => {
    for (const databaseUrl of [
      'mysql://root:hunter2@localhost/db',
      'postgres://root:hunter2@[bad/db',
      'hunter2',
    ]) {
      const refusal = await rejectionOf({ ...created.settings, databaseUrl });
      expect(refusal).toBe(
        'DATABASE_URL is not a PostgreSQL URL such as postgres://user:password@host:5432/database.',
      );
    }
  });

  test('a database URL where nothing listens stops the start with one line without the password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    server.close();
    await once(server, 'close');
    const refusal = await rejectionOf({
      ...created.settings,
      databaseUrl: `postgres://root:hunter2@127.0.0.1:${port}/db`,
    });
    expect(refusal).toMatch(
      `The PostgreSQL server at 127.0.0.1:${port} cannot be reached: connect ECONNREFUSED`,
    );
    expect(refusal).not.toContain('hunter2');
  });
});

describe('on a PostgreSQL server (only with TEST_DATABASE_URL)', () => {
  const onPostgresql = test.skipIf(testEngine !== 'postgresql');

  onPostgresql('a database that does not exist stops the start with one line that names it', async () => {
    const url = new URL(urlOfDatabase(created.settings.databaseUrl!, 'no_such_database'));
    url.password = 'hunter2';
    const refusal = await rejectionOf({ ...created.settings, databaseUrl: url.href });
    expect(refusal).toMatch(/refused the connection: database "no_such_database" does not exist/);
    expect(refusal).not.toContain('hunter2');
  });

  onPostgresql('times are kept whatever the server’s time zone is', async () => {
    const { databaseUrl, dataDir } = created.settings;
    await withServer(databaseUrl!, async (server) => {
      await server.query(
        `ALTER DATABASE "${new URL(databaseUrl!).pathname.slice(1)}" SET timezone = 'Asia/Kolkata'`,
      );
    });
    const { client } = await open({ databaseUrl, dataDir });
    const written = new Date('2026-02-26T12:00:00.000Z');
    const [{ read, text }] = await client.$queryRaw<[{ read: Date; text: string }]>`
      SELECT ${written}::timestamptz AS read, to_char(${written}::timestamptz AT TIME ZONE 'UTC', 'HH24:MI') AS text`;
    expect({ read, text }).toEqual({ read: written, text: '12:00' });
  });
});

const settingsOfDatabase = {
  DateStyle: 'German',
  TimeZone: 'Asia/Kolkata',
  client_encoding: 'LATIN1',
  standard_conforming_strings: 'off',
  IntervalStyle: 'sql_standard',
  bytea_output: 'escape',
  extra_float_digits: '-10',
  transform_null_equals: 'on',
  default_transaction_isolation: 'serializable',
};

describe('settings of a database on a PostgreSQL server (only with TEST_DATABASE_URL)', () => {
  const onPostgresql = test.skipIf(testEngine !== 'postgresql');
  const alter = async (databaseUrl: string) => {
    const name = new URL(databaseUrl).pathname.slice(1);
    for (const [setting, value] of Object.entries(settingsOfDatabase)) {
      await withServer(databaseUrl, (server) =>
        server.query(`ALTER DATABASE "${name}" SET ${setting} = '${value}'`),
      );
    }
  };
  const expected = {
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
    client_encoding: 'UTF8',
    standard_conforming_strings: 'on',
    IntervalStyle: 'postgres',
    bytea_output: 'hex',
    extra_float_digits: '1',
    transform_null_equals: 'off',
    default_transaction_isolation: 'read committed',
  };

  onPostgresql('change nothing for the client', async () => {
    const { databaseUrl, dataDir } = created.settings;
    await alter(databaseUrl!);
    const { client } = await open({ databaseUrl, dataDir });
    const found: Record<string, string> = {};
    for (const name of Object.keys(settingsOfDatabase)) {
      const [row] = await client.$queryRaw<[{ value: string }]>`SELECT current_setting(${name}) AS value`;
      found[name] = row.value;
    }
    expect(found).toEqual(expected);
    const tenant = await client.tenant.create({
      data: { id: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a', name: 'A\\B – Żółty' },
    });
    const [row] = await client.$queryRaw<[{ now: Date; text: string }]>`
      SELECT ${tenant.createdAt}::timestamptz AS now, 'a\\b' AS text`;
    expect([row.now, row.text, tenant.name]).toEqual([tenant.createdAt, 'a\\b', 'A\\B – Żółty']);
  });

  onPostgresql('change nothing for the job queues', async () => {
    const { databaseUrl, dataDir } = created.settings;
    await alter(databaseUrl!);
    const { queueConnection } = await open({ databaseUrl, dataDir });
    const boss = new PgBoss({ ...queueConnection, schedule: false });
    const failures: unknown[] = [];
    boss.on('error', (error) => failures.push(error));
    await boss.start();
    try {
      for (const [name, value] of Object.entries(expected)) {
        const { rows } = await boss.getDb().executeSql('SELECT current_setting($1) AS value', [name]);
        expect(rows, name).toEqual([{ value }]);
      }
      expect(failures).toEqual([]);
    } finally {
      await boss.stop({ graceful: false });
    }
  });

  onPostgresql('an encoding other than UTF-8 stops the start with one line', async () => {
    const { databaseUrl, dataDir } = created.settings;
    const name = `${new URL(databaseUrl!).pathname.slice(1)}_latin1`;
    await withServer(databaseUrl!, (server) =>
      server.query(`CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'`),
    );
    try {
      expect(await rejectionOf({ databaseUrl: urlOfDatabase(databaseUrl!, name), dataDir })).toBe(
        "The database has the encoding LATIN1, and the gateway requires UTF8. Create a database with ENCODING 'UTF8' and set DATABASE_URL to it.",
      );
    } finally {
      await withServer(databaseUrl!, (server) => server.query(`DROP DATABASE "${name}" WITH (FORCE)`));
    }
  });
});

test('a server older than PostgreSQL 14 cannot be used', () => {
  expect(() => requireUsableServer({ version: '130014', encoding: 'UTF8' })).toThrow(
    'The PostgreSQL server has version 13, and the gateway requires 14 or newer.',
  );
  for (const version of ['140000', '150020', '180001']) {
    expect(() => requireUsableServer({ version, encoding: 'UTF8' })).not.toThrow();
  }
});

/** Another process with the embedded database open; resolves once it is. */
async function startHolder(dataDir: string): Promise<ChildProcess> {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(new URL('../../src/database/open.ts', import.meta.url).href)});
    await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    console.log('open');
    setInterval(() => undefined, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = await once(createInterface(child.stdout!), 'line');
  expect(line).toBe('open');
  return child;
}

async function rejectionOf(options: Parameters<typeof openDatabase>[0]): Promise<string> {
  try {
    await open(options);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'it opened';
}
