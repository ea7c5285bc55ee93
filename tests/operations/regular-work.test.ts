import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Prisma, type PrismaClient } from '../../src/database/client/client.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { endLostRuns } from '../../src/domain/autofill/end-lost-runs.ts';
import { recoverTexts } from '../../src/domain/documents/recover-texts.ts';
import { sweepOrphans } from '../../src/domain/files/sweep-orphans.ts';
import { forgetOldAnswers } from '../../src/domain/idempotency.ts';
import type { Services } from '../../src/domain/services.ts';
import { recoverDeliveries } from '../../src/domain/webhooks/recover-deliveries.ts';
import { expireSessions } from '../../src/domain/workflows/expire-sessions.ts';
import { recoverDispatches } from '../../src/domain/workflows/recover-dispatches.ts';
import { newId } from '../../src/ids.ts';
import { openJobs } from '../../src/jobs/open-jobs.ts';
import { claimWork } from '../../src/work/claim-work.ts';
import { oncePerCluster } from '../../src/work/once-per-cluster.ts';
import { repeat } from '../../src/work/repeat.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestGateway } from '../support/gateway.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const everyMs = 60_000;
let created: TestDatabase;
let database: Database;
let allTenants: PrismaClient;

beforeAll(async () => {
  created = await createTestDatabase();
  database = await openDatabase(created.settings);
  allTenants = database.client;
  const { stop } = await openJobs({ connection: database.queueConnection, log: silent });
  await stop();
});
afterAll(async () => {
  await database?.close();
  await created?.drop();
});

const run = (
  work: (signal: AbortSignal) => Promise<unknown>,
  options: { signal?: AbortSignal; everyMs?: number } = {},
) =>
  oncePerCluster({
    allTenants,
    name: 'test',
    everyMs,
    signal: new AbortController().signal,
    log: silent,
    work,
    ...options,
  });

describe('work that is done once per cluster', () => {
  beforeEach(async () => {
    await allTenants.regularWork.deleteMany({ where: { name: 'test' } });
  });

  it('work that ten gateways start at the same time is done by one of them, and all learn when it is due', async () => {
    let runs = 0;
    const due = await Promise.all(
      Array.from({ length: 10 }, () =>
        run(async () => {
          runs += 1;
        }),
      ),
    );
    expect(runs).toBe(1);
    for (const dueInMs of due) {
      expect(dueInMs).toBeLessThanOrEqual(everyMs);
      expect(dueInMs).toBeGreaterThan(everyMs / 2);
    }
  });

  it('work that was done is not done again before it is due, and then it is', async () => {
    let runs = 0;
    const count = async () => {
      runs += 1;
    };
    await run(count);
    await run(count);
    expect(runs).toBe(1);
    await allTenants.regularWork.update({ where: { name: 'test' }, data: { dueAt: new Date(0) } });
    await run(count);
    expect(runs).toBe(2);
  });

  it('work whose process has died is done by another one once it has not reported for a while', async () => {
    const died = { name: 'test', runId: newId(), everyMs };
    expect(await claimWork(allTenants, died)).toMatchObject({ isClaimed: true });
    await allTenants.regularWork.update({ where: { name: 'test' }, data: { dueAt: new Date(0) } });
    let runs = 0;
    const count = async () => {
      runs += 1;
    };
    expect(await run(count)).toBeLessThanOrEqual(15_000);
    expect(runs).toBe(0);
    await allTenants.regularWork.update({ where: { name: 'test' }, data: { heldUntil: new Date(0) } });
    await run(count);
    expect(runs).toBe(1);
  });

  it('work that was stopped before its end is due immediately, for another gateway', async () => {
    const stopping = new AbortController();
    await run(async () => stopping.abort(), { signal: stopping.signal });
    expect(await claimWork(allTenants, { name: 'test', runId: newId(), everyMs })).toMatchObject({
      isClaimed: true,
    });
  });

  it('work that fails is free again, and done when it is due', async () => {
    const failing = run(async () => {
      throw new Error('The store is full.');
    });
    await expect(failing).rejects.toThrow('The store is full.');
    const row = await allTenants.regularWork.findUnique({ where: { name: 'test' } });
    expect(row).toMatchObject({ runId: null, heldUntil: null });
    expect(row!.dueAt.getTime()).toBeGreaterThan(Date.now());
  });

  it('work that is done once a day and fails is due again ten minutes later', async () => {
    const fail = async () => {
      throw new Error('The store is full.');
    };
    await expect(run(fail, { everyMs: 86_400_000 })).rejects.toThrow('The store is full.');
    const row = await allTenants.regularWork.findUnique({ where: { name: 'test' } });
    expect(row!.dueAt.getTime()).toBeLessThanOrEqual(Date.now() + 600_000);
    expect(row!.dueAt.getTime()).toBeGreaterThan(Date.now() + 300_000);
  });

  it('work that is done once a day is due again a day later', async () => {
    await run(async () => {}, { everyMs: 86_400_000 });
    const row = await allTenants.regularWork.findUnique({ where: { name: 'test' } });
    expect(row!.dueAt.getTime()).toBeGreaterThan(Date.now() + 43_200_000);
  });
});

describe('work that is repeated', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const countRuns = async (elapsedMs: number, work: () => Promise<undefined>): Promise<number> => {
    let runs = 0;
    const count = () => {
      runs += 1;
      return work();
    };
    const end = repeat({ name: 'test', everyMs: 86_400_000, log: silent, work: count });
    await vi.advanceTimersByTimeAsync(elapsedMs);
    await end();
    return runs;
  };

  it('work that is done once a day and fails is tried again every ten minutes', async () => {
    expect(await countRuns(3_599_000, () => Promise.reject(new Error('The store is full.')))).toBe(6);
  });

  it('work that is done once a day and succeeds is not repeated within the day', async () => {
    expect(await countRuns(86_000_000, async () => undefined)).toBe(1);
  });
});

it('a gateway does all of its regular work once it has started, and logs how long it took', async () => {
  const lines: string[] = [];
  const gateway = await startTestGateway({
    environment: { LOG_LEVEL: 'debug' },
    onLog: (line) => lines.push(line),
  });
  try {
    const done = () => lines.map((line) => JSON.parse(line)).filter(({ work }) => work !== undefined);
    const works = () => new Set(done().map(({ work }) => work));
    while (works().size < 16) await setTimeout(20);
    const shared = await gateway.services.allTenants.regularWork.findMany();
    expect(shared.map(({ name }) => name).sort()).toEqual([
      'erased_files',
      'erasure',
      'expiry',
      'idempotency_keys',
      'lost_autofill',
      'lost_batch_items',
      'lost_deliveries',
      'lost_texts',
      'orphans',
      'recovery',
      'response_retention',
      'retention',
      'team_emails',
    ]);
    expect(done().find(({ work }) => work === 'orphans')).toMatchObject({
      durationMs: expect.any(Number),
      count: 0,
      msg: 'A scheduled task was done.',
    });
  } finally {
    await gateway.drop();
  }
});

/** The plans of the statements that some work sends, which the tables are too small for to show otherwise. */
async function plansOf(work: (services: Services) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  await allTenants.$transaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL enable_seqscan = off`;
    const explain = async (statement: Prisma.Sql | TemplateStringsArray, ...values: unknown[]) => {
      const sql = 'text' in statement ? statement : Prisma.sql(statement, ...values);
      const rows = await transaction.$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`EXPLAIN ${sql}`);
      plans.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    };
    const handle: unknown = new Proxy(transaction, {
      get: (target, name) =>
        name === '$queryRaw' || name === '$executeRaw'
          ? explain
          : name === '$transaction'
            ? (run: (inner: unknown) => unknown) => run(handle)
            : Reflect.get(target, name),
    });
    await work({
      allTenants: handle,
      clock: () => new Date(),
      log: silent,
      jobs: { enqueue: async () => {} },
    } as never);
  });
  return plans.join('\n');
}

const { signal } = new AbortController();
it.each<[string, (services: Services) => Promise<unknown>, string[]]>([
  ['expired sessions', (services) => expireSessions(services), ['workflow_sessions_open']],
  [
    'deliveries without a job',
    (services) => recoverDeliveries(services),
    ['webhook_deliveries_due', 'job_common_i14'],
  ],
  ['documents without a job', (services) => recoverTexts(services), ['documents_text_due', 'job_common_i14']],
  ['autofill runs without a job', (services) => endLostRuns(services), ['job_common_i14']],
  ['files without a row', (services) => sweepOrphans(services, { signal }), ['stored_files_created_at_idx']],
  [
    'idempotency keys',
    (services) => forgetOldAnswers(services, { signal }),
    ['idempotency_records_created_at_idx'],
  ],
])('the regular look for %s reads what is due, by an index', async (_what, work, indexes) => {
  const plan = await plansOf(work);
  for (const index of indexes) expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
});

it('abandoned dispatches are found by an index of those in progress', async () => {
  const statements: unknown[] = [];
  const client = {
    dispatch: {
      findMany: async (query: unknown) => {
        statements.push(query);
        return [];
      },
    },
  };
  await recoverDispatches({ allTenants: client, clock: () => new Date() } as never);
  expect(statements).toHaveLength(1);
  const plan = await allTenants.$transaction(async (transaction) => {
    await transaction.$executeRaw`SET LOCAL enable_seqscan = off`;
    return transaction.$queryRaw<{ 'QUERY PLAN': string }[]>`
      EXPLAIN SELECT id FROM dispatches WHERE status = 'UNDER_WAY' AND settle_by < ${new Date()} ORDER BY settle_by`;
  });
  expect(JSON.stringify(plan)).toContain('dispatches_under_way_settle_by');
});
