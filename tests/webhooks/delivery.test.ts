import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDeliveries } from '../../src/domain/events/add-deliveries.ts';
import { attemptDelivery } from '../../src/domain/webhooks/attempt-delivery.ts';
import { recoverDeliveries } from '../../src/domain/webhooks/recover-deliveries.ts';
import { newId } from '../../src/ids.ts';
import { createPoster } from '../../src/outbound/create-poster.ts';
import { createPrefill } from '../support/responses.ts';
import type { Behaviour } from '../support/webhook-receiver.ts';
import { createWorld, type World } from '../support/world.ts';
import {
  countDeliveries,
  countJobs,
  createHook,
  type DeliveryStage,
  type DeliveryView,
  openStage,
  readDelivery,
  sendTestEvent,
  tell,
} from './delivery-support.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let stage: DeliveryStage;
let world: World;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  world = await createWorld(stage.gateway);
});

const hookOf = (events?: string[]) => createHook(stage.receiver, world.tenant, events);
const read = (id: string) => readDelivery(world.tenant, id);
const attempted = async (id: string, times: number): Promise<DeliveryView> => {
  await expect.poll(async () => (await read(id)).attempts).toBe(times);
  return read(id);
};
const ended = async (id: string): Promise<DeliveryView> => {
  await expect.poll(async () => (await read(id)).status).not.toBe('PENDING');
  return read(id);
};
const secondsUntil = (time: string | null) => (Date.parse(String(time)) - stage.now().getTime()) / 1000;
/** Lets time pass with every attempt of these deliveries that is due on the way. */
const passTime = async (ids: string[], durationMs: number) => {
  const until = stage.now().getTime() + durationMs;
  for (;;) {
    const views = await Promise.all(ids.map(read));
    const dueAt = views.map(({ nextAttemptAt }) => (nextAttemptAt ? Date.parse(nextAttemptAt) : Infinity));
    const next = Math.min(...dueAt);
    await stage.moveTo(new Date(Math.min(Math.max(next, stage.now().getTime()), until)));
    if (next > until) {
      return;
    }
    const index = dueAt.indexOf(next);
    await attempted(ids[index] ?? '', (views[index]?.attempts ?? 0) + 1);
  }
};
const moveToNextAttempt = async (id: string) =>
  stage.moveTo(new Date((await read(id)).nextAttemptAt ?? Number.NaN));

describe('an event', () => {
  it('arrives as the Standard Webhooks library verifies it, and the log says so', async () => {
    const hook = await hookOf(['response.created']);
    const responseId = await createPrefill(world);
    await expect.poll(() => hook.received.length).toBe(1);
    const [message] = hook.received;

    expect(message?.acceptedWith).toEqual(hook.secrets);
    expect(message?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Postern-Webhooks/1.0',
      'webhook-timestamp': String(Math.floor(stage.now().getTime() / 1000)),
    });
    expect(Object.keys(message?.payload ?? {})).toEqual(['type', 'timestamp', 'sequence', 'data']);
    expect(message?.payload).toMatchObject({
      type: 'response.created',
      sequence: 1,
      data: { id: responseId },
    });
    expect(message?.payload.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

    const { body } = await world.tenant.rest('GET', `/webhooks/${hook.id}/deliveries/`);
    expect(body.results).toHaveLength(1);
    expect(message?.headers['webhook-id']).toBe(body.results[0].event_id);
    expect(await ended(body.results[0].id)).toMatchObject({
      status: 'DELIVERED',
      attempts: 1,
      lastResponseStatus: 200,
      lastError: null,
      nextAttemptAt: null,
      attemptLog: [{ responseStatus: 200, responseBody: '', error: null, startedAt: expect.any(String) }],
    });
  });

  it('an event that goes to two endpoints has the same id for both', async () => {
    const hooks = [await hookOf(), await hookOf()];
    await createPrefill(world);
    await expect.poll(() => hooks.map(({ received }) => received.length)).toEqual([1, 1]);
    expect(hooks[0]?.ids()).toEqual(hooks[1]?.ids());
  });

  it('an event is signed with both secrets for a day after a rotation, and then with the new one', async () => {
    const hook = await hookOf();
    const { body } = await world.tenant.rest('POST', `/webhooks/${hook.id}/rotate-secret/`);
    hook.secrets.push(body.secret);
    await ended(await sendTestEvent(world.tenant, hook));
    expect(hook.received[0]?.acceptedWith).toEqual(hook.secrets);
    expect(hook.received[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);

    await stage.moveTo(new Date(stage.now().getTime() + day + 1));
    await ended(await sendTestEvent(world.tenant, hook));
    expect(hook.received[1]?.acceptedWith).toEqual([body.secret]);
  });
});

describe('a receiver that fails', () => {
  it.each<[string, Behaviour, number | null, string]>([
    ['answers 500', { status: 500, body: 'Boom' }, 500, 'The receiver responded with 500.'],
    ['answers 404', { status: 404 }, 404, 'The receiver responded with 404.'],
    [
      'redirects',
      { status: 307, headers: { location: '/elsewhere' } },
      307,
      'The receiver responded with 307. Redirects are not followed.',
    ],
    ['hangs', 'hang', null, 'No response arrived within 0.4 seconds.'],
    ['resets the connection', 'reset', null, 'The connection was closed before a response arrived.'],
  ])('because it %s is tried again within 30 seconds, with the same id and body', async (...story) => {
    const [, behaviour, status, error] = story;
    const hook = await hookOf();
    hook.behave(behaviour, { status: 200 });
    const { services } = stage.gateway;
    const { postWebhook } = services;
    // Fifteen seconds are too long for a test that waits for a silent receiver.
    services.postWebhook = createPoster({ allowPrivate: true, requireTls: false, timeoutMs: 400 });
    const id = await sendTestEvent(world.tenant, hook);
    const failed = await attempted(id, 1);
    services.postWebhook = postWebhook;
    expect(failed).toMatchObject({ status: 'PENDING', lastResponseStatus: status, lastError: error });
    expect(secondsUntil(failed.nextAttemptAt)).toBeGreaterThan(5);
    expect(secondsUntil(failed.nextAttemptAt)).toBeLessThan(25);

    await moveToNextAttempt(id);
    expect(await ended(id)).toMatchObject({
      status: 'DELIVERED',
      attempts: 2,
      lastResponseStatus: 200,
      lastError: null,
      nextAttemptAt: null,
      attemptLog: [
        { responseStatus: status, error },
        { responseStatus: 200, error: null },
      ],
    });
    const [first, second] = hook.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
    expect(second?.acceptedWith).toEqual(hook.secrets);
  });

  it('a failing receiver is tried again at the time in its Retry-After header, but within a day', async () => {
    const hook = await hookOf();
    hook.behave(
      { status: 503, headers: { 'Retry-After': '7200' } },
      { status: 429, headers: { 'Retry-After': String(3 * 86_400) } },
      { status: 200 },
    );
    const start = stage.now().getTime();
    const id = await sendTestEvent(world.tenant, hook);
    const first = await attempted(id, 1);
    expect(first).toMatchObject({ status: 'PENDING', lastResponseStatus: 503 });
    expect(Math.round((Date.parse(first.nextAttemptAt ?? '') - start) / minute)).toBe(120);
    await moveToNextAttempt(id);
    const second = await attempted(id, 2);
    expect(Math.round((Date.parse(second.nextAttemptAt ?? '') - start) / hour)).toBe(24);
    await moveToNextAttempt(id);
    await expect.poll(() => read(id)).toMatchObject({ status: 'DELIVERED', attempts: 3 });
  });

  it('a delivery to a receiver that returns 200 late counts as delivered', async () => {
    const hook = await hookOf();
    hook.behave('hold');
    const late = await sendTestEvent(world.tenant, hook);
    await expect.poll(() => hook.received.length).toBe(1);
    hook.release();
    expect(await ended(late)).toMatchObject({ status: 'DELIVERED', attemptLog: [{ responseBody: 'late' }] });
  });

  it('a receiver that fails is tried eight times in all over a day, and then no more', async () => {
    const hook = await hookOf();
    hook.behave({ status: 503 });
    const begun = stage.now().getTime();
    const id = await sendTestEvent(world.tenant, hook);
    for (let attempt = 1; attempt < 8; attempt += 1) {
      await attempted(id, attempt);
      await moveToNextAttempt(id);
    }
    const last = await ended(id);
    expect(last).toMatchObject({
      status: 'FAILED',
      attempts: 8,
      lastResponseStatus: 503,
      nextAttemptAt: null,
    });
    expect(last.attemptLog.map(({ responseStatus }) => responseStatus)).toEqual(Array(8).fill(503));
    expect(stage.now().getTime() - begun).toBeGreaterThan(17 * hour);
    expect(stage.now().getTime() - begun).toBeLessThan(30 * hour);
    expect(hook.ids().size).toBe(1);
    expect(await countJobs(stage.gateway, hook)).toBe(0);
    // The operator sees the same story in the jobs, of which each made one attempt.
    const jobs = () =>
      stage.gateway.services.jobConsole.list(
        { queue: 'webhook-delivery' },
        { where: {}, orderBy: { id: 'desc' }, take: 8, skip: 0 },
      );
    await expect
      .poll(async () => (await jobs()).map(({ attempts, lastError }) => [attempts, lastError]))
      .toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((attempts) => [attempts, 'The receiver responded with 503.']));

    // A redelivery that someone asks for then is one more attempt.
    hook.behave({ status: 200 });
    await world.tenant.rest('POST', `/webhooks/deliveries/${id}/redeliver/`);
    expect(await ended(id)).toMatchObject({ status: 'DELIVERED', attempts: 9 });
    expect(hook.ids().size).toBe(1);
  });

  it('a receiver that was down for an hour gets every event once it is up, and the log shows the failed attempts', async () => {
    const hook = await hookOf();
    await stage.receiver.goDown();
    const ids = [await sendTestEvent(world.tenant, hook), await sendTestEvent(world.tenant, hook)];
    await Promise.all(ids.map((id) => attempted(id, 1)));
    await passTime(ids, hour);
    await stage.receiver.comeUp();
    await passTime(ids, 4 * hour);
    for (const id of ids) {
      const { status, attempts, attemptLog } = await read(id);
      expect(status).toBe('DELIVERED');
      expect(attempts).toBeGreaterThanOrEqual(5);
      expect(attemptLog.map(({ error }) => error)).toEqual([
        ...Array(attempts - 1).fill('The connection was refused.'),
        null,
      ]);
    }
    expect(hook.received).toHaveLength(2);
    expect(hook.ids().size).toBe(2);
  });
});

describe('a delivery that is tried out of turn', () => {
  it('continues by its schedule from there, and the attempt that was planned before is not made', async () => {
    const hook = await hookOf();
    hook.behave({ status: 500 });
    const id = await sendTestEvent(world.tenant, hook);
    const planned = (await attempted(id, 1)).nextAttemptAt;
    await world.tenant.rest('POST', `/webhooks/deliveries/${id}/redeliver/`);
    const next = (await attempted(id, 2)).nextAttemptAt;
    await stage.moveTo(new Date(planned ?? Number.NaN));
    await expect.poll(() => countJobs(stage.gateway, hook)).toBe(1);
    expect(await read(id)).toMatchObject({ status: 'PENDING', attempts: 2, nextAttemptAt: next });
    expect(hook.received).toHaveLength(2);
    await moveToNextAttempt(id);
    await attempted(id, 3);
  });

  it('a delivery that is attempted several times at the same moment counts once', async () => {
    const hook = await hookOf();
    hook.behave('hold');
    const id = await sendTestEvent(world.tenant, hook);
    const { signal } = new AbortController();
    const runs = [1, 2].map(() => attemptDelivery(stage.gateway.services, { deliveryId: id }, { signal }));
    await expect.poll(() => hook.received.length).toBe(3);
    hook.release();
    await Promise.all(runs);
    await expect.poll(() => countJobs(stage.gateway, hook)).toBe(0);
    const { status, attempts, attemptLog } = await read(id);
    expect({ status, attempts, lines: attemptLog.length }).toEqual({
      status: 'DELIVERED',
      attempts: 1,
      lines: 1,
    });
  });
});

describe('an endpoint', () => {
  it('an endpoint that returns 410 is disabled, which is audited, and gets nothing more', async () => {
    const hook = await hookOf();
    hook.behave({ status: 500 });
    const waiting = await sendTestEvent(world.tenant, hook);
    await attempted(waiting, 1);
    hook.behave({ status: 410 });
    const gone = await ended(await sendTestEvent(world.tenant, hook));
    expect(gone).toMatchObject({ status: 'FAILED', attempts: 1, lastResponseStatus: 410 });
    expect(gone.lastError).toBe('The receiver responded with 410 Gone.');
    expect(await read(waiting)).toMatchObject({
      status: 'FAILED',
      lastError: 'The webhook was disabled: The receiver responded with 410 Gone.',
      nextAttemptAt: null,
    });
    expect((await world.tenant.rest('GET', `/webhooks/${hook.id}/`)).body.enabled).toBe(false);
    expect(await auditOf(hook.id)).toEqual(['webhook.created', 'webhook.disabled']);

    await createPrefill(world);
    await stage.moveTo(new Date(stage.now().getTime() + hour));
    await expect.poll(() => countJobs(stage.gateway, hook)).toBe(0);
    expect(hook.received).toHaveLength(2);
  });

  it('an endpoint that has failed for five days without a success is disabled, which is audited', async () => {
    const hook = await hookOf();
    hook.behave({ status: 500 });
    for (const wait of [0, 2 * day, 2 * day, day - hour]) {
      await stage.moveTo(new Date(stage.now().getTime() + wait));
      await attempted(await sendTestEvent(world.tenant, hook), 1);
      expect((await world.tenant.rest('GET', `/webhooks/${hook.id}/`)).body.enabled).toBe(true);
    }
    // The next attempt of what has failed is due by then.
    await stage.moveTo(new Date(stage.now().getTime() + hour));
    await expect
      .poll(async () => (await world.tenant.rest('GET', `/webhooks/${hook.id}/`)).body.enabled)
      .toBe(false);
    expect(await auditOf(hook.id)).toEqual(['webhook.created', 'webhook.disabled']);
    expect(await countDeliveries(stage.gateway, hook)).toEqual({ FAILED: 4 });
  });

  it('whose failures a success has ended stays on', async () => {
    const hook = await hookOf();
    for (const status of [500, 500, 200, 500, 500]) {
      hook.behave({ status });
      await attempted(await sendTestEvent(world.tenant, hook), 1);
      await stage.moveTo(new Date(stage.now().getTime() + 2 * day));
    }
    expect((await world.tenant.rest('GET', `/webhooks/${hook.id}/`)).body.enabled).toBe(true);
  });

  it.each([
    ['deleted', 'DELETE', undefined],
    ['switched off', 'PATCH', { enabled: false }],
  ])(
    'an endpoint that is %s during an attempt has its delivery counted if it responds, and gets nothing more',
    async (...how) => {
      const [, method, change] = how;
      const hook = await hookOf();
      hook.behave('hold');
      const id = await sendTestEvent(world.tenant, hook);
      await expect.poll(() => hook.received.length).toBe(1);
      const other = await hookOf();
      other.behave('hold');
      const failing = await sendTestEvent(world.tenant, other);
      await expect.poll(() => other.received.length).toBe(1);
      for (const endpoint of [hook, other]) {
        await world.tenant.rest(method, `/webhooks/${endpoint.id}/`, change);
      }
      hook.release();
      other.release(500);
      const row = (deliveryId: string) =>
        stage.gateway.services.allTenants.webhookDelivery.findUniqueOrThrow({ where: { id: deliveryId } });
      await expect
        .poll(() => row(id))
        .toMatchObject({ status: 'DELIVERED', attempts: 1, nextAttemptAt: null });
      await expect
        .poll(() => row(failing))
        .toMatchObject({ status: 'FAILED', attempts: 1, nextAttemptAt: null });
      const jobsLeft = () => Promise.all([hook, other].map((endpoint) => countJobs(stage.gateway, endpoint)));
      await expect.poll(jobsLeft).toEqual([0, 0]);
      await stage.moveTo(new Date(stage.now().getTime() + day));
      expect([hook.received.length, other.received.length]).toEqual([1, 1]);
    },
  );
});

describe('an event that is written while its endpoint is being deleted', () => {
  it('an event that is written while its endpoint is being deleted is not sent, and not left pending', async () => {
    const hook = await hookOf();
    const told = await read(await sendTestEvent(world.tenant, hook));
    await expect.poll(() => countDeliveries(stage.gateway, hook)).toEqual({ DELIVERED: 1 });
    await world.tenant.rest('DELETE', `/webhooks/${hook.id}/`);
    const { services } = stage.gateway;
    const event = await services.allTenants.webhookEvent.findUniqueOrThrow({ where: { id: told.eventId } });
    await services.allTenants.$transaction(async (transaction) => {
      const late = await transaction.webhookEvent.create({
        data: { ...event, id: newId(), sequence: event.sequence + 1n, data: {} },
      });
      const { id, tenantId, mode } = late;
      await addDeliveries(transaction, services, [
        { id, scope: { tenantId, mode }, endpointIds: [hook.id], at: stage.now() },
      ]);
    });
    await expect.poll(() => countDeliveries(stage.gateway, hook)).toEqual({ DELIVERED: 1, FAILED: 1 });
    expect(hook.received).toHaveLength(1);
  });
});

describe('the events of one response', () => {
  it('the events of one response go out in their order, one after the other', async () => {
    const hook = await hookOf(['response.submitted']);
    const responseId = await createPrefill(world);
    hook.behave('hold');
    await tell(stage.gateway, world.tenant, { responseId, times: 6 });
    await expect.poll(() => waiting(hook.id)).toBe(5);
    await expect.poll(() => hook.received.length).toBe(1);
    hook.release();
    await expect.poll(() => countDeliveries(stage.gateway, hook)).toEqual({ DELIVERED: 6 });
    const sequences = hook.received.map(({ payload }) => payload.sequence);
    expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
    expect(hook.mostAtOnce()).toBe(1);
  });

  it('overtake one that has failed, and do not wait for those of another response', async () => {
    const hook = await hookOf(['response.submitted']);
    const [first, second] = [await createPrefill(world), await createPrefill(world)];
    hook.behave({ status: 500 }, 'hold', { status: 200 });
    await tell(stage.gateway, world.tenant, { responseId: first });
    await expect.poll(() => hook.received.length).toBe(1);
    await tell(stage.gateway, world.tenant, { responseId: first });
    await expect.poll(() => hook.received.length).toBe(2);
    await tell(stage.gateway, world.tenant, { responseId: second });
    await expect.poll(() => countDeliveries(stage.gateway, hook)).toEqual({ PENDING: 2, DELIVERED: 1 });
    hook.release();
    await expect.poll(() => countDeliveries(stage.gateway, hook)).toEqual({ PENDING: 1, DELIVERED: 2 });
  });

  it('events that wait when their endpoint is disabled are not delivered once it is enabled again', async () => {
    const hook = await hookOf(['response.submitted']);
    const responseId = await createPrefill(world);
    hook.behave('hold');
    await tell(stage.gateway, world.tenant, { responseId, times: 3 });
    await expect.poll(() => waiting(hook.id)).toBe(2);
    await world.tenant.rest('PATCH', `/webhooks/${hook.id}/`, { enabled: false });
    await world.tenant.rest('PATCH', `/webhooks/${hook.id}/`, { enabled: true });
    hook.release();
    await tell(stage.gateway, world.tenant, { responseId });
    await expect.poll(() => countDeliveries(stage.gateway, hook)).toEqual({ FAILED: 2, DELIVERED: 2 });
    expect(hook.received).toHaveLength(2);
  });
});

describe('an attempt that is stopped', () => {
  it('an attempt that is stopped is not counted, and made again', async () => {
    const hook = await hookOf();
    hook.behave('hold', { status: 200 });
    const id = await sendTestEvent(world.tenant, hook);
    await expect.poll(() => hook.received.length).toBe(1);
    // Its job has taken too long then, which stops it as the end of the process does.
    await stage.moveTo(new Date(stage.now().getTime() + 2 * minute));
    await stage.moveTo(new Date(stage.now().getTime() + minute));
    expect(await ended(id)).toMatchObject({ status: 'DELIVERED', attempts: 1 });
    expect(hook.received).toHaveLength(2);
    expect(hook.ids().size).toBe(1);
    hook.release();
  });
});

describe('a delivery without a job', () => {
  it('a delivery without a job gets one when it is overdue, once, and one that waits behind another does not', async () => {
    const hook = await hookOf(['response.submitted']);
    const responseId = await createPrefill(world);
    hook.behave('hold');
    await tell(stage.gateway, world.tenant, { responseId, times: 2 });
    await expect.poll(() => waiting(hook.id)).toBe(1);
    await expect.poll(() => hook.received.length).toBe(1);
    const inAnHour = new Date(stage.now().getTime() + hour);
    // The first has the job that is being worked on, and the second waits for it.
    expect(await recoverDeliveries({ ...stage.gateway.services, clock: () => inAnHour })).toBe(0);
    hook.release();
    await expect.poll(() => countDeliveries(stage.gateway, hook)).toEqual({ DELIVERED: 2 });

    hook.behave({ status: 500 });
    const id = await sendTestEvent(world.tenant, hook);
    await attempted(id, 1);
    await stage.gateway.services.allTenants.$executeRaw`
      DELETE FROM pgboss.job WHERE data ->> 'deliveryId' = ${id}`;
    hook.behave({ status: 200 });
    await moveToNextAttempt(id);
    expect(await recoverDeliveries(stage.gateway.services)).toBe(0);
    await stage.moveTo(new Date(stage.now().getTime() + 11 * minute));
    const counts = await Promise.all([1, 2].map(() => recoverDeliveries(stage.gateway.services)));
    expect(counts.toSorted()).toEqual([0, 1]);
    expect(await ended(id)).toMatchObject({ status: 'DELIVERED', attempts: 2 });
  });
});

/** How many deliveries of an endpoint wait for an earlier one. */
const waiting = (endpointId: string) =>
  stage.gateway.services.allTenants.webhookDelivery.count({
    where: { endpointId, status: 'PENDING', nextAttemptAt: null },
  });

/** The types of what the audit trail says of an endpoint, oldest first. */
const auditOf = async (webhookEndpointId: string) => {
  const events = await stage.gateway.services.allTenants.auditEvent.findMany({
    where: { webhookEndpointId },
    orderBy: { id: 'asc' },
  });
  return events.map(({ type }) => type);
};
