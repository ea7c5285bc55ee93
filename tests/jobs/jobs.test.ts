import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { createJobConsole } from '../../src/jobs/job-console.ts';
import type { JobHandlers } from '../../src/jobs/jobs.ts';
import { type OpenJobs, openJobs } from '../../src/jobs/open-jobs.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** A handler's promise that a test settles by hand. */
interface Running {
  id: string;
  signal: AbortSignal;
  finish: () => void;
  fail: (error: Error) => void;
}

const tenantId = 'one tenant';
const log = { info: () => {}, warn: () => {}, error: () => {} };

let testDatabase: TestDatabase;
let database: Database;
let replicas: [OpenJobs, OpenJobs];
/** What is being worked on, by either replica, in the order in which it was started. */
const begun: Running[] = [];

const handle = (id: string, signal: AbortSignal): Promise<void> =>
  new Promise((finish, fail) => {
    begun.push({ id, signal, finish, fail });
  });
const handlers: JobHandlers = {
  autofill: ({ runId }, { signal }) => handle(runId, signal),
  'batch-email': async () => {},
  'batch-item': async () => {},
  'document-text': async () => {},
  'team-email': async () => undefined,
  'webhook-delivery': ({ deliveryId }, { signal }) => handle(deliveryId, signal),
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase(testDatabase.settings);
  const open = () => openJobs({ connection: database.queueConnection, log });
  replicas = [await open(), await open()];
  for (const { work } of replicas) {
    work(handlers);
  }
});
afterAll(async () => {
  for (const { finish } of begun) {
    finish();
  }
  for (const { stop } of replicas) {
    await stop();
  }
  await database.close();
  await testDatabase.drop();
});

const enqueue: OpenJobs['jobs']['enqueue'] = (...args) => replicas[0].jobs.enqueue(...args);
const startedWith = (id: string) => begun.filter((running) => running.id === id);

describe('the queues of two replicas', () => {
  it('the queues of two replicas do a job once, however many look for it', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `once-${index}`);
    await database.client.$transaction((transaction) =>
      enqueue(
        transaction,
        'webhook-delivery',
        ids.map((deliveryId) => ({ tenantId: deliveryId, data: { deliveryId } })),
      ),
    );
    for (let done = 0; done < ids.length; done += 1) {
      await expect.poll(() => begun.filter(({ id }) => id.startsWith('once-')).length).toBeGreaterThan(done);
      begun.filter(({ id }) => id.startsWith('once-'))[done]?.finish();
    }
    expect(
      begun
        .filter(({ id }) => id.startsWith('once-'))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids.toSorted());
  });

  it('the queues of two replicas know nothing of a job whose transaction was rolled back', async () => {
    const rolledBack = database.client.$transaction(async (transaction) => {
      await enqueue(transaction, 'autofill', [{ tenantId, data: { runId: 'rolled-back' } }]);
      throw new Error('Not to be.');
    });
    await expect(rolledBack).rejects.toThrow('Not to be.');
    await database.client.$transaction((transaction) =>
      enqueue(transaction, 'autofill', [{ tenantId, data: { runId: 'committed' } }]),
    );
    await expect.poll(() => startedWith('committed')).toHaveLength(1);
    startedWith('committed')[0]?.finish();
    expect(startedWith('rolled-back')).toEqual([]);
  });

  it('the queues of two replicas work on a few jobs of one group at a time, so that others are not held up', async () => {
    await database.client.$transaction(async (transaction) => {
      const slow = Array.from({ length: 30 }, () => ({
        tenantId,
        data: { deliveryId: 'slow' },
        group: 'slow receiver',
      }));
      await enqueue(transaction, 'webhook-delivery', slow);
      await enqueue(transaction, 'webhook-delivery', [
        { tenantId, data: { deliveryId: 'quick' }, group: 'quick' },
      ]);
    });
    await expect.poll(() => startedWith('quick')).toHaveLength(1);
    startedWith('quick')[0]?.finish();
    // Two of a group in each replica.
    expect(startedWith('slow').length).toBeLessThanOrEqual(4);
    await database.client
      .$executeRaw`DELETE FROM pgboss.job WHERE state = 'created' AND group_id = 'slow receiver'`;
    for (const { finish } of startedWith('slow')) {
      finish();
    }
  });

  it('the queues of two replicas do a job again whose process has not been heard of', async () => {
    await database.client.$transaction((transaction) =>
      enqueue(transaction, 'autofill', [{ tenantId, data: { runId: 'orphaned' } }]),
    );
    await expect.poll(() => startedWith('orphaned')).toHaveLength(1);
    // What a killed process leaves behind: a job that is being worked on, and no sign of life.
    await database.client.$executeRaw`
      UPDATE pgboss.job SET heartbeat_on = now() - interval '1 minute' WHERE data ->> 'runId' = 'orphaned'`;
    await replicas[0].boss.supervise('autofill');
    const jobConsole = createJobConsole({ boss: replicas[0].boss, allTenants: database.client });
    const [job] = await jobConsole.list(
      { queue: 'autofill', state: 'RETRYING' },
      { where: {}, orderBy: { id: 'desc' }, take: 1, skip: 0 },
    );
    expect(job).toMatchObject({ attempts: 1, data: { runId: 'orphaned' } });
    await jobConsole.retry(job?.id ?? '');
    await expect.poll(() => startedWith('orphaned')).toHaveLength(2);
    for (const { finish } of startedWith('orphaned')) {
      finish();
    }
  });
});
