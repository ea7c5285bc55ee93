import { afterAll, beforeAll, expect, it } from 'vitest';
import { Prisma } from '../../src/database/client/client.ts';
import { callerWith, createQuestionnaire, furnish, type Things } from '../access/furnish.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

/** A foreign key as the catalog has it. */
interface Relation {
  name: string;
  child: string;
  parent: string;
  columns: string[];
  parentColumns: string[];
  isValid: boolean;
}

/** Columns that name a row and have no foreign key, because the row can be younger, older or gone. */
const withoutKey: Record<string, RegExp> = {
  'who or what has acted, which can be gone': /\.actor_id$/,
  'of rows that outlive what they report': /^(?:audit_events|captured_mails|credit_entries|erasures)\./,
  'of plans, which are written before what they lead to': /^(?:dispatches\.|batch_items\.entity_id$)/,
  'of requests, which are in the log alone': /\.request_id$/,
  'of the key that has sealed a value': /key_id$/,
  'of the tenant’s own systems': /^entities\.external_id$/,
  'of the gateway’s jobs and the provider’s records': /\.(?:job_id|provider_client_id)$/,
  'of documents that can be deleted': /^answer_annotations\.document_id$/,
  'of the link of an upload, which is a plan': /^documents\.(?:dispatch_id|workflow_session_id)$/,
  'of the link in force, which is a plan': /^workflow_sessions\.live_dispatch_id$/,
  'of responses whose events are kept': /^webhook_events\.(?:response_id|entity_id)$/,
  'of the questionnaire, which the version determines': /^responses\.questionnaire_id$/,
};

let gateway: TestGateway;
let own: Things;
let others: Things;

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { WORKER: 'none' } });
  own = await newTenant();
  others = await newTenant();
});
afterAll(() => gateway.drop());

async function newTenant(): Promise<Things> {
  const caller = callerWith(gateway, (await gateway.createTenant()).key);
  const things = await furnish(caller, {
    word: 'Zephyrine',
    questionnaire: await createQuestionnaire(caller),
  });
  const { allTenants } = gateway.services;
  const { tenant: tenantId, prefill: responseId, question: questionId, verificationSession } = things;
  await allTenants.answerAnnotation.create({
    data: {
      ...{ tenantId, responseId, questionId, documentId: things.document, documentName: 'scan.pdf' },
      ...{ quote: '', confidence: 1, engine: 'BUILTIN' },
    },
  });
  await allTenants.providerCheck.create({
    data: {
      ...{ id: `check of ${tenantId}`, tenantId, mode: 'LIVE', check: 'DOCUMENT', reportedAt: new Date() },
      verificationSessionId: verificationSession,
    },
  });
  return things;
}

const relations = () => gateway.services.allTenants.$queryRaw<Relation[]>`
  SELECT conname AS name, conrelid::regclass::text AS child, confrelid::regclass::text AS parent, convalidated AS "isValid",
    ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS key (number, place)
      JOIN pg_attribute ON attrelid = conrelid AND attnum = number ORDER BY place) AS columns,
    ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY AS key (number, place)
      JOIN pg_attribute ON attrelid = confrelid AND attnum = number ORDER BY place) AS "parentColumns"
  FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conname`;

/** Those that do not lead to the tenant itself. */
const relationsOfTenants = async () => (await relations()).filter(({ parent }) => parent !== 'tenants');

/** Other values of unique columns than any row has, so that nothing but what a row refers to is wrong with it. */
const unlikeOthers = {
  position: 9_999,
  number: 9_999,
  key: 'other',
  version: 9_999,
  is_current: false,
  sha256: 'other',
};

/** Takes a row of a tenant away and writes it again with other values, and then undoes both. */
async function writeAgain(child: string, tenantId: string, changes: object): Promise<void> {
  const undone = new Error('Everything went well, and is undone.');
  const table = Prisma.raw(`"${child}"`);
  const writing = gateway.services.allTenants.$transaction(async (transaction) => {
    const [found] = await transaction.$queryRaw<{ row: Record<string, unknown>; place: string }[]>`
      SELECT to_jsonb(child) AS row, ctid::text AS place FROM ${table} child WHERE tenant_id = ${tenantId}::uuid
      ORDER BY to_jsonb(child) ->> 'id' LIMIT 1`;
    if (!found) {
      throw new Error(`There is no row of ${child}.`);
    }
    // What refers to the row is left alone.
    await transaction.$executeRaw`SET LOCAL session_replication_role = replica`;
    await transaction.$executeRaw`DELETE FROM ${table} WHERE ctid = ${found.place}::tid`;
    await transaction.$executeRaw`SET LOCAL session_replication_role = origin`;
    await transaction.$executeRaw`
      INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table},
        ${JSON.stringify({ ...found.row, ...unlikeOthers, ...changes })}::jsonb)`;
    throw undone;
  });
  await writing.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
}

it('each relation between rows of tenants has the tenant in its key, and was checked for all rows', async () => {
  const found = await relationsOfTenants();
  expect(found.length).toBeGreaterThan(20);
  for (const { name, columns, parentColumns, isValid } of found) {
    expect({ name, columns: columns.at(-1), parentColumns: parentColumns.at(-1), isValid }).toEqual({
      name,
      columns: 'tenant_id',
      parentColumns: 'tenant_id',
      isValid: true,
    });
  }
});

it('a row that refers to a row of another tenant is rejected, for each relation in the catalog', async () => {
  for (const { name, child, parent, columns, parentColumns } of await relationsOfTenants()) {
    const [column, parentColumn] = [columns[0]!, parentColumns[0]!];
    const [target] = await gateway.services.allTenants.$queryRaw<{ id: unknown }[]>`
      SELECT to_jsonb(parent) -> ${parentColumn} AS id FROM ${Prisma.raw(`"${parent}"`)} parent
      WHERE tenant_id = ${others.tenant}::uuid LIMIT 1`;
    expect(target, `${parent} has a row`).toBeDefined();
    await expect(writeAgain(child, own.tenant, {}), `${child} as it is`).resolves.toBeUndefined();
    await expect(
      writeAgain(child, own.tenant, { [column]: target!.id }),
      `${child}.${column} of another tenant`,
    ).rejects.toThrow(name);
  }
});

it('each column that names a row has a foreign key, or a reason not to', async () => {
  const keyed = new Set(
    (await relations()).flatMap(({ child, columns }) => columns.map((column) => `${child}.${column}`)),
  );
  const columns = await gateway.services.allTenants.$queryRaw<{ name: string }[]>`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns columns
    WHERE table_schema = 'public' AND column_name LIKE '%\\_id' AND column_name <> 'tenant_id' AND EXISTS (
      SELECT FROM information_schema.columns own
      WHERE own.table_schema = 'public' AND own.table_name = columns.table_name AND own.column_name = 'tenant_id')
    ORDER BY 1`;
  const reasons = Object.values(withoutKey);
  const without = columns.map(({ name }) => name).filter((name) => !keyed.has(name));
  expect(without.filter((name) => !reasons.some((reason) => reason.test(name)))).toEqual([]);
});
