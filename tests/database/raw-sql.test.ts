import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../../src/database/client/client.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { acrossTenants, isOfTenant, isOwned, ofTenant, ownTenant } from '../../src/database/raw-sql.ts';
import { createTenantDatabases, scopeTransaction, type TenantDatabase } from '../../src/database/scope.ts';
import { newId } from '../../src/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const own = { tenantId: newId(), mode: 'LIVE' } as const;
const other = { tenantId: newId(), mode: 'LIVE' } as const;
let created: TestDatabase;
let database: Database;
let db: TenantDatabase;

beforeAll(async () => {
  created = await createTestDatabase();
  database = await openDatabase(created.settings);
  for (const { tenantId, mode } of [own, other]) {
    await database.client.tenant.create({ data: { id: tenantId, name: 'A tenant' } });
    await database.client.entity.create({
      data: { id: newId(), tenantId, mode, entityType: 'COMPANY', name: 'A company' },
    });
  }
  db = createTenantDatabases(database)(own);
});
afterAll(async () => {
  await database?.close();
  await created?.drop();
});

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.startsWith('database/'));

it('no source outside of src/database runs raw SQL other than by ofTenant and acrossTenants', () => {
  const text = (name: string) => readFileSync(`src/${name}`, 'utf8');
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((name) => /acrossTenants\(/.test(text(name))).length).toBeGreaterThan(10);
  expect(sources.filter((name) => /(?:query|execute)Raw/.test(text(name)))).toEqual([]);
});

it('no source writes the tenant of a statement as a parameter of its own', () => {
  const named = /tenant_id\s*=\s*(?:ANY\s*\()?\s*\$\{(?!ownTenant)/;
  expect(sources.filter((name) => named.test(readFileSync(`src/${name}`, 'utf8')))).toEqual([]);
});

describe.each([
  ['a client', <Result>(run: (handle: TenantDatabase) => Promise<Result>) => run(db)],
  [
    'a transaction',
    <Result>(run: (handle: TenantDatabase) => Promise<Result>) =>
      db.$transaction((transaction) => run(transaction as TenantDatabase)),
  ],
])('raw SQL that %s runs for a tenant', (_handle, withHandle) => {
  it('finds the rows of that tenant alone', async () => {
    const rows = await withHandle(
      (handle) =>
        ofTenant(handle, own).query<{ tenant_id: string }[]>`
        SELECT tenant_id FROM entities WHERE ${isOwned} AND name = ${'A company'}`,
    );
    expect(rows).toEqual([{ tenant_id: own.tenantId }]);
  });

  it('changes the rows of that tenant alone', async () => {
    const count = await withHandle(
      (handle) => ofTenant(handle, other).execute`UPDATE entities SET phone = ${'1'} WHERE ${isOfTenant}`,
    );
    expect(count).toBe(1);
    const changed = await database.client.entity.findMany({ where: { phone: '1' } });
    expect(changed.map(({ tenantId }) => tenantId)).toEqual([other.tenantId]);
  });

  it.each([
    ['does not refer to its tenant', Prisma.sql`id IS NOT NULL`],
    ['names a tenant of its own', Prisma.sql`tenant_id = ${other.tenantId}::uuid`],
  ])('is not run if it %s', async (_what, condition) => {
    const count = withHandle(
      (handle) => ofTenant(handle, own).execute`UPDATE entities SET phone = ${'2'} WHERE ${condition}`,
    );
    await expect(count).rejects.toThrow('does not refer to its tenant');
    expect(await database.client.entity.count({ where: { phone: '2' } })).toBe(0);
  });

  it('is not run without a mode if it needs one', async () => {
    const rows = withHandle(
      (handle) => ofTenant(handle, { tenantId: own.tenantId }).query`SELECT 1 FROM entities WHERE ${isOwned}`,
    );
    await expect(rows).rejects.toThrow('refers to one mode');
  });

  it('is not run by the handle itself', async () => {
    const statement = Prisma.sql`SELECT 1 FROM entities WHERE tenant_id = ${ownTenant}`;
    const rejected = 'is run by `ofTenant` only';
    await expect(withHandle((handle) => handle.$queryRaw(statement))).rejects.toThrow(rejected);
    await expect(withHandle((handle) => acrossTenants(handle).query`${statement}`)).rejects.toThrow(rejected);
  });
});

describe.each([
  ['a client', <Result>(run: (handle: TenantDatabase) => Promise<Result>) => run(db)],
  [
    'a transaction in progress',
    <Result>(run: (handle: TenantDatabase) => Promise<Result>) =>
      database.client.$transaction((transaction) =>
        run(scopeTransaction(transaction, own) as TenantDatabase),
      ),
  ],
])('%s that is bound to a tenant', (_handle, withHandle) => {
  it('rejects a write that names rows of another model', async () => {
    const entities = {
      create: { id: newId(), mode: 'LIVE', entityType: 'COMPANY', name: 'Nested' },
    } as const;
    const nested = withHandle((handle) =>
      handle.tenant.update({ where: { id: own.tenantId }, data: { entities } }),
    );
    await expect(nested).rejects.toThrow('cannot write to entities');
    expect(await database.client.entity.count({ where: { name: 'Nested' } })).toBe(0);
  });

  it('rejects a change of the tenant of its rows', async () => {
    const moved = withHandle((handle) => handle.entity.updateMany({ data: { tenantId: other.tenantId } }));
    await expect(moved).rejects.toThrow('cannot change its tenantId');
    expect(await database.client.entity.count({ where: { tenantId: other.tenantId } })).toBe(1);
  });

  it('writes new rows for its tenant, whatever tenant they name', async () => {
    const id = newId();
    await withHandle((handle) =>
      handle.entity.create({ data: { id, ...other, entityType: 'COMPANY', name: 'New' } }),
    );
    expect(await database.client.entity.findUnique({ where: { id } })).toMatchObject(own);
  });
});

it('a transaction that is bound to a tenant rejects an operation that it does not know', async () => {
  const purge = async () => 1;
  const transaction = { entity: { purge } } as unknown as Parameters<typeof scopeTransaction>[0];
  const bound = scopeTransaction(transaction, own) as unknown as { entity: { purge: () => Promise<number> } };
  expect(() => bound.entity.purge()).toThrow('The operation purge is not known');
});
