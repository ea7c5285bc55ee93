import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../src/domain/context.ts';
import type { AuditEntry } from '../../src/domain/events/audit-entry.ts';
import { webhookEvents } from '../../src/domain/events/event-types.ts';
import { recordAuditEvents } from '../../src/domain/events/record-audit-events.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { createPrefill, setStatus } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import {
  answerWebhooks,
  createWebhook,
  eventsTold,
  type ToldEvent,
  withPeople,
} from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';
import { flows, type Stage } from './flows.ts';

let now = new Date('2026-03-01T09:00:00.750Z');
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now, countStatements: true });
  answerWebhooks(gateway);
  refuseSomeMails(gateway);
});
afterAll(() => gateway.drop());

const wait = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

it('the list of events is the contract’s', () => {
  expect([...webhookEvents].sort()).toEqual(
    [
      'onboarding.created',
      'onboarding.ddq_completed',
      'onboarding.verification_completed',
      'onboarding.completed',
      'onboarding.expired',
      'onboarding.revoked',
      'onboarding.link_regenerated',
      'onboarding.link_requested',
      'response.created',
      'response.submitted',
      'response.reviewed',
      'response.approved',
      'response.rejected',
      'response.autofill_completed',
      'verification.completed',
    ].sort(),
  );
});

describe('what an event tells is the REST object at that moment', () => {
  it('the flows of these tests cause every event of the list', () => {
    expect([...new Set(flows.flatMap(({ causes }) => causes))].sort()).toEqual([...webhookEvents].sort());
  });

  for (const { name, causes, run } of flows) {
    it(`the data of each event is the REST object at that moment for ${name}`, async () => {
      const world = await createWorld(gateway);
      const webhook = await createWebhook(world.tenant);
      const told: ToldEvent[] = [];
      const secrets = [world.tenant.key, webhook.secret];
      const tells: Stage['tells'] = async (work, ...types) => {
        wait(1 / 60);
        await work();
        const news = (await eventsTold(world.tenant, webhook.id)).slice(told.length);
        expect(news.map(({ type }) => type)).toEqual(types);
        for (const event of news) {
          expect(event.data).toEqual(await restObject(world, event));
          expect(event.at).toBe(now.toISOString());
        }
        told.push(...news);
      };
      await run({ world, tells, wait, secrets });

      expect([...new Set(told.map(({ type }) => type))].sort()).toEqual([...causes].sort());
      expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_event, index) => index + 1));
      await expectAudited(world, told);
      for (const secret of secrets) {
        expect(JSON.stringify(told)).not.toContain(secret);
      }
      for (const { type, data } of told) {
        expect(keysOf(await testEventData(world, webhook, type)), type).toEqual(keysOf(withPeople(data)));
      }
    });
  }
});

async function restObject({ tenant }: World, { type, data }: ToldEvent): Promise<unknown> {
  const read = async (path: string) => {
    const { status, body } = await tenant.rest('GET', path);
    expect(status).toBe(200);
    return body;
  };
  if (type === 'verification.completed') {
    return read(`/verification-sessions/${data.id}/`);
  }
  if (type.startsWith('onboarding.')) {
    return read(`/workflows/${data.id}/`);
  }
  const { answers: _answers, ...response } = await read(`/responses/${data.id}/`);
  return type === 'response.autofill_completed'
    ? { ...response, autofill: await read(`/responses/${data.id}/autofill/`) }
    : response;
}

/** The data of a test event of a type. */
async function testEventData({ tenant }: World, { id }: { id: string }, event: string): Promise<unknown> {
  const { body } = await tenant.rest('POST', `/webhooks/${id}/test/`, { event });
  const sent = await gateway.services.allTenants.webhookEvent.findUniqueOrThrow({
    where: { id: body.event_id },
  });
  return sent.data;
}

/** The keys of an object and of the objects in it. */
const keysOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, keysOf(field)]))
    : undefined;

/** Checks that the audit trail has each event under the same id. */
async function expectAudited({ tenant }: World, told: ToldEvent[]) {
  const audited = await gateway.services.allTenants.auditEvent.findMany({
    where: { tenantId: tenant.id, id: { in: told.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
    select: { id: true, type: true },
  });
  expect(audited).toEqual(told.map(({ id, type }) => ({ id, type })));
}

describe('who is told', () => {
  const typesOf = async (tenant: Pick<TestTenant, 'graphql'>, id: string) =>
    (await eventsTold(tenant, id)).map(({ type }) => type);

  it('an event is sent to each webhook that asked for it, of the same tenant and mode, and to no one else', async () => {
    const [world, stranger] = [await createWorld(gateway), await createWorld(gateway)];
    const testKey = await world.tenant.createKey({ mode: 'TEST' });
    const rehearsal: Pick<TestTenant, 'rest' | 'graphql'> = {
      rest: (method, path, body) => world.tenant.rest(method, path, body, { key: testKey }),
      graphql: (query, variables) => world.tenant.graphql(query, variables, { key: testKey }),
    };
    const all = await createWebhook(world.tenant);
    const some = await createWebhook(world.tenant, { events: ['response.approved', 'response.created'] });
    const none = await createWebhook(world.tenant, { events: ['verification.completed'] });
    const deleted = await createWebhook(world.tenant);
    const off = await createWebhook(world.tenant);
    await world.tenant.rest('DELETE', `/webhooks/${deleted.id}/`);
    await world.tenant.rest('PATCH', `/webhooks/${off.id}/`, { enabled: false });
    const others = [await createWebhook(stranger.tenant), await createWebhook(rehearsal)];

    await sendWorkflow(world);
    const told = await eventsTold(world.tenant, all.id);
    expect(told.map(({ type }) => type)).toEqual(['response.created', 'onboarding.created']);
    expect(await eventsTold(world.tenant, some.id)).toEqual([told[0]]);
    expect(await typesOf(world.tenant, none.id)).toEqual([]);
    expect(await typesOf(world.tenant, off.id)).toEqual([]);
    const deliveries = await gateway.services.allTenants.webhookDelivery.count({
      where: { endpointId: { in: [deleted, off, ...others].map(({ id }) => id) } },
    });
    expect(deliveries).toBe(0);

    const rehearsed = await rehearsal.rest('POST', '/workflows/send/', {
      entity: { legal_name: 'Rehearsed Ltd' },
      ddq: { questionnaire_id: world.questionnaire, prefill: true },
    });
    expect(rehearsed.status).toBe(201);
    expect(await eventsTold(rehearsal, others[1]!.id)).toMatchObject([
      { type: 'response.created', sequence: 1, data: { id: rehearsed.body.response_id } },
    ]);
    expect(await typesOf(world.tenant, all.id)).toHaveLength(2);
  });

  it('no one is sent an event when a send is rolled back, and no event number is used up', async () => {
    const world = await createWorld(gateway);
    const { id } = await createWebhook(world.tenant);
    const responseId = await createPrefill(world);
    const refused = { email: 'somebody@refused.example' };
    const direct = await world.tenant.rest('POST', '/workflows/send/', {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      ...refused,
    });
    const prefilled = await world.tenant.rest('POST', `/responses/${responseId}/send/`, refused);
    expect([direct.status, prefilled.status]).toEqual([500, 500]);
    expect(await typesOf(world.tenant, id)).toEqual(['response.created']);
    await sendWorkflow(world);
    expect((await eventsTold(world.tenant, id)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('no one is sent an event when the change it reports is rolled back', async () => {
    const world = await createWorld(gateway);
    const { id } = await createWebhook(world.tenant);
    const responseId = await createPrefill(world);
    const work = gateway.services.allTenants.$transaction(async (transaction) => {
      await recordAuditEvents(transaction, gateway.services, [
        {
          ...systemActor,
          scope: { tenantId: world.tenant.id, mode: 'LIVE' },
          type: 'response.submitted',
          responseId,
          at: now,
        },
      ]);
      throw new Error('And back again');
    });
    await expect(work).rejects.toThrow('And back again');
    expect(await typesOf(world.tenant, id)).toEqual(['response.created']);
    const jobs = await gateway.services.allTenants.$queryRaw<unknown[]>`
      SELECT id FROM pgboss.job WHERE name = 'webhook-delivery' AND group_id = ${id}`;
    expect(jobs).toHaveLength(1);
  });
});

describe('numbers of events', () => {
  it('numbers of events have no gap and no double when much happens at the same time', async () => {
    const world = await createWorld(gateway);
    const { id } = await createWebhook(world.tenant);
    const ids = await Promise.all([1, 2, 3, 4, 5, 6].map(() => createPrefill(world)));
    await Promise.all(
      ids.map(async (responseId) => {
        await setStatus(world, responseId, 'REVIEWED');
        await world.tenant.rest('POST', `/responses/${responseId}/approve/`);
      }),
    );
    const told = await eventsTold(world.tenant, id);
    expect(told.map(({ sequence }) => sequence).toSorted((one, other) => one - other)).toEqual(
      told.map((_event, index) => index + 1),
    );
    for (const responseId of ids) {
      const ofResponse = told.filter(({ data }) => data.id === responseId);
      expect(ofResponse.map(({ type }) => type)).toEqual(['response.created', 'response.approved']);
    }
  });

  it('numbers of events are each tenant’s own, also when transactions that tell of several tenants cross', async () => {
    const worlds = [await createWorld(gateway), await createWorld(gateway)];
    const webhooks: { id: string }[] = [];
    const entries: AuditEntry[] = [];
    for (const { tenant, ...world } of worlds) {
      webhooks.push(await createWebhook(tenant, { events: ['response.submitted'] }));
      entries.push({
        ...systemActor,
        scope: { tenantId: tenant.id, mode: 'LIVE' },
        type: 'response.submitted',
        responseId: await createPrefill({ tenant, ...world }),
        at: now,
      });
    }
    const [one, other] = entries as [AuditEntry, AuditEntry];
    const tell = (news: AuditEntry[]) =>
      gateway.services.allTenants.$transaction((transaction) =>
        recordAuditEvents(transaction, gateway.services, news),
      );
    const orders = [
      [one, other, one],
      [other, one, other],
    ];
    gateway.takeStatements();
    await Promise.all(Array.from({ length: 12 }, (_item, index) => tell(orders[index % 2]!)));
    const inserts = gateway.takeStatements().filter((sql) => /INSERT INTO webhook_events/.test(sql));
    expect(inserts).toHaveLength(12);
    for (const [index, { tenant }] of worlds.entries()) {
      const told = await eventsTold(tenant, webhooks[index]!.id);
      expect(told.map(({ sequence }) => sequence).toSorted((first, second) => first - second)).toEqual(
        Array.from({ length: 18 }, (_item, count) => count + 1),
      );
    }
  });
});
