import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { run } from '../command-line/support.ts';
import { operatorKey, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';

/** A gateway that leaves its jobs to others, so that each stays in the state that a test has brought it to. */
let gateway: TestGateway;
let tenant: TestTenant;
let url: string;
const ids = { done: newId(), active: newId(), givenUp: newId(), failing: newId(), waiting: newId() };

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { WORKER: 'none' } });
  tenant = await gateway.createTenant();
  url = await gateway.listen();
  const { boss, services } = gateway;
  for (const id of [ids.done, ids.active, ids.givenUp, ids.failing, ids.waiting]) {
    await services.allTenants.$transaction((transaction) =>
      services.jobs.enqueue(transaction, 'webhook-delivery', [
        { id, tenantId: 'one tenant', data: { deliveryId: id } },
      ]),
    );
    if (id === ids.waiting) {
      break;
    }
    await boss.fetch('webhook-delivery');
    if (id === ids.done) {
      await boss.complete('webhook-delivery', id);
    } else if (id !== ids.active) {
      await boss.fail('webhook-delivery', id, { message: 'The receiver is down.', stack: 'at secret.ts' });
    }
  }
  await services.allTenants.$executeRaw`
    UPDATE pgboss.job SET state = 'failed', completed_on = now() WHERE id = ${ids.givenUp}::uuid`;
});
afterAll(() => gateway.drop());

const fields = 'id queue state attempts lastError data nextAttemptAt finishedAt';
const list = async (filter: object = {}) => {
  const { data } = await gateway.graphql(
    `query ($filter: JobFilter) { jobs(first: 3, filter: $filter) { totalCount nodes { ${fields} } } }`,
    { filter },
    { key: operatorKey },
  );
  return data.jobs;
};
const retry = async (id: string, key: string = operatorKey) =>
  gateway.graphql(
    `mutation ($id: ID!) { retryJob(input: { id: $id }) {
      __typename ... on RetryJobPayload { job { ${fields} } } ... on Error { code message } ... on InvalidStateError { currentStatus }
    } }`,
    { id },
    { key },
  );

describe('the operator', () => {
  it('the operator sees each job with its state, its attempts and its last error, newest first', async () => {
    const { totalCount, nodes } = await list();
    expect(totalCount).toBe(5);
    expect(nodes).toEqual([
      {
        id: ids.waiting,
        queue: 'WEBHOOK_DELIVERY',
        state: 'QUEUED',
        attempts: 0,
        lastError: null,
        data: { deliveryId: ids.waiting },
        nextAttemptAt: expect.any(String),
        finishedAt: null,
      },
      expect.objectContaining({
        id: ids.failing,
        state: 'RETRYING',
        attempts: 1,
        lastError: 'The receiver is down.',
      }),
      expect.objectContaining({
        id: ids.givenUp,
        state: 'FAILED',
        nextAttemptAt: null,
        finishedAt: expect.any(String),
      }),
    ]);
  });

  it('the operator lists the jobs of one queue or state', async () => {
    expect((await list({ state: 'ACTIVE' })).nodes).toMatchObject([{ id: ids.active, attempts: 1 }]);
    expect((await list({ state: 'COMPLETED' })).nodes).toMatchObject([{ id: ids.done }]);
    expect(await list({ queue: 'AUTOFILL' })).toEqual({ totalCount: 0, nodes: [] });
  });

  it('the operator lets a job begin now that waits or was abandoned, and no other', async () => {
    for (const id of [ids.failing, ids.givenUp]) {
      const { data } = await retry(id);
      expect(data.retryJob).toMatchObject({ job: { id, state: 'RETRYING' } });
      expect(Date.parse(data.retryJob.job.nextAttemptAt)).toBeLessThanOrEqual(Date.now());
    }
    expect((await retry(ids.active)).data.retryJob).toMatchObject({
      __typename: 'InvalidStateError',
      currentStatus: 'ACTIVE',
    });
    expect((await retry(ids.done)).data.retryJob).toMatchObject({ currentStatus: 'COMPLETED' });
    expect((await retry(newId())).data.retryJob).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('the operator does the same on the command line', async () => {
    const cli = (...argv: string[]) => run([...argv, '--url', url], { OPERATOR_KEY: operatorKey });
    const listed = (await cli('jobs', 'list', '--state', 'active', '--json')).json();
    expect(listed).toMatchObject([{ id: ids.active, queue: 'WEBHOOK_DELIVERY' }]);
    expect(
      (await cli('jobs', 'list', '--queue', 'webhook-delivery', '--limit', '2', '--json')).json(),
    ).toHaveLength(2);
    expect((await cli('jobs', 'list', '--queue', 'autofill')).stdout).toBe('No jobs.\n');
    const table = (await cli('jobs', 'list')).stdout;
    expect(table).toContain('The receiver is down.');
    expect((await cli('jobs', 'retry', ids.failing)).stdout).toMatch(/State +retrying/);
    expect((await cli('jobs', 'retry', ids.active)).errors).toEqual([
      'Only a job that is waiting or has failed can be retried.',
    ]);
  });

  it('alone may do so', async () => {
    const refused = await retry(ids.waiting, tenant.key);
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { errors } = await tenant.graphql('{ jobs { totalCount } }');
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a process with WORKER=only', () => {
  it('a process with WORKER=only tells whether it is well, and answers nothing else', async () => {
    const worker = await startTestGateway({ environment: { WORKER: 'only' } });
    try {
      const statusOf = async (path: string) => (await worker.app.inject(path)).statusCode;
      expect(await statusOf('/health/live')).toBe(200);
      expect(await statusOf('/health/ready')).toBe(200);
      expect(await statusOf('/graphql')).toBe(404);
      expect(await statusOf('/api/v1/responses/')).toBe(404);
      expect(await statusOf('/w/some-token')).toBe(404);
      expect(worker.demoKey).toBeUndefined();
    } finally {
      await worker.drop();
    }
  });
});
