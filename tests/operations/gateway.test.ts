import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { keepSecret } from '../../src/secrets/secret-files.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-gateway-'));
  database = await createTestDatabase({ holds: 'withTenant' });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const settingsWith = (environment: Record<string, string>) =>
  readSettings({
    PORT: '0',
    LOG_LEVEL: 'silent',
    OPERATOR_KEY: 'an-operator-key',
    DATA_DIR: database.settings.dataDir,
    ...(database.settings.databaseUrl && { DATABASE_URL: database.settings.databaseUrl }),
    ...environment,
  });

describe('a setting that turns out to be unusable', () => {
  it('HOST is named when it is not an address of this machine', async () => {
    const gateway = await createGateway({ settings: settingsWith({ HOST: '203.0.113.7' }) });
    await expect(gateway.listen()).rejects.toThrow(/^HOST must be [^\n]+$/);
    await gateway.close();
  });

  it('DATA_DIR is named when it cannot be a folder', async () => {
    const settings = settingsWith({ DATA_DIR: '/dev/null/data' });
    await expect(createGateway({ settings })).rejects.toThrow(/^DATA_DIR must be [^\n]+$/);
  });
});

it('a DATA_DIR that is not there yet is made, and the demo key in it is its owner’s alone', async () => {
  // A database of its own, because the key in another folder would not be the one that this database needs.
  const unused = await createTestDatabase();
  const dataDir = join(folder, 'not', 'there', 'yet');
  const { databaseUrl } = unused.settings;
  const gateway = await createGateway({
    settings: settingsWith({ DATA_DIR: dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl }) }),
  });
  await gateway.close();
  expect((await stat(join(dataDir, 'demo-key'))).mode & 0o777).toBe(0o600);
  await unused.drop();
});

it('processes that start at the same time keep one and the same secret, and leave nothing else behind', async () => {
  const secrets = await Promise.all(
    Array.from({ length: 20 }, () => keepSecret(join(folder, 'operator-key'))),
  );
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toHaveLength(43);
  expect(await keepSecret(join(folder, 'operator-key'))).toBe(secrets[0]);
  expect((await readdir(folder)).filter((name) => name.startsWith('operator-key'))).toEqual(['operator-key']);
});

describe('a gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.drop());

  it('a gateway lets pages of any origin call GraphQL, and see why they were rejected', async () => {
    const preflight = await gateway.app.inject({ method: 'OPTIONS', url: '/graphql' });
    expect([preflight.statusCode, preflight.headers['access-control-allow-headers']]).toEqual([
      204,
      expect.stringContaining('Authorization'),
    ]);
    const refused = await gateway.app.inject({ method: 'POST', url: '/graphql', payload: '{}' });
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([401, '*']);
  });

  it('a gateway shows recipients a page that says nothing of the fault when something fails', async () => {
    const { dispatch } = gateway.services.allTenants;
    const { findUnique } = dispatch;
    try {
      dispatch.findUnique = (() => Promise.reject(new Error('a secret of the database'))) as never;
      const page = await gateway.app.inject({ url: '/w/anything', headers: { 'accept-language': 'de' } });
      expect([page.statusCode, page.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
      expect(page.body).toContain('<html lang="de"');
      expect(page.body).not.toContain('a secret of the database');
    } finally {
      dispatch.findUnique = findUnique;
    }
  });
});
