/**
 * What open streams cost a gateway that has nothing to send.
 *
 *   node tests/bench/streams.ts [STREAMS]     with DATABASE_URL on that server, otherwise on the embedded database
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

const streams = Number(process.argv[2] ?? 500);
const streamsPerKey = 20;
const operatorKey = 'operator-key-of-the-benchmark-of-streams';
const settleSeconds = 10;
const measuredSeconds = 30;
/** Linux counts processor time in these. */
const ticksPerSecond = 100;

const folder = await mkdtemp(join(tmpdir(), 'postern-streams-'));
const { DATABASE_URL } = process.env;
const gateway = spawn(process.execPath, ['src/main.ts'], {
  env: {
    PATH: process.env['PATH'] ?? '',
    DATA_DIR: folder,
    PORT: '0',
    OPERATOR_KEY: operatorKey,
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '0',
    ...(DATABASE_URL && { DATABASE_URL }),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});

async function readUrl(): Promise<string> {
  for await (const line of createInterface({ input: gateway.stdout })) {
    const url = /^Postern ready at (\S+)$/.exec(line)?.[1];
    if (url !== undefined) {
      gateway.stdout.resume();
      return url;
    }
  }
  throw new Error('The gateway did not start.');
}

async function mutate(url: string, query: string, input: object) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as { data: never; errors: unknown };
  if (errors) {
    throw new Error(JSON.stringify(errors));
  }
  return data;
}

/** Resolves when the first bytes have arrived. */
async function open(url: string, key: string, agent: Agent): Promise<void> {
  const body = JSON.stringify({ query: 'subscription { events { id type } }' });
  const headers = {
    authorization: `Bearer ${key}`,
    accept: 'text/event-stream',
    'content-type': 'application/json',
  };
  const sent = request(`${url}/graphql`, { method: 'POST', agent, headers });
  sent.end(body);
  const [response] = await once(sent, 'response');
  await once(response, 'data');
}

async function readUsage(): Promise<{ memoryMb: number; cpuSeconds: number }> {
  const [status, stat] = await Promise.all(
    ['status', 'stat'].map((name) => readFile(`/proc/${gateway.pid}/${name}`, 'utf8')),
  );
  const fields = (stat ?? '').slice((stat ?? '').lastIndexOf(')') + 2).split(' ');
  return {
    memoryMb: Number(/VmRSS:\s+(\d+)/.exec(status ?? '')?.[1]) / 1_000,
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
}

/** Processor time in percent of a core, while nothing happens. */
async function measureIdle(): Promise<{ memoryMb: number; percentOfCore: number }> {
  await setTimeout(settleSeconds * 1_000);
  const before = await readUsage();
  await setTimeout(measuredSeconds * 1_000);
  const after = await readUsage();
  return {
    memoryMb: after.memoryMb,
    percentOfCore: ((after.cpuSeconds - before.cpuSeconds) / measuredSeconds) * 100,
  };
}

try {
  const url = await readUrl();
  const { createTenant } = (await mutate(
    url,
    `mutation ($input: CreateTenantInput!) {
      createTenant(input: $input) { ... on CreateTenantPayload { tenant { id } } }
    }`,
    { name: 'Streams', credits: 0 },
  )) as { createTenant: { tenant: { id: string } } };
  const without = await measureIdle();
  const agent = new Agent({ keepAlive: true });
  for (let opened = 0; opened < streams; opened += streamsPerKey) {
    const { createApiKey } = (await mutate(
      url,
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on CreateApiKeyPayload { secret } } }',
      { tenantId: createTenant.tenant.id, name: `Streams ${opened}`, scopes: ['READ'] },
    )) as { createApiKey: { secret: string } };
    const count = Math.min(streamsPerKey, streams - opened);
    await Promise.all(Array.from({ length: count }, () => open(url, createApiKey.secret, agent)));
  }
  const open500 = await measureIdle();
  console.log(
    `without streams: ${without.memoryMb.toFixed(0)} MB, ${without.percentOfCore.toFixed(1)} % of a core`,
  );
  console.log(
    `${streams} streams: ${open500.memoryMb.toFixed(0)} MB, ${open500.percentOfCore.toFixed(1)} % of a core`,
  );
  agent.destroy();
} finally {
  gateway.kill('SIGTERM');
  await once(gateway, 'exit');
  await rm(folder, { recursive: true, force: true });
}
