import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { recoverTexts } from '../../src/domain/documents/recover-texts.ts';
import { sweepOrphans } from '../../src/domain/files/sweep-orphans.ts';
import { recoverDeliveries } from '../../src/domain/webhooks/recover-deliveries.ts';
import { expireSessions } from '../../src/domain/workflows/expire-sessions.ts';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { createBenchDatabase } from './database.ts';
import { createTenantOf, type GrowthTenant, questionKeys } from './growth-data.ts';

/**
 * Measures how requests and regular work grow with the number of responses, each with ten answers and all that belongs to them
 * (`growth-data.ts`). The tenants of one database take turns, so that whatever else the machine does strikes all of them.
 * Regular work is measured after each tenant is written. Prints milliseconds as median and 99th percentile, and the size
 * of rows.
 *
 *   npm run bench:growth -- [--responses 1000,100000]      with 1000000 as well it takes an hour and 30 GB
 */
const { values: options } = parseArgs({ options: { responses: { type: 'string', default: '1000,100000' } } });
const sizes = options.responses.split(',').map(Number);
const rounds = 200;
const sweepRounds = 20;
/** The caches of the database and of the gateway are full by then. */
const warmUpRounds = 20;

interface Request {
  method?: 'POST' | 'PUT';
  url: string;
  body?: object;
}

type MakeRequest = (tenant: GrowthTenant, round: number) => Request;

const get =
  (url: string): MakeRequest =>
  ({ questionnaireId }) => ({ url: url.endsWith('=') ? url + questionnaireId : url });
const oneOf = (ids: readonly string[], round: number): string => ids[round % ids.length] ?? '';
const answers = questionKeys.map((key) => ({ question_key: key, value: 'A value of 27 letters, more' }));

const requests: Record<string, MakeRequest> = {
  'responses, with their count': get('/responses/?page_size=20'),
  'responses of one status': get('/responses/?page_size=20&status=SUBMITTED'),
  'responses of one questionnaire': get('/responses/?page_size=20&questionnaire_id='),
  'questionnaires, with their counts of responses': get('/questionnaires/'),
  entities: get('/entities/?page_size=20'),
  'entities of one type': get('/entities/?page_size=20&entity_type=individual'),
  'save of ten answers': ({ responseIds }, round) => ({
    method: 'PUT',
    url: `/responses/${oneOf(responseIds, round)}/save/`,
    body: { answers },
  }),
  'one response with its answers': ({ responseIds }, round) => ({
    url: `/responses/${oneOf(responseIds, round)}/`,
  }),
  'events of one response': ({ responseIds }, round) => ({
    url: `/responses/${oneOf(responseIds, round)}/events/`,
  }),
  'send of a questionnaire': ({ entityIds, questionnaireId }, round) => ({
    method: 'POST',
    url: '/workflows/send/',
    body: {
      entity_id: oneOf(entityIds, round),
      ddq: { questionnaire_id: questionnaireId },
      email: 'recipient@example.com',
    },
  }),
  'responses of one entity, by its name': get('/responses/?page_size=20&search=fseurubsmrrh'),
  'entities of one name': get('/entities/?page_size=20&search=fseurubsmrrh'),
  'responses by words that all names have': get('/responses/?page_size=20&search=review%20of%20fseurubsmrrh'),
  'responses with a text that none has': get('/responses/?page_size=20&search=zzzzqq'),
  'entities with a text that none has': get('/entities/?page_size=20&search=zzzzqq'),
};

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

const { signal } = new AbortController();
const sweeps: Record<string, () => Promise<unknown>> = {
  'sessions that expire': () => expireSessions(gateway.services),
  'deliveries without a job': () => recoverDeliveries(gateway.services),
  'documents without a job': () => recoverTexts(gateway.services),
  'files without a row': () => sweepOrphans(gateway.services, { signal }),
};

try {
  await client.connect();
  console.log(`${database.serverVersion}; responses: ${sizes.join(', ')}`);
  const tenants: GrowthTenant[] = [];
  const sweepTimes = Object.keys(sweeps).map((): string[] => []);
  for (const size of sizes) {
    tenants.push(await createTenantOf(client, size));
    await client.query('VACUUM ANALYZE');
    for (const [place, sweep] of Object.values(sweeps).entries()) {
      sweepTimes[place]?.push(describeTimes(await timesOf(sweep)));
    }
  }
  for (const [name, make] of Object.entries(requests)) {
    const times = tenants.map((): number[] => []);
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      for (const [place, tenant] of tenants.entries()) {
        const elapsed = await measure(tenant, make(tenant, round));
        if (round >= warmUpRounds) {
          times[place]?.push(elapsed);
        }
      }
    }
    console.log(name.padEnd(48), times.map(describeTimes).join('   '));
  }
  for (const [place, name] of Object.keys(sweeps).entries()) {
    console.log(name.padEnd(48), sweepTimes[place]?.join('   '));
  }
  await printRowSizes();
} finally {
  await client.end();
  await gateway.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}

async function measure({ key }: GrowthTenant, { method, url, body }: Request): Promise<number> {
  const started = performance.now();
  const answer = await gateway.app.inject({
    method: method ?? 'GET',
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${key}` },
    ...(body && { payload: body }),
  });
  const elapsed = performance.now() - started;
  if (answer.statusCode >= 300) {
    throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
  }
  return elapsed;
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < sweepRounds; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times;
}

function describeTimes(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return `${at(0.5)} / ${at(0.99)}`.padStart(13);
}

/** The bytes of a row on disk with its texts, and of its entries in all indexes. */
async function printRowSizes(): Promise<void> {
  const { rows } = await client.query<{ name: string; rows: string; row: string; indexes: string }>(`
    SELECT relname AS name, reltuples::bigint AS rows, round(pg_table_size(oid) / reltuples) AS row,
      round(pg_indexes_size(oid) / reltuples) AS indexes
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= ${Math.min(...sizes)} / 2
    ORDER BY pg_total_relation_size(oid) DESC`);
  for (const { name, rows: count, row, indexes } of rows) {
    console.log(name.padEnd(48), `${count} rows of ${row} bytes, ${indexes} in indexes`);
  }
}
