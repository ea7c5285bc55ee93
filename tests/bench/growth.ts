import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApiKeySecret } from '../../src/domain/tenants/api-key-format.ts';
import { createGateway } from '../../src/gateway.ts';
import { newId } from '../../src/ids.ts';
import { hashSecret } from '../../src/secrets/secrets.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createBenchDatabase } from './database.ts';

/**
 * Measures how lists grow: tenants of one database have 1,000 to 1,000,000 responses, and half as many entities. The tenants
 * take turns, so that whatever else the machine does strikes all of them. Prints milliseconds as median and 99th percentile.
 *
 *   npm run bench:growth
 */
const sizes = [1_000, 10_000, 100_000, 1_000_000];
const rounds = 200;
/** The caches of the database and of the gateway are full by then. */
const warmUpRounds = 20;

const requests: Record<string, string> = {
  'responses, with their count': '/responses/?page_size=20',
  'responses of one status': '/responses/?page_size=20&status=SUBMITTED',
  'responses of one questionnaire': '/responses/?page_size=20&questionnaire_id=',
  'questionnaires, with their counts of responses': '/questionnaires/',
  entities: '/entities/?page_size=20',
  'entities of one type': '/entities/?page_size=20&entity_type=individual',
  'responses of one entity, by its name': '/responses/?page_size=20&search=fseurubsmrrh',
  'entities of one name': '/entities/?page_size=20&search=fseurubsmrrh',
  'responses by words that all names have': '/responses/?page_size=20&search=review%20of%20fseurubsmrrh',
  'responses with a text that none has': '/responses/?page_size=20&search=zzzzqq',
  'entities with a text that none has': '/entities/?page_size=20&search=zzzzqq',
};

/** Ids grow with time, as they do in the product. */
const idOf = (row: string) =>
  `(lpad(to_hex(1700000000000 + ${row}), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || 'a' || substr(md5(random()::text), 1, 15))::uuid`;

/** The same in every tenant, so that a text finds as many rows in each: the seventh is Fseurubsmrrhecdhbhocnrnnulrhibuo. */
const nameOf = (row: string) =>
  `initcap(translate(md5(${row}::text), '0123456789abcdef', 'aeioubcdfghlmnrs'))`;

const folder = await mkdtemp(join(tmpdir(), 'postern-bench-growth-'));
const database = await createBenchDatabase(process.env);
const gateway = await createGateway({
  settings: readSettings({
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '0',
  }),
});
const client = new pg.Client({ connectionString: database.url });
try {
  await client.connect();
  const tenants = [];
  for (const size of sizes) {
    tenants.push(await createTenantOf(size));
  }
  await client.query('VACUUM ANALYZE');
  console.log(`${database.serverVersion}, ${rounds} requests each; responses: ${sizes.join(', ')}`);
  for (const [name, path] of Object.entries(requests)) {
    const times = tenants.map((): number[] => []);
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      for (const [place, tenant] of tenants.entries()) {
        const elapsed = await measure(tenant, path);
        if (round >= warmUpRounds) {
          times[place]?.push(elapsed);
        }
      }
    }
    console.log(name.padEnd(48), times.map(describeTimes).join('   '));
  }
} finally {
  await client.end();
  await gateway.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}

interface Tenant {
  key: string;
  questionnaireId: number;
}

async function measure({ key, questionnaireId }: Tenant, path: string): Promise<number> {
  const started = performance.now();
  const answer = await gateway.app.inject({
    url: `/api/v1${path.endsWith('=') ? path + questionnaireId : path}`,
    headers: { authorization: `Bearer ${key}` },
  });
  const elapsed = performance.now() - started;
  if (answer.statusCode !== 200) {
    throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
  }
  return elapsed;
}

function describeTimes(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return `${at(0.5)} / ${at(0.99)}`.padStart(13);
}

async function createTenantOf(size: number): Promise<Tenant> {
  const [tenantId, key] = [newId(), createApiKeySecret('LIVE')];
  await client.query('INSERT INTO tenants (id, name) VALUES ($1, $2)', [tenantId, `${size} responses`]);
  await client.query(
    `INSERT INTO api_keys (id, tenant_id, mode, name, scopes, prefix, hash) VALUES ($1, $2, 'LIVE', 'Bench', '{ADMIN,READ}', 'bench', $3)`,
    [newId(), tenantId, hashSecret(key)],
  );
  const { rows } = await client.query<{ id: number }>(
    'INSERT INTO questionnaires (tenant_id) SELECT $1 FROM generate_series(1, 20) RETURNING id',
    [tenantId],
  );
  const questionnaireIds = rows.map(({ id }) => id);
  await client.query(
    `INSERT INTO questionnaire_versions (id, questionnaire_id, tenant_id, version, name, type, question_count, created_at)
    SELECT gen_random_uuid(), id, tenant_id, 1, 'Questionnaire', 'DDQ', 0, now() FROM questionnaires WHERE tenant_id = $1`,
    [tenantId],
  );
  await client.query(
    `INSERT INTO entities (id, tenant_id, mode, entity_type, name, legal_name, first_name, last_name, email, external_id)
    SELECT ${idOf('row')}, $1, 'LIVE', CASE WHEN is_company THEN 'COMPANY' ELSE 'INDIVIDUAL' END::"EntityType", name,
      CASE WHEN is_company THEN name END, CASE WHEN NOT is_company THEN 'Robin' END, CASE WHEN NOT is_company THEN name END,
      'contact' || row || '@example.com', 'EXT-' || row
    FROM (SELECT row, row % 3 > 0 AS is_company, ${nameOf('row')} || ' ' || row AS name FROM generate_series(1, $2::int / 2) AS row) AS made`,
    [tenantId, size],
  );
  await client.query(
    `INSERT INTO responses (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id)
    SELECT ${idOf('row')}, $1, 'LIVE', 'Review of ' || ${nameOf('row')},
      (ARRAY['DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'REVIEWED', 'APPROVED'])[row % 5 + 1]::"ResponseStatus",
      entity.id, version.questionnaire_id, version.id
    FROM generate_series(1, $2::int) AS row
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM entities WHERE tenant_id = $1) entity
      ON entity.place = row::bigint * 7919 % ($2::int / 2)
    JOIN (SELECT id, questionnaire_id, row_number() OVER (ORDER BY questionnaire_id) - 1 AS place
      FROM questionnaire_versions WHERE tenant_id = $1) version ON version.place = row % 20`,
    [tenantId, size],
  );
  return { key, questionnaireId: questionnaireIds[0] ?? 0 };
}
