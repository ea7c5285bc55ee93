import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../../src/domain/context.ts';
import type { AuditEntry } from '../../src/domain/events/audit-entry.ts';
import { type WebhookEventName, webhookEvents } from '../../src/domain/events/event-types.ts';
import { type EventServices, recordAuditEvents } from '../../src/domain/events/record-audit-events.ts';
import { createVersionReader } from '../../src/domain/questionnaires/read-version.ts';
import { createEventData } from '../../src/rest/event-data.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type Sent, sendWorkflow } from '../support/sessions.ts';
import { answerWebhooks, createWebhook, eventsTold } from '../support/webhooks.ts';
import { createWorld, createWorldThroughApis, type World } from '../support/world.ts';

const now = new Date('2026-03-01T09:00:00.750Z');
const hoursLater = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now, countStatements: true });
  answerWebhooks(gateway);
});
afterAll(() => gateway.drop());

interface Recording {
  world: World;
  type: WebhookEventName;
  /** Each gets an event. */
  subjects: Sent[];
  at?: Date;
  services?: EventServices;
}

/** Records events of one type in one transaction. */
const record = ({ world, type, subjects, at = now, services = gateway.services }: Recording) =>
  gateway.services.allTenants.$transaction((transaction) =>
    recordAuditEvents(
      transaction,
      services,
      subjects.map((ids): AuditEntry => {
        const scope = { tenantId: world.tenant.id, mode: 'LIVE' } as const;
        return { ...systemActor, scope, type, ...ids, at };
      }),
    ),
  );

const send = (world: World) => sendWorkflow(world, { withVerification: true, expiryHours: 24 });

/**
 * The statements that read what events describe. Deliveries, which are made in the background, have none of them, and the
 * statement that writes events only finds their entities.
 */
const takeReads = () =>
  gateway
    .takeStatements()
    .filter((sql) => !sql.includes('INSERT INTO audit_events'))
    .filter((sql) =>
      /\b(?:FROM|JOIN)\s+(?:"public"\.)?"?(?:responses|entities|autofill_runs|workflow_sessions|verification_sessions|questionnaire_versions)\b/.test(
        sql,
      ),
    );

it.each([
  ['onboarding.completed', 2],
  ['verification.completed', 1],
  ['response.submitted', 1],
  ['response.autofill_completed', 2],
] as const)('four events %s take as many statements to describe as one: %i', async (type, count) => {
  // Its questionnaire is in memory, because the gateway has created it.
  const world = await createWorldThroughApis(gateway, { credits: 5 });
  const { id } = await createWebhook(world.tenant, { events: [type] });
  const subjects = [await send(world), await send(world), await send(world), await send(world)];
  for (const some of [subjects.slice(0, 1), subjects]) {
    gateway.takeStatements();
    await record({ world, type, subjects: some });
    const reads = takeReads();
    expect(reads, reads.join('\n')).toHaveLength(count);
  }
  const ids = (await eventsTold(world.tenant, id)).map(({ data }) => data.id);
  expect(new Set(ids).size).toBe(4);
  expect(ids).toHaveLength(5);
});

it('data is read in the writing transaction, even if the questionnaire is not in memory', async () => {
  const world = await createWorld(gateway);
  const { id } = await createWebhook(world.tenant, { events: ['response.submitted'] });
  const subjects = [await send(world), await send(world)];
  const { allTenants, cipher, jobs } = gateway.services;
  const eventData = createEventData({ cipher, readVersion: createVersionReader(allTenants) });
  await record({ world, type: 'response.submitted', subjects, services: { eventData, jobs } });
  const [{ data } = { data: undefined }] = await eventsTold(world.tenant, id);
  expect(data.questionnaire).toEqual({ id: world.questionnaire, name: 'Company basics', type: 'ddq' });
});

it('a status that depends on the time is that at the time of the event', async () => {
  const world = await createWorld(gateway);
  const { id } = await createWebhook(world.tenant, {
    events: ['onboarding.revoked', 'verification.completed'],
  });
  const subjects = [await send(world)];
  for (const type of ['onboarding.revoked', 'verification.completed'] as const) {
    await record({ world, type, subjects, at: hoursLater(23) });
    await record({ world, type, subjects, at: hoursLater(25) });
  }
  expect((await eventsTold(world.tenant, id)).map(({ data }) => data.status)).toEqual([
    'sent',
    'expired',
    'pending',
    'expired',
  ]);
});

it.each(webhookEvents)('%s describes no resource of another tenant', async (type) => {
  const world = await createWorld(gateway);
  const { id } = await createWebhook(world.tenant);
  const foreign = await send(await createWorld(gateway));
  await expect(record({ world, type, subjects: [foreign] })).rejects.toThrow(
    `An event ${type} describes a resource that its tenant does not have.`,
  );
  expect(await eventsTold(world.tenant, id)).toEqual([]);
});
