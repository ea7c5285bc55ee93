import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { createGateway, type Gateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ holds: 'withTenant' });
});
afterEach(() => database.drop());

const usualKey = randomBytes(32).toString('base64');

const create = (environment: Record<string, string> = {}): Promise<Gateway> => {
  const { databaseUrl, dataDir } = database.settings;
  return createGateway({
    settings: readSettings({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR: dataDir,
      ENCRYPTION_KEY: usualKey,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      ...environment,
    }),
  });
};

/** Does work and waits until no timer, socket or server of it is left. */
async function expectNothingLeft(work: () => Promise<unknown>): Promise<void> {
  const isOurs = new AsyncLocalStorage<true>();
  const left = new Map<number, string>();
  const hook = createHook({
    init: (id, type) => {
      if (isOurs.getStore() && ['Timeout', 'TCPWRAP', 'TCPSERVERWRAP'].includes(type)) {
        left.set(id, type);
      }
    },
    destroy: (id) => left.delete(id),
  }).enable();
  try {
    await isOurs.run(true, work);
    // A socket is closed when the other side has answered.
    await vi.waitFor(() => expect([...left.values()]).toEqual([]));
  } finally {
    hook.disable();
  }
}

/** The start fails, and leaves nothing. */
const expectCleanFailure = (fail: () => Promise<unknown>, message: RegExp): Promise<void> =>
  expectNothingLeft(() => expect(fail()).rejects.toThrow(message));

async function expectToStart(): Promise<void> {
  const gateway = await create();
  await gateway.close();
}

const changeDatabase = async (sql: string) => {
  const { client, close } = await openDatabase(database.settings);
  await client.$executeRawUnsafe(sql);
  await close();
};

it('a start with a key that the database does not know leaves nothing open', async () => {
  await expectToStart();
  await expectCleanFailure(
    () => create({ ENCRYPTION_KEY: randomBytes(32).toString('base64') }),
    /^ENCRYPTION_KEY lacks a key/,
  );
  await expectToStart();
});

it('a start with a store that rejects leaves nothing open', async () => {
  const store = createServer((_request, response) => response.writeHead(403).end()).listen(0, '127.0.0.1');
  const { port } = await listening(store);
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  await expectCleanFailure(
    () => create({ STORAGE_URL: `s3://id:secret@bucket?endpoint=${endpoint}` }),
    /^STORAGE_URL cannot be used/,
  );
  store.close();
  await expectToStart();
});

it('a start whose job queues cannot be opened leaves nothing open', async () => {
  await expectToStart();
  await changeDatabase('ALTER TABLE pgboss.queue RENAME TO moved');
  await expectCleanFailure(create, /pgboss\.queue/);
  await changeDatabase('ALTER TABLE pgboss.moved RENAME TO queue');
  await expectToStart();
});

it('a start that cannot keep the operator’s key leaves nothing open', async () => {
  const path = join(database.settings.dataDir, 'operator-key');
  await mkdir(path);
  await expectCleanFailure(create, /EISDIR/);
  await rm(path, { recursive: true });
  await expectToStart();
});

it('a start that cannot keep the demo key leaves nothing open', async () => {
  await database.drop();
  database = await createTestDatabase();
  const path = join(database.settings.dataDir, 'demo-key');
  await mkdir(path);
  await expectCleanFailure(create, /EISDIR/);
  await rm(path, { recursive: true });
  await expectToStart();
});

it('a gateway whose port is in use is closed', async () => {
  const other = createTcpServer().listen(0, '127.0.0.1');
  const { port } = await listening(other);
  await expectCleanFailure(async () => {
    const gateway = await create({ HOST: '127.0.0.1', PORT: String(port) });
    await gateway.listen();
  }, /^PORT /);
  await expectToStart();
  other.close();
});

async function listening(server: ReturnType<typeof createTcpServer>): Promise<AddressInfo> {
  if (!server.listening) {
    await new Promise((resolve) => server.once('listening', resolve));
  }
  return server.address() as AddressInfo;
}
