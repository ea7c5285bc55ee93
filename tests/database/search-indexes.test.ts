import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../../src/database/client/client.ts';
import { migrateDatabase } from '../../src/database/migrate.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { createSearchIndexes } from '../../src/database/search-indexes.ts';
import { countEntities, listEntities } from '../../src/domain/entities/list-entities.ts';
import { countResponses } from '../../src/domain/responses/count-responses.ts';
import { readResponses } from '../../src/domain/responses/read-responses.ts';
import { responseConditions } from '../../src/domain/responses/response-filter.ts';
import { newId } from '../../src/ids.ts';
import { createTestDatabase, type TestDatabase, testEngine } from '../support/database.ts';
import { newPglite } from '../support/new-pglite.ts';

const rowCount = 5_000;
const scope = { tenantId: newId(), mode: 'LIVE' } as const;
const page = { where: {}, orderBy: { id: 'desc' }, take: 21, skip: 0 } as const;

let created: TestDatabase;
let database: Database;

beforeAll(async () => {
  created = await createTestDatabase();
  database = await openDatabase(created.settings);
  const { client } = database;
  await client.tenant.create({ data: { id: scope.tenantId, name: 'Many names' } });
  const { id: questionnaireId } = await client.questionnaire.create({ data: { tenantId: scope.tenantId } });
  const versionId = newId();
  await client.questionnaireVersion.create({
    data: {
      id: versionId,
      questionnaireId,
      tenantId: scope.tenantId,
      version: 1,
      name: 'Basics',
      type: 'DDQ',
      questionCount: 0,
      createdAt: new Date(),
    },
  });
  await client.$executeRaw`
    INSERT INTO entities (id, tenant_id, mode, entity_type, name, legal_name)
    SELECT gen_random_uuid(), ${scope.tenantId}::uuid, 'LIVE', 'COMPANY', name, name
    FROM (SELECT md5(number::text) || ' Ltd' AS name FROM generate_series(1, ${rowCount}::int) AS number) AS made`;
  await client.$executeRaw`
    INSERT INTO responses (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id)
    SELECT gen_random_uuid(), tenant_id, mode, 'Review of ' || md5(name), 'DRAFT', id, ${questionnaireId}, ${versionId}::uuid
    FROM entities`;
  await client.$executeRaw`
    UPDATE responses SET tags = '{Rare,Other}', assignee = 'Ada <ada@team.example>', assignee_address = 'ada@team.example',
      due_at = '2026-03-31T16:00:00Z'
    WHERE id IN (SELECT id FROM responses ORDER BY id LIMIT 5)`;
  // The planner weighs what is in the tables and in the indexes.
  await client.$executeRaw`VACUUM ANALYZE entities`;
  await client.$executeRaw`VACUUM ANALYZE responses`;
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

const indexes = () =>
  database.client.$queryRaw<{ oid: number; name: string; is_valid: boolean }[]>`
    SELECT indexrelid::int AS oid, relname AS name, indisvalid AS is_valid
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relname LIKE '%\\_search' ORDER BY relname`;

/** The plans of the statements that `work` sends. */
async function plansOf(work: (db: Database['client']) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const explain = async (statement: Prisma.Sql) => {
    const rows = await database.client.$queryRaw<{ 'QUERY PLAN': string }[]>(
      Prisma.sql`EXPLAIN ${statement}`,
    );
    plans.push(...rows.map((row) => row['QUERY PLAN']));
    return [{ count: 0 }];
  };
  const db = new Proxy(database.client, {
    get: (client, name) => (name === '$queryRaw' ? explain : Reflect.get(client, name)),
  });
  // What is read of a plan is no row.
  await work(db).catch((error: unknown) => {
    if (plans.length === 0) throw error;
  });
  return plans.join('\n');
}

describe('the plan of a search uses its index', () => {
  const search = 'c4ca4';
  const filter = { search } as Parameters<typeof countResponses>[1];

  it.each<[string, (db: Database['client']) => Promise<unknown>, string[]]>([
    [
      'for a page of entities',
      (db) => listEntities({ db, scope }, { filter: { search }, page }),
      ['entities_search'],
    ],
    ['for the count of entities', (db) => countEntities({ db, scope }, { search }), ['entities_search']],
    [
      'for a page of responses',
      (db) =>
        readResponses(
          { db, scope, services: {} as never },
          {
            conditions: responseConditions(filter),
            parts: [],
            take: 21,
          },
        ),
      ['entities_search', 'responses_search'],
    ],
    [
      'for the count of responses',
      (db) => countResponses({ db, scope }, filter),
      ['entities_search', 'responses_search'],
    ],
  ])('%s', async (_what, work, expected) => {
    const plan = await plansOf(work);
    for (const index of expected) expect(plan).toContain(`Bitmap Index Scan on ${index}`);
    expect(plan).not.toMatch(/Seq Scan on (?:entities|responses)/);
  });

  it.each<[string, object, string]>([
    ['the responses with a tag', { tag: 'RARE' }, 'responses_with_tags'],
    [
      'the responses of an assignee',
      { assignee: 'ADA@team.example' },
      'responses_tenant_id_mode_assignee_address_id_idx',
    ],
    ['the responses that are due', { dueBefore: new Date('2027-01-01') }, 'responses_with_due_date'],
  ])('%s are listed and counted by an index', async (_what, wanted, index) => {
    const own = wanted as typeof filter;
    const list = (db: Database['client']) =>
      readResponses(
        { db, scope, services: {} as never },
        { conditions: responseConditions(own), parts: [], take: 21 },
      );
    const count = (db: Database['client']) => countResponses({ db, scope }, own);
    for (const work of [list, count]) {
      const plan = await plansOf(work);
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/Seq Scan on responses/);
    }
  });

  it.runIf(testEngine === 'postgresql')(
    'whatever text was searched for before: it is not prepared',
    async () => {
      const { client } = database;
      const filters = [{ search: 'abc' }, {}];
      for (const wanted of filters) await listEntities({ db: client, scope }, { filter: wanted, page });
      const prepared = await client.$queryRaw<{ statement: string }[]>`
      SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%to_json(entities)%' AND name LIKE 'postern%'`;
      const lists = prepared.filter(({ statement }) => !statement.includes('pg_prepared_statements'));
      expect(lists).toHaveLength(1);
      expect(lists[0]!.statement).not.toContain('ILIKE');
    },
  );
});

describe('the indexes of searches', () => {
  it('the indexes of searches are created at the first start and stay at later ones', async () => {
    const before = await indexes();
    expect(before.map(({ name, is_valid }) => [name, is_valid])).toEqual([
      ['entities_search', true],
      ['responses_search', true],
    ]);
    await database.close();
    database = await openDatabase(created.settings);
    expect(database.notices).toEqual([]);
    expect(await indexes()).toEqual(before);
  });

  it('the indexes of searches are created again when their creation was interrupted', async () => {
    const [before] = await indexes();
    await database.client
      .$executeRaw`UPDATE pg_index SET indisvalid = false WHERE indexrelid = ${before!.oid}::int::oid`;
    await database.close();
    database = await openDatabase(created.settings);
    const [after] = await indexes();
    expect(after).toMatchObject({ name: before!.name, is_valid: true });
    expect(after!.oid).not.toBe(before!.oid);
  });

  it('the indexes of searches are missing, and the start says what to do, where the extension cannot be created', async () => {
    const pglite = await newPglite();
    let notices: string[] = [];
    await migrateDatabase({
      connection: {
        query: async (sql, values) => (await pglite.query(sql, values)).rows,
        script: async (sql) => {
          await pglite.exec(sql);
        },
      },
      afterwards: async (connection) => {
        notices = await createSearchIndexes(connection);
      },
    });
    expect(notices).toEqual([
      expect.stringMatching(/pg_trgm.*Run CREATE EXTENSION pg_trgm and CREATE EXTENSION btree_gin/),
    ]);
    await pglite.close();
  });
});
