import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { recoverItems } from '../../src/domain/batches/recover-items.ts';
import { runItem } from '../../src/domain/batches/run-item.ts';
import type { Services } from '../../src/domain/services.ts';
import { recoverDispatches } from '../../src/domain/workflows/recover-dispatches.ts';
import { batchEnded, createBatch, holdEmails, readBatch, readItems, sendsTo } from '../support/batches.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { createWorld, type World } from '../support/world.ts';

const minuteMs = 60_000;
const { signal } = new AbortController();

let now = new Date('2026-05-04T12:00:00Z');
let gateway: TestGateway;
let world: World;
let release: () => void;
let jobs: Services['jobs'];
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
  refuseSomeMails(gateway);
  ({ jobs } = gateway.services);
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  world = await createWorld(gateway);
  release = () => {};
});
afterEach(() => {
  gateway.services.jobs = jobs;
  release();
});

const pass = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds);
};
const recover = () => recoverItems(gateway.services, { signal });
const credits = async () => (await world.tenant.rest('GET', '/credits/')).body;
const send = (count: number) => createBatch(world.tenant, sendsTo(world.questionnaire, count));
const rowsOf = (batchId: string) =>
  gateway.services.allTenants.batchItem.findMany({ where: { batchId }, orderBy: { position: 'asc' } });

/** Keeps sends of batches from getting jobs, as if the queues were emptied. */
function loseJobs(): void {
  gateway.services.jobs = { ...jobs, enqueue: async () => {} };
}

it('an item whose address the mail server rejects fails with that reason and is not charged, and the others are sent', async () => {
  const [good, bad] = sendsTo(world.questionnaire, 2);
  const id = await createBatch(world.tenant, [{ ...bad, email: 'nobody@refused.example' }, good!]);
  expect(await batchEnded(world.tenant, id)).toMatchObject({ sent: 1, failed: 1 });
  expect((await readItems(world.tenant, id))[0]).toMatchObject({
    status: 'failed',
    result: null,
    error: {
      code: 'email_dispatch_failed',
      error: expect.stringContaining('The mail server rejected the address'),
    },
  });
  expect(await credits()).toEqual({ available: 4, held: 0, used: 1 });
});

it('an item whose email no one settles fails once its time has passed, is not sent again, and a late acceptance changes nothing', async () => {
  release = holdEmails(world);
  const id = await send(1);
  await expect.poll(credits).toMatchObject({ held: 1 });
  pass(2 * minuteMs);
  await recoverDispatches(gateway.services);
  const failed = await readBatch(world.tenant, id);
  expect(failed).toMatchObject({ status: 'completed', failed: 1, pending: 0 });
  release();
  pass(20 * minuteMs);
  expect(await recover()).toBe(0);
  expect((await readItems(world.tenant, id))[0].error).toMatchObject({
    code: 'email_dispatch_failed',
    error: expect.stringContaining('in time'),
  });
  expect(await readBatch(world.tenant, id)).toEqual(failed);
  expect(await credits()).toEqual({ available: 5, held: 0, used: 0 });
});

it('an item without a job gets one again after ten minutes, and not before', async () => {
  loseJobs();
  const id = await send(2);
  gateway.services.jobs = jobs;
  pass(9 * minuteMs);
  expect(await recover()).toBe(0);
  pass(2 * minuteMs);
  expect(await recover()).toBe(2);
  expect(await batchEnded(world.tenant, id)).toMatchObject({ sent: 2 });
});

it('an item whose job has failed for the last time gets a new one', async () => {
  gateway.services.jobs = {
    ...jobs,
    enqueue: (transaction, queue, added) =>
      jobs.enqueue(
        transaction,
        queue,
        added.map((job) => ({ ...job, startAfter: new Date('2100-01-01') })),
      ),
  };
  const id = await send(1);
  gateway.services.jobs = jobs;
  const [item] = await rowsOf(id);
  await gateway.services.allTenants.$executeRaw`
    UPDATE pgboss.job SET state = 'failed' WHERE id = ${item!.id}::uuid`;
  pass(11 * minuteMs);
  expect(await recover()).toBe(1);
  expect(await batchEnded(world.tenant, id)).toMatchObject({ sent: 1 });
});

it('an item whose email was rolled back by a version without batches fails, even if another one cannot be ended', async () => {
  const { services } = gateway;
  release = holdEmails(world);
  const id = await send(2);
  await expect.poll(credits).toMatchObject({ held: 2 });
  const [faulty, other] = await rowsOf(id);
  const byId = [faulty!, other!].sort((one, another) => (one.id < another.id ? -1 : 1));
  await services.allTenants.dispatch.updateMany({
    where: { tenantId: world.tenant.id },
    data: { status: 'ROLLED_BACK', settledAt: now },
  });
  pass(11 * minuteMs);
  const seal: Services['cipher']['seal'] = (place, text) => {
    if (place.row[0] === byId[0]!.id) {
      throw new Error('It is broken.');
    }
    return services.cipher.seal(place, text);
  };
  const broken = { ...services, cipher: { ...services.cipher, seal } };
  expect(await recoverItems(broken, { signal })).toBe(1);
  expect(await readBatch(world.tenant, id)).toMatchObject({ pending: 1, failed: 1 });
  expect(await recover()).toBe(1);
  expect(await readBatch(world.tenant, id)).toMatchObject({ pending: 0, failed: 2 });
});

it('an item that cannot be read does not keep the others from getting their jobs again', async () => {
  loseJobs();
  const id = await send(3);
  gateway.services.jobs = jobs;
  const [faulty] = await rowsOf(id);
  await gateway.services.allTenants.batchItem.update({
    where: { id: faulty!.id },
    data: { content: 'not sealed' },
  });
  pass(11 * minuteMs);
  expect(await recover()).toBe(3);
  await expect.poll(() => readBatch(world.tenant, id)).toMatchObject({ sent: 2 });
});

it('an item stays pending in an outage of the database, even at the last attempt of its job', async () => {
  loseJobs();
  const id = await send(1);
  gateway.services.jobs = jobs;
  const [item] = await rowsOf(id);
  let isOut = true;
  const clock = () => {
    if (isOut) {
      isOut = false;
      throw Object.assign(new Error('Gone'), { code: 'P1001' });
    }
    return now;
  };
  const run = (services: Services) => runItem(services, { itemId: item!.id }, { isLastAttempt: true });
  await expect(run({ ...gateway.services, clock })).rejects.toThrow('Gone');
  expect(await readBatch(world.tenant, id)).toMatchObject({ pending: 1 });
  await run(gateway.services);
  expect(await readBatch(world.tenant, id)).toMatchObject({ sent: 1 });
});
