import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseDueResponses } from '../../src/domain/erasure/erase-due-responses.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { createPrefill, saveAnswers, setStatus } from '../support/responses.ts';
import { answerWebhooks, createWebhook } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';
import { everythingKept } from './everything-kept.ts';
import { createQuestionnaire, tellEverything } from './tell-everything.ts';

const dayMs = 86_400_000;
const start = new Date('2026-11-30T09:00:00Z');
const { signal } = new AbortController();
let now = start;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
  refuseSomeMails(gateway);
  answerWebhooks(gateway, ({ body }) => ({ responseStatus: 200, responseBody: body }));
  gateway.services.autofillEngine = { name: 'MODEL', findAnswers: async () => [] };
});
afterAll(() => gateway.drop());

const eraseDue = () => eraseDueResponses(gateway.services, { signal });

async function setRetention({ tenant }: Pick<World, 'tenant'>, retentionDays: number | null) {
  const { data } = await tenant.graphql(
    `mutation ($days: Int) { updateTenant(input: { retentionDays: $days }) {
      __typename ... on UpdateTenantPayload { tenant { retentionDays } }
      ... on ValidationError { fields { path } } } }`,
    { days: retentionDays },
  );
  return data.updateTenant;
}

const isErased = async (id: string): Promise<boolean> => {
  const { erasedAt } = await gateway.services.allTenants.response.findUniqueOrThrow({ where: { id } });
  return erasedAt !== null;
};

async function decided(world: World, status: 'APPROVED' | 'REJECTED' | 'REVIEWED', at: Date) {
  now = at;
  const id = await createPrefill(world);
  await saveAnswers(world, id, { name: 'Acme' });
  await setStatus(world, id, status);
  return id;
}

it('responses are erased as many days after their decision as the tenant wants, and others stay', async () => {
  const world = await createWorld(gateway);
  expect(await setRetention(world, 30)).toEqual({
    __typename: 'UpdateTenantPayload',
    tenant: { retentionDays: 30 },
  });
  const old = [await decided(world, 'APPROVED', start), await decided(world, 'REJECTED', start)];
  const undecided = await decided(world, 'REVIEWED', start);
  const recent = await decided(world, 'APPROVED', new Date(start.getTime() + dayMs));
  now = new Date(start.getTime() + 30 * dayMs - 1);
  expect(await eraseDue()).toBe(0);
  now = new Date(start.getTime() + 30 * dayMs);
  expect(await eraseDue()).toBe(2);
  expect(await Promise.all([...old, undecided, recent].map(isErased))).toEqual([true, true, false, false]);
  expect(await gateway.services.allTenants.answer.count({ where: { responseId: { in: old } } })).toBe(0);
  const { body } = await world.tenant.rest('GET', `/responses/${old[0]}/events/`);
  expect(body.results[0]).toMatchObject({ type: 'response.erased', actor: { kind: 'system' } });
  expect(await eraseDue()).toBe(0);

  expect(await setRetention(world, null)).toMatchObject({ tenant: { retentionDays: null } });
  now = new Date(start.getTime() + 400 * dayMs);
  expect(await eraseDue()).toBe(0);
});

it('a response is not erased while its entity is on hold, and is once it was released', async () => {
  const world = await createWorld(gateway);
  await setRetention(world, 1);
  const id = await decided(world, 'APPROVED', start);
  await world.tenant.rest('POST', `/entities/${world.company}/hold/`, {});
  now = new Date(start.getTime() + 10 * dayMs);
  await eraseDue();
  expect(await isErased(id)).toBe(false);
  await world.tenant.rest('POST', `/entities/${world.company}/release/`, {});
  await eraseDue();
  expect(await isErased(id)).toBe(true);
});

it('a tenant with many responses that are due does not keep another one waiting', async () => {
  const [large, small] = [await createWorld(gateway), await createWorld(gateway)];
  const last = await decided(small, 'APPROVED', start);
  const first = await decided(large, 'APPROVED', start);
  await gateway.services.allTenants.$executeRaw`
    INSERT INTO responses (id, tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id, created_at, updated_at)
    SELECT gen_random_uuid(), tenant_id, mode, name, status, entity_id, questionnaire_id, questionnaire_version_id, created_at, updated_at
    FROM responses, generate_series(1, 120) WHERE id = ${first}::uuid`;
  // The large one is asked first.
  await setRetention(large, 1);
  await setRetention(small, 1);
  now = new Date(start.getTime() + 2 * dayMs);
  expect(await eraseDueResponses(gateway.services, { signal, maxResponses: 110 })).toBe(110);
  expect(await isErased(last)).toBe(true);
  expect(await eraseDue()).toBe(12);
});

it('a response that cannot be erased does not keep the others from it', async () => {
  const world = await createWorld(gateway);
  await setRetention(world, 1);
  const ids = [await decided(world, 'APPROVED', start), await decided(world, 'APPROVED', start)];
  now = new Date(start.getTime() + 2 * dayMs);
  const { services } = gateway;
  const broken = new Proxy(services.allTenants, {
    get: (client, name) => Reflect.get(name === '$transaction' ? brokenOnce : client, name),
  });
  let isBroken = true;
  const brokenOnce = {
    $transaction: async (...args: Parameters<typeof services.allTenants.$transaction>) => {
      if (isBroken) {
        isBroken = false;
        throw new Error('It is broken.');
      }
      return services.allTenants.$transaction(...args);
    },
  };
  expect(await eraseDueResponses({ ...services, allTenants: broken }, { signal })).toBe(1);
  expect((await Promise.all(ids.map(isErased))).sort()).toEqual([false, true]);
  expect(await eraseDue()).toBe(1);
});

it('a retention of no day is rejected', async () => {
  expect(await setRetention(await createWorld(gateway), 0)).toMatchObject({ __typename: 'ValidationError' });
});

it('nothing that was told about an erased response is kept, and the entity stays', async () => {
  now = start;
  const tenant = await gateway.createTenant({ credits: 50 });
  await createWebhook(tenant);
  await setRetention({ tenant }, 1);
  const questionnaire = await createQuestionnaire(tenant);
  const told = await tellEverything({ gateway, tenant, key: tenant.key, questionnaire, mark: 'Marble' });
  const [responseId = ''] = told.responseIds;
  await setStatus({ gateway } as World, responseId, 'APPROVED');
  now = new Date(start.getTime() + 2 * dayMs);
  expect(await eraseDue()).toBe(1);
  const kept = (await everythingKept(gateway)).toLowerCase();
  const ofResponse = [
    'ResponseName',
    'SentTo',
    'ResentTo',
    'FileName',
    'FileContent',
    'EvidenceName',
    'EvidenceContent',
  ];
  const found = [
    ...ofResponse,
    'TextAnswer',
    'LongAnswer',
    'AnswerEmail',
    'AnswerUrl',
    'ReviewNotes',
    'ChangeMessage',
  ].filter((name) => kept.includes(`marble${name}`.toLowerCase()));
  expect(found).toEqual([]);
  for (const name of ['FirstName', 'PrefillName', 'SavedAnswer', 'DocumentContent', 'HoldReason']) {
    expect(kept).toContain(`marble${name}`.toLowerCase());
  }
});
