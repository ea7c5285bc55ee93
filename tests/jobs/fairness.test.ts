import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { isWorkOf } from '../../src/database/share-connections.ts';
import type { JobHandlers } from '../../src/jobs/jobs.ts';
import { laneOf } from '../../src/jobs/lane.ts';
import { type OpenJobs, openJobs } from '../../src/jobs/open-jobs.ts';
import { queues } from '../../src/jobs/queues.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** A job that is worked on until the test finishes it. */
interface Running {
  tenantId: string;
  finish: () => void;
}

const log = { info: () => {}, warn: () => {}, error: () => {} };
const { concurrency } = queues['webhook-delivery'];
const quarter = concurrency / 4;

let testDatabase: TestDatabase;
let database: Database;
let replica: OpenJobs;
/** What was started, in that order. The jobs' data says whose each is. */
let started: Running[] = [];

/** Whether each job's statements count for its tenant. */
const countForTenant: boolean[] = [];

const handle = (tenantId: string): Promise<void> =>
  new Promise((finish) => {
    started.push({ tenantId, finish });
  });
const handlers: JobHandlers = {
  autofill: async () => {},
  'batch-email': async () => {},
  'batch-item': async () => {},
  'document-text': async () => {},
  'team-email': async () => undefined,
  'webhook-delivery': ({ deliveryId }) => {
    countForTenant.push(isWorkOf(`lane ${laneOf(deliveryId)}`));
    return handle(deliveryId);
  },
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase(testDatabase.settings);
  replica = await openJobs({ connection: database.queueConnection, log });
  replica.work(handlers);
});
beforeEach(async () => {
  await database.client.$executeRaw`DELETE FROM pgboss.job WHERE state < 'active'`;
  for (const { finish } of started) {
    finish();
  }
  await expect.poll(countActive).toBe(0);
  started = [];
});
afterAll(async () => {
  for (const { finish } of started) {
    finish();
  }
  await replica.stop();
  await database.close();
  await testDatabase.drop();
});

const add = (tenantId: string, count: number, group?: string) =>
  database.client.$transaction((transaction) =>
    replica.jobs.enqueue(
      transaction,
      'webhook-delivery',
      Array.from({ length: count }, () => ({
        tenantId,
        data: { deliveryId: tenantId },
        ...(group !== undefined && { group }),
      })),
    ),
  );
const countActive = async () => {
  const [row] = await database.client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pgboss.job WHERE state = 'active'`;
  return row?.count;
};
const startedOf = (tenantId: string) => started.filter((job) => job.tenantId === tenantId);

it('10,000 jobs of one tenant take a quarter of the slots, and another tenant’s job is started with them waiting', async () => {
  await add('greedy', 10_000);
  await expect.poll(() => startedOf('greedy').length).toBe(quarter);
  await add('modest', 1);
  await expect.poll(() => startedOf('modest').length).toBe(1);
  expect(startedOf('greedy')).toHaveLength(quarter);
});

it('a fifth tenant gets the first free slot when four tenants with waiting jobs have taken all slots', async () => {
  const greedy = ['north', 'east', 'south', 'west'];
  for (const tenantId of greedy) {
    await add(tenantId, 100);
  }
  await expect.poll(() => started.length).toBe(concurrency);
  expect(greedy.map((tenantId) => startedOf(tenantId).length)).toEqual(greedy.map(() => quarter));
  await add('late', 3);
  const before = started.length;
  for (let turn = 0; turn < 10; turn += 1) {
    started[turn]?.finish();
    await expect.poll(() => started.length).toBe(before + turn + 1);
  }
  const order = started.slice(before).map(({ tenantId }) => tenantId);
  // Each tenant has a turn before any has its second: at most four others come first.
  expect(order.slice(0, 5)).toContain('late');
  expect(order.slice(0, 10).filter((tenantId) => tenantId === 'late').length).toBeGreaterThanOrEqual(2);
});

it('a receiver that hangs takes two slots of its tenant, whose other receivers have the rest', async () => {
  await add('tenant', 50, 'hanging');
  await expect.poll(() => startedOf('tenant').length).toBe(2);
  await database.client.$transaction((transaction) =>
    replica.jobs.enqueue(transaction, 'webhook-delivery', [
      { tenantId: 'tenant', data: { deliveryId: 'other receiver' }, group: 'other' },
    ]),
  );
  await expect.poll(() => startedOf('other receiver').length).toBe(1);
  expect(startedOf('tenant')).toHaveLength(2);
});

it('a job’s statements count for its tenant, and not for what belongs to none', async () => {
  countForTenant.length = 0;
  await add('one', 1);
  replica.wake();
  await expect.poll(() => countForTenant).toEqual([true]);
});

it('jobs in progress when a process stops are started by another immediately', async () => {
  const other = await openJobs({ connection: database.queueConnection, log });
  const seen: string[] = [];
  let signal: AbortSignal | undefined;
  other.work({
    ...handlers,
    autofill: ({ runId }, run): Promise<void> => {
      seen.push(runId);
      signal = run.signal;
      return new Promise((_finish, fail) => {
        run.signal.addEventListener('abort', () => fail(run.signal.reason));
      });
    },
  });
  // Otherwise it would take the job.
  await replica.stopWork(0);
  await database.client.$transaction((transaction) =>
    other.jobs.enqueue(transaction, 'autofill', [{ tenantId: 'tenant', data: { runId: 'interrupted' } }]),
  );
  await expect.poll(() => seen).toEqual(['interrupted']);
  await other.stopWork(0);
  expect(signal?.aborted).toBe(true);
  const [job] = await database.client.$queryRaw<{ state: string; due: boolean }[]>`
    SELECT state::text, start_after <= now() AS due FROM pgboss.job WHERE data ->> 'runId' = 'interrupted'`;
  expect(job).toEqual({ state: 'retry', due: true });
  await other.stop();
});
