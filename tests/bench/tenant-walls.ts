import { parseArgs } from 'node:util';
import pg from 'pg';
import { newId } from '../../src/ids.ts';
import { createBenchDatabase } from './database.ts';

/**
 * Compares ways to keep a row from referring to another tenant's, for docs/decisions/0003-tenants-in-keys.md: keys without the
 * tenant, keys with it, and row-level security. The ways take turns, so that whatever else the machine does affects all of
 * them.
 *
 *   npm run bench:walls -- [--responses 50000]
 */
const { values: options } = parseArgs({ options: { responses: { type: 'string', default: '50000' } } });
const responses = Number(options.responses);
const answersPerResponse = 10;
const rounds = 400;
const tenants = [newId(), newId()] as const;

/** A way is a schema of its own with the same tables. */
interface Way {
  name: string;
  schema: string;
  /** How tables refer to each other, once they are filled. */
  keys: (schema: string) => string;
  /** What precedes each statement of a tenant. */
  before?: (client: pg.Client, tenantId: string) => Promise<unknown>;
}

const references = [
  ['responses', 'entity_id', 'entities'],
  ['answers', 'response_id', 'responses'],
] as const;
const tables = ['entities', 'responses', 'answers'] as const;

const simpleKeys = (schema: string) =>
  references
    .map(
      ([table, column, target]) =>
        `ALTER TABLE ${schema}.${table} ADD FOREIGN KEY (${column}) REFERENCES ${schema}.${target} (id);`,
    )
    .join('\n');
const keysWithTenant = (schema: string) =>
  [
    ...['entities', 'responses'].map((table) => `CREATE UNIQUE INDEX ON ${schema}.${table} (id, tenant_id);`),
    ...references.map(
      ([table, column, target]) =>
        `ALTER TABLE ${schema}.${table} ADD FOREIGN KEY (${column}, tenant_id) REFERENCES ${schema}.${target} (id, tenant_id);`,
    ),
  ].join('\n');
/** Foreign keys are checked without the policies, so that a policy has to look for what a row refers to itself. */
const policies = (schema: string) =>
  [
    simpleKeys(schema),
    ...tables.map((table) => {
      const reference = references.find(([name]) => name === table);
      const own = `tenant_id = current_setting('postern.tenant')::uuid`;
      const check = reference
        ? `${own} AND EXISTS (SELECT FROM ${schema}.${reference[2]} target WHERE target.id = ${reference[1]})`
        : own;
      return `ALTER TABLE ${schema}.${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${schema}.${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON ${schema}.${table} USING (${own}) WITH CHECK (${check});`;
    }),
    `GRANT USAGE ON SCHEMA ${schema} TO postern_bench_role; GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO postern_bench_role;`,
  ].join('\n');

const ways: Way[] = [
  { name: 'keys without the tenant', schema: 'plain', keys: simpleKeys },
  { name: 'keys with the tenant', schema: 'composite', keys: keysWithTenant },
  {
    name: 'row-level security',
    schema: 'secured',
    keys: policies,
    before: (client, tenantId) =>
      client.query({
        name: 'tenant',
        text: `SELECT set_config('postern.tenant', $1, false)`,
        values: [tenantId],
      }),
  },
];

const create = (schema: string) => `
  CREATE SCHEMA ${schema};
  CREATE TABLE ${schema}.entities (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, name text NOT NULL, email text,
    created_at timestamptz(3) NOT NULL DEFAULT now());
  CREATE INDEX ON ${schema}.entities (tenant_id, id);
  CREATE TABLE ${schema}.responses (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, entity_id uuid NOT NULL, name text NOT NULL,
    status text NOT NULL, updated_at timestamptz(3) NOT NULL DEFAULT now());
  CREATE INDEX ON ${schema}.responses (tenant_id, id);
  CREATE INDEX ON ${schema}.responses (tenant_id, entity_id, id);
  CREATE TABLE ${schema}.answers (response_id uuid NOT NULL, question_id uuid NOT NULL, tenant_id uuid NOT NULL,
    value text NOT NULL, PRIMARY KEY (response_id, question_id));
  INSERT INTO ${schema}.entities (id, tenant_id, name) SELECT pg_temp.id_of(1, n), pg_temp.tenant_of(n), 'Entity ' || n
    FROM generate_series(1, ${responses}) n;
  INSERT INTO ${schema}.responses (id, tenant_id, entity_id, name, status)
    SELECT pg_temp.id_of(2, n), pg_temp.tenant_of(n), pg_temp.id_of(1, n), 'Review ' || n, 'DRAFT' FROM generate_series(1, ${responses}) n;
  INSERT INTO ${schema}.answers SELECT pg_temp.id_of(2, n), pg_temp.id_of(3, q), pg_temp.tenant_of(n), repeat('x', 90)
    FROM generate_series(1, ${responses}) n, generate_series(1, ${answersPerResponse}) q;`;

/** Rows have ids that grow with their numbers, and alternate between the tenants. */
const helpers = `
  CREATE FUNCTION pg_temp.id_of(kind int, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT (lpad(to_hex(kind), 8, '0') || '00007000a000' || lpad(to_hex(n), 12, '0'))::uuid $$;
  CREATE FUNCTION pg_temp.tenant_of(n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT CASE n % 2 WHEN 0 THEN '${tenants[0]}'::uuid ELSE '${tenants[1]}'::uuid END $$;`;
const idOf = (kind: number, n: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-a000-${n.toString(16).padStart(12, '0')}`;

/** What a request asks of the database; each names its tenant, as the gateway's statements do. */
const work: Record<
  string,
  (client: pg.Client, schema: string, tenantId: string, n: number) => Promise<unknown>
> = {
  // Two statements, because a policy does not see what its own statement inserts.
  'insert of an entity, then of a response': async (client, schema, tenantId) => {
    const [entityId, responseId] = [newId(), newId()];
    await client.query({
      name: `insert entity ${schema}`,
      text: `INSERT INTO ${schema}.entities (id, tenant_id, name) VALUES ($1, $2, 'New')`,
      values: [entityId, tenantId],
    });
    await client.query({
      name: `insert response ${schema}`,
      text: `INSERT INTO ${schema}.responses (id, tenant_id, entity_id, name, status) VALUES ($1, $2, $3, 'New', 'DRAFT')`,
      values: [responseId, tenantId, entityId],
    });
  },
  'list of 20 responses with their entities': (client, schema, tenantId) =>
    client.query({
      name: `list ${schema}`,
      text: `SELECT responses.*, entities.name AS entity FROM ${schema}.responses JOIN ${schema}.entities ON entities.id = entity_id
        WHERE responses.tenant_id = $1 ORDER BY responses.id DESC LIMIT 20`,
      values: [tenantId],
    }),
  'one response with its answers': (client, schema, tenantId, n) =>
    client.query({
      name: `detail ${schema}`,
      text: `SELECT responses.*, (SELECT json_agg(answers) FROM ${schema}.answers WHERE response_id = responses.id) AS answers
        FROM ${schema}.responses WHERE id = $1 AND tenant_id = $2`,
      values: [idOf(2, n), tenantId],
    }),
  'save of 10 answers': (client, schema, tenantId, n) =>
    client.query({
      name: `save ${schema}`,
      text: `WITH saved AS (UPDATE ${schema}.responses SET updated_at = now() WHERE id = $1 AND tenant_id = $2 RETURNING id, tenant_id)
        INSERT INTO ${schema}.answers SELECT saved.id, question, saved.tenant_id, repeat('y', 90) FROM saved, unnest($3::uuid[]) question
        ON CONFLICT (response_id, question_id) DO UPDATE SET value = excluded.value`,
      values: [idOf(2, n), tenantId, Array.from({ length: answersPerResponse }, (_, q) => idOf(3, q + 1))],
    }),
  'first save of 10 answers': (client, schema, tenantId, n) =>
    client.query({
      name: `first save ${schema}`,
      text: `INSERT INTO ${schema}.answers SELECT $1, question, $2, repeat('y', 90) FROM unnest($3::uuid[]) question`,
      values: [idOf(2, n), tenantId, Array.from({ length: answersPerResponse }, () => newId())],
    }),
};

const database = await createBenchDatabase(process.env);
const owner = new pg.Client({ connectionString: database.url });
const client = new pg.Client({ connectionString: database.url });
try {
  await owner.connect();
  await client.connect();
  await owner.query(helpers);
  await owner.query(
    `DO $$ BEGIN CREATE ROLE postern_bench_role; EXCEPTION WHEN duplicate_object THEN END $$`,
  );
  for (const { schema, keys } of ways) {
    await owner.query(create(schema));
    await owner.query(keys(schema));
    await owner.query(
      `GRANT USAGE ON SCHEMA ${schema} TO postern_bench_role; GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO postern_bench_role`,
    );
  }
  await owner.query('VACUUM ANALYZE');
  // Policies do not apply to a superuser.
  await client.query('SET ROLE postern_bench_role');
  console.log(
    `${database.serverVersion}, ${responses} responses; milliseconds, median / 99th percentile of ${rounds}`,
  );
  for (const [name, run] of Object.entries(work)) {
    const times = ways.map((): number[] => []);
    for (let round = 0; round < rounds + 20; round += 1) {
      for (const [place, { schema, before }] of ways.entries()) {
        const n = 1 + ((round * 7919) % responses);
        const tenantId = tenants[n % 2 === 0 ? 0 : 1];
        const started = performance.now();
        await before?.(client, tenantId);
        await run(client, schema, tenantId, n);
        if (round >= 20) times[place]?.push(performance.now() - started);
      }
    }
    console.log(
      name.padEnd(42),
      ways.map(({ name: way }, place) => `${way}: ${describe(times[place] ?? [])}`).join('   '),
    );
  }
  for (const { name, schema } of ways) {
    const { rows } = await owner.query<{ tables: string; indexes: string }>(
      `SELECT pg_size_pretty(sum(pg_table_size(oid))) AS tables, pg_size_pretty(sum(pg_indexes_size(oid))) AS indexes
      FROM pg_class WHERE relkind = 'r' AND relnamespace = $1::regnamespace`,
      [schema],
    );
    console.log(name.padEnd(42), `tables ${rows[0]?.tables}, indexes ${rows[0]?.indexes}`);
  }
} finally {
  await client.end();
  // A role belongs to the server, not to the database.
  await owner.query('DROP OWNED BY postern_bench_role; DROP ROLE postern_bench_role');
  await owner.end();
  await database.drop();
}

function describe(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  return `${at(0.5)} / ${at(0.99)}`;
}
