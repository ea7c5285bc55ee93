import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createBenchDatabase } from './database.ts';
import { type BenchServer, pinLoad, startServer } from './servers.ts';

/**
 * Measures whether busy tenants slow another one down: three tenants send as many requests per second as their rate limit
 * allows, and a fourth sends one after the other. Rounds with and without the three alternate. Prints the fourth's
 * milliseconds as median and 99th percentile.
 *
 *   npm run bench:tenants
 */
const busyTenants = 3;
/** The default limit of a tenant, 6,000 per minute. */
const requestsPerSecond = 100;
const responsesEach = 50;
const rounds = 6;
const roundSeconds = 5;
/** The fourth tenant pauses in between, as a person does, so that it has no part in what it measures. */
const pauseMs = 10;
const operatorKey = 'operator-key-of-the-bench';

interface Tenant {
  keys: string[];
  responses: { id: string }[];
  question: string;
}

pinLoad();
const database = await createBenchDatabase(process.env);
const folder = await mkdtemp(join(tmpdir(), 'postern-bench-tenants-'));
const server = await startServer({
  file: 'src/main.ts',
  environment: {
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: '0',
    OPERATOR_KEY: operatorKey,
  },
  logFile: join(folder, 'log'),
});
try {
  const [measured, ...busy] = await Promise.all(
    Array.from({ length: busyTenants + 1 }, (_, index) => createTenant(server, `Tenant ${index}`)),
  );
  if (!measured) {
    throw new Error('No tenant was created.');
  }
  const times: { alone: number[]; beside: number[] } = { alone: [], beside: [] };
  await measure(measured, roundSeconds);
  for (let round = 0; round < rounds; round += 1) {
    times.alone.push(...(await measure(measured, roundSeconds)));
    const end = new AbortController();
    const working = busy.map((tenant) => keepBusy(tenant, end.signal));
    times.beside.push(...(await measure(measured, roundSeconds)));
    end.abort();
    const made = await Promise.all(working);
    console.error(`round ${round + 1}: the busy tenants made ${made.join(', ')} requests`);
  }
  console.log(`${database.serverVersion}, ${times.alone.length} and ${times.beside.length} requests`);
  console.log(`alone                         ${describe(times.alone)} ms`);
  console.log(`beside three busy tenants     ${describe(times.beside)} ms`);
} finally {
  await server.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
}

function headersOf(key: string | undefined) {
  return { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
}

/** A list, a response and a save, one after the other. */
function requestOf({ responses, question }: Tenant, number: number) {
  const id = responses[number % responses.length]?.id;
  const answers = [{ question_id: question, value: `Answer ${number}` }];
  return [
    { method: 'GET', path: '/responses/?page_size=20' },
    { method: 'GET', path: `/responses/${id}/` },
    { method: 'PUT', path: `/responses/${id}/save/`, body: JSON.stringify({ answers }) },
  ][number % 3] as { method: string; path: string; body?: string };
}

async function call(tenant: Tenant, number: number): Promise<void> {
  const { path, ...request } = requestOf(tenant, number);
  const response = await fetch(`${server.url}/api/v1${path}`, {
    ...request,
    headers: headersOf(tenant.keys[number % tenant.keys.length]),
  });
  await response.arrayBuffer();
  if (!response.ok) {
    throw new Error(`${request.method} ${path} returned ${response.status}.`);
  }
}

async function measure(tenant: Tenant, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const endsAt = performance.now() + seconds * 1_000;
  for (let number = 0; performance.now() < endsAt; number += 1) {
    const startedAt = performance.now();
    await call(tenant, number);
    times.push(performance.now() - startedAt);
    await setTimeout(pauseMs);
  }
  return times;
}

/** Starts a request whenever it is time for one, whether the ones before have finished or not. Returns how many. */
async function keepBusy(tenant: Tenant, signal: AbortSignal): Promise<number> {
  const startedAt = performance.now();
  const inProgress = new Set<Promise<void>>();
  let number = 0;
  while (!signal.aborted) {
    const isTime = number < ((performance.now() - startedAt) / 1_000) * requestsPerSecond;
    if (isTime) {
      const request = call(tenant, number).finally(() => inProgress.delete(request));
      inProgress.add(request);
      number += 1;
    } else {
      await setTimeout(2);
    }
  }
  await Promise.all(inProgress);
  return number;
}

function describe(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  return `${at(0.5)} / ${at(0.99)}`;
}

async function createTenant({ url }: BenchServer, name: string): Promise<Tenant> {
  const ask = async (key: string, query: string, input: object) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: headersOf(key),
      body: JSON.stringify({ query, variables: { input } }),
    });
    return ((await response.json()) as { data: { made: any } }).data.made;
  };
  const { tenant, secret } = await ask(
    operatorKey,
    'mutation ($input: CreateTenantInput!) { made: createTenant(input: $input) { ... on CreateTenantPayload { tenant { id } secret } } }',
    { name, credits: 1 },
  );
  // The limit of a tenant is twice that of a key.
  const { secret: second } = await ask(
    operatorKey,
    'mutation ($input: CreateApiKeyInput!) { made: createApiKey(input: $input) { ... on CreateApiKeyPayload { secret } } }',
    { tenantId: tenant.id, name: 'Second', scopes: ['WRITE'] },
  );
  const question = { key: 'purpose', text: 'What does the company do?', type: 'TEXT' };
  const { questionnaire } = await ask(
    secret,
    `mutation ($input: CreateQuestionnaireInput!) { made: createQuestionnaire(input: $input) {
      ... on CreateQuestionnairePayload { questionnaire { id currentVersion { sections { questions { id } } } } } } }`,
    { name: 'Business', type: 'DDQ', sections: [{ title: 'Business', questions: [question] }] },
  );
  const responses = [];
  for (let index = 0; index < responsesEach; index += 1) {
    responses.push(
      await ask(
        secret,
        'mutation ($input: SendWorkflowInput!) { made: sendWorkflow(input: $input) { ... on WorkflowReceipt { id: responseId } } }',
        {
          entity: { legalName: `Company ${index} Ltd` },
          ddq: { questionnaireId: questionnaire.id, prefill: true },
        },
      ),
    );
  }
  return {
    keys: [secret, second],
    responses,
    question: questionnaire.currentVersion.sections[0].questions[0].id,
  };
}
