import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { cpuTimeMs } from '../../src/text-extraction/cpu-time.ts';
import { startAutofill } from '../autofill/support.ts';
import { burningPdf } from '../support/burning-pdf.ts';
import { formOf, formType } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { readersOf } from '../support/reader-processes.ts';
import { createPrefill } from '../support/responses.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { createWorld, type World } from '../support/world.ts';
import { createHook, type Hook, sendTestEvent } from '../webhooks/delivery-support.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';
import type { Client } from './support.ts';

/** What service managers are told to wait. */
const longestStopMs = 15_000;

let setUp: TestGateway;
let world: World;
let receiver: WebhookReceiver;
let model: ModelServer;
/** A tenant that has nothing left from the first stop. */
let other: World;
let hook: Hook;
let gateway: GatewayProcess;
let client: Client;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  model = await startModelServer();
  setUp = await startTestGateway();
  world = await createWorld(setUp);
  hook = await createHook(receiver, world.tenant, ['response.submitted']);
  other = await createWorld(setUp);
  // The embedded database takes one process at a time.
  await setUp.close();
});
beforeEach(() => {
  hook.behave('hang');
});
afterAll(async () => {
  await gateway.end('SIGKILL');
  await setUp.drop();
  await receiver.close();
  await model.close();
});

const start = async ({ tenant }: World, environment: Record<string, string>) => {
  gateway = await startGatewayProcess({ settings: setUp.settings, environment });
  client = gateway.clientFor(tenant.key);
};

/** The same tenant, whose calls reach the process. */
const reaching = (of: World): World => ({ ...of, tenant: { ...of.tenant, ...client } });

/** Uploads a file, and resolves with the outcome, also when the connection is cut. */
const upload = ({ company, tenant }: World, content: Buffer, fileName: string) =>
  fetch(`${gateway.url}/api/v1/entities/${company}/documents/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.key}`, 'content-type': formType },
    body: new Uint8Array(formOf([{ name: 'file', file: { content, fileName } }])),
  })
    .then(({ status }) => status)
    .catch(() => 'cut off' as const);

/** Signals the process more than once, and returns its status and what it left behind. */
async function stop() {
  const readers = readersOf(gateway.pid);
  const startedAt = performance.now();
  process.kill(gateway.pid, 'SIGTERM');
  process.kill(gateway.pid, 'SIGINT');
  const status = await gateway.end('SIGTERM');
  const stopMs = performance.now() - startedAt;
  await expect.poll(() => readers.filter((id) => existsSync(`/proc/${id}`))).toEqual([]);
  return { status, stopMs };
}

async function readRows() {
  const database = await openDatabase(setUp.settings);
  try {
    const { client: rows } = database;
    return {
      jobs: await rows.$queryRaw<{ name: string; state: string; due: boolean }[]>`
        SELECT DISTINCT name, state::text, start_after <= now() AS due FROM pgboss.job WHERE state < 'completed'
        ORDER BY 1, 2`,
      runs: await rows.autofillRun.findMany({ select: { status: true } }),
      attempts: await rows.webhookAttempt.count(),
      entities: await rows.entity.count(),
      unread: await rows.document.count({ where: { readable: false, unreadableReason: null } }),
    };
  } finally {
    await database.close();
  }
}

it('SIGTERM among hanging receivers, a silent model and files without end puts every job back, due immediately', async () => {
  await start(world, { AUTOFILL_MODEL_URL: model.url, AUTOFILL_MODEL: 'silent' });
  expect(await upload(world, Buffer.from('Name: Acme Trading Ltd, with 12 employees.'), 'register.txt')).toBe(
    201,
  );
  model.behave('silence');
  await startAutofill(reaching(world), await createPrefill(reaching(world)));
  for (let count = 0; count < 20; count += 1) {
    await sendTestEvent(client, hook);
  }
  const uploads = [upload(world, burningPdf('one'), 'one.pdf'), upload(world, burningPdf('two'), 'two.pdf')];
  await expect.poll(() => hook.received.length).toBe(2);
  await expect.poll(() => model.openRequests()).toBeGreaterThan(0);
  // One of them is kept for later, because the other has the reader.
  expect(await Promise.race(uploads)).toBe(201);

  const { status, stopMs } = await stop();
  expect(status).toBe(0);
  expect(stopMs).toBeLessThan(longestStopMs);
  // They are kept, and read by the next process.
  expect(await Promise.all(uploads)).toEqual([201, 201]);
  const rows = await readRows();
  expect(rows.jobs).toEqual(
    expect.arrayContaining([
      { name: 'autofill', state: 'retry', due: true },
      { name: 'webhook-delivery', state: 'created', due: true },
      { name: 'webhook-delivery', state: 'retry', due: true },
    ]),
  );
  // Nothing counts as being worked on, or has to wait.
  expect(rows.jobs.filter(({ state, due }) => state === 'active' || !due)).toEqual([]);
  expect(rows.runs).toEqual([{ status: 'PROCESSING' }]);
  expect(rows.attempts).toBe(0);
  expect(rows.unread).toBe(2);
}, 90_000);

it('SIGTERM during a search and with a queue of transactions exits with 0, and what was confirmed is kept', async () => {
  await start(other, {});
  const before = (await readTotals()).entities;
  const labels = Buffer.from('Registration number: HRB 12345\n'.repeat(60_000));
  expect(await upload(other, labels, 'labels.txt')).toBe(201);
  const { body: documents } = await client.rest('GET', `/entities/${other.company}/documents/`);
  const cpuBefore = cpuTimeMs(gateway.pid);
  await startAutofill(reaching(other), await createPrefill(reaching(other)), {
    document_ids: [documents.results[0].id],
  });
  await expect.poll(() => cpuTimeMs(gateway.pid) - cpuBefore).toBeGreaterThan(1_000);
  const creating = Array.from({ length: 400 }, (_, index) =>
    client
      .rest('POST', '/entities/', { legal_name: `Company ${index}` })
      .then(({ status }) => status)
      .catch(() => 'cut off' as const),
  );
  await creating[0];

  const { status, stopMs } = await stop();
  expect(status).toBe(0);
  expect(stopMs).toBeLessThan(longestStopMs);
  const confirmed = (await Promise.all(creating)).filter((created) => created === 201).length;
  const rows = await readRows();
  expect(rows.entities - before).toBeGreaterThanOrEqual(confirmed);
  expect(rows.jobs.filter(({ state }) => state === 'active')).toEqual([]);
}, 90_000);

async function readTotals(): Promise<{ entities: number }> {
  const { data } = await client.graphql('{ entities { totalCount } }');
  return { entities: data.entities.totalCount };
}
