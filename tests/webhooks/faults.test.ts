import { TestClock } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { queues } from '../../src/jobs/queues.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { startGatewayProcess } from '../faults/gateway-process.ts';
import { createTestDatabase, databaseEnvironment } from '../support/database.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { createWorld, type World } from '../support/world.ts';
import { countDeliveries, createHook, type Hook, sendTestEvent, tell } from './delivery-support.ts';

/** How many events are told of; the same holds for a thousand, which take half a minute. */
const eventCount = Number(process.env['TEST_WEBHOOK_EVENTS'] ?? 60);
const { concurrency, groupConcurrency = concurrency } = queues['webhook-delivery'];
const patience = { timeout: 10_000 + 100 * eventCount };

describe('a gateway with many events to tell of', () => {
  let gateway: TestGateway;
  let receiver: WebhookReceiver;
  let world: World;
  let workflowSessionId: string;
  beforeAll(async () => {
    gateway = await startTestGateway();
    receiver = await startWebhookReceiver();
    world = await createWorld(gateway);
    const { body } = await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.individual,
      verification: { checks: { document: true } },
      email: 'ada@example.com',
    });
    workflowSessionId = body.workflow_session_id;
  });
  afterAll(async () => {
    await gateway.drop();
    await receiver.close();
  });
  const hookOf = (events?: string[]) => createHook(receiver, world.tenant, events);
  const reportEvent = (times: number) => tell(gateway, world.tenant, { workflowSessionId, times });

  it(
    'a gateway with many events to tell of loses none of them, tells each endpoint once, and nothing to one that was deleted',
    async () => {
      const [steady, doomed, dead] = [await hookOf(), await hookOf(), await hookOf()];
      dead.behave({ status: 500 });
      const half = eventCount / 2;
      await reportEvent(half);
      await expect.poll(() => doomed.received.length, patience).toBeGreaterThan(half / 10);
      expect((await world.tenant.rest('DELETE', `/webhooks/${doomed.id}/`)).status).toBe(204);
      const receivedBefore = doomed.received.length;
      await reportEvent(half);
      await expect.poll(() => countDeliveries(gateway, steady), patience).toEqual({ DELIVERED: eventCount });
      await expect.poll(() => dead.ids().size, patience).toBe(eventCount);
      await expect
        .poll(async () => (await countDeliveries(gateway, doomed))['PENDING'] ?? 0, patience)
        .toBe(0);

      expect(steady.received).toHaveLength(eventCount);
      expect(steady.ids().size).toBe(eventCount);
      expect(steady.received.every(({ acceptedWith }) => acceptedWith.length === 1)).toBe(true);
      expect(new Set(steady.received.map(({ payload }) => payload.sequence)).size).toBe(eventCount);
      expect(await countDeliveries(gateway, dead)).toEqual({ PENDING: eventCount });
      // Requests that were on their way when it was deleted have arrived, and no others.
      expect(doomed.received.length).toBeLessThanOrEqual(receivedBefore + groupConcurrency);
      const { DELIVERED = 0, FAILED = 0 } = await countDeliveries(gateway, doomed);
      expect(DELIVERED).toBe(doomed.ids().size);
      expect(DELIVERED + FAILED).toBe(half);
      await world.tenant.rest('DELETE', `/webhooks/${dead.id}/`);
      await world.tenant.rest('DELETE', `/webhooks/${steady.id}/`);
    },
    30_000 + 3 * patience.timeout,
  );

  it('a gateway with many events to tell of does not let endpoints that hang hold up another', async () => {
    const silent = [
      await hookOf(['onboarding.link_regenerated']),
      await hookOf(['onboarding.link_regenerated']),
    ];
    for (const hook of silent) {
      hook.behave('hold');
    }
    await reportEvent(10);
    const other = await hookOf();
    await reportEvent(10);
    await expect.poll(() => countDeliveries(gateway, other)).toEqual({ DELIVERED: 10 });
    for (const hook of silent) {
      expect(await countDeliveries(gateway, hook)).toEqual({ PENDING: 20 });
      expect(hook.received).toHaveLength(groupConcurrency);
      hook.release();
    }
    for (const hook of silent) {
      await expect.poll(() => countDeliveries(gateway, hook)).toEqual({ DELIVERED: 20 });
    }
  });
});

describe('a process that is killed during an attempt', () => {
  it('a process that is killed during an attempt leaves it to the next, which makes it again, counts it once, and logs it once', async () => {
    const database = await createTestDatabase({ holds: 'withTenant' });
    const receiver = await startWebhookReceiver();
    const killed = await startGatewayProcess({ settings: database.settings });
    const { data } = await killed.clientFor(operatorKey).graphql(
      `mutation { createTenant(input: { name: "Acme", credits: 1 }) {
        ... on CreateTenantPayload { secret }
      } }`,
    );
    const client = killed.clientFor(data.createTenant.secret);
    const hook: Hook = await createHook(receiver, client);
    hook.behave('hold');
    const id = await sendTestEvent(client, hook);
    await expect.poll(() => hook.received.length).toBe(1);
    await killed.end('SIGKILL');
    hook.release();

    // An hour later, so that nothing was heard of the process for longer than its jobs are left to it.
    const jobClock = new TestClock(Date.now() + 3_600_000);
    const next = await createGateway({
      settings: readSettings({
        ...databaseEnvironment(database.settings),
        OPERATOR_KEY: operatorKey,
        LOG_LEVEL: 'silent',
      }),
      jobClock,
    });
    await next.boss.supervise();
    await jobClock.tick(10_000);
    const read = () =>
      next.services.allTenants.webhookDelivery.findUniqueOrThrow({
        where: { id },
        include: { attemptLog: true },
      });
    await expect.poll(async () => (await read()).status).toBe('DELIVERED');
    const { attempts, attemptLog, eventId } = await read();
    expect(attempts).toBe(1);
    expect(attemptLog).toHaveLength(1);
    expect(hook.received.map(({ headers }) => headers['webhook-id'])).toEqual([eventId, eventId]);

    await next.close();
    await receiver.close();
    await database.drop();
  });
});
