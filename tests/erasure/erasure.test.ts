import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { refuseSomeMails } from '../support/mails.ts';
import { answerWebhooks, createWebhook } from '../support/webhooks.ts';
import { everythingKept } from './everything-kept.ts';
import { createQuestionnaire, quotingEngine, type Told, tellEverything } from './tell-everything.ts';

let gateway: TestGateway;
let tenant: TestTenant;
let testKey: string;
const logged: string[] = [];
/** What is told of the entity that is erased, of one of the other mode, and of one of the same tenant that stays. */
let told: Record<'live' | 'test' | 'neighbour', Told>;

beforeAll(async () => {
  gateway = await startTestGateway({ onLog: (line) => logged.push(line) });
  refuseSomeMails(gateway);
  // Receivers say what they were sent.
  answerWebhooks(gateway, ({ body }) => ({ responseStatus: 200, responseBody: body }));
  gateway.services.autofillEngine = quotingEngine;
  tenant = await gateway.createTenant({ credits: 100 });
  testKey = await tenant.createKey({ mode: 'TEST' });
  for (const key of [tenant.key, testKey]) {
    await createWebhook({ rest: (method, path, body) => gateway.rest(method, path, body, { key }) });
  }
  const questionnaire = await createQuestionnaire(tenant);
  const teller = { gateway, tenant, questionnaire };
  told = {
    live: await tellEverything({ ...teller, key: tenant.key, mark: 'Quartz' }),
    test: await tellEverything({ ...teller, key: testKey, mark: 'Basalt' }),
    neighbour: await tellEverything({ ...teller, key: tenant.key, mark: 'Granite' }),
  };
});
afterAll(() => gateway.drop());

/** The markers that are somewhere, whatever their letter case. */
async function found(markers: readonly string[]): Promise<string[]> {
  const kept = (await everythingKept(gateway)).toLowerCase();
  return markers.filter((marker) => kept.includes(marker.toLowerCase()));
}

const ownMarkers = ({ markers }: Told) => markers.filter((marker) => /^[A-Z]/.test(marker));
const trail = async (entityId: string, key: string) => {
  const { data } = await gateway.graphql(
    `query ($id: ID!) { auditEvents(filter: { entityId: $id }, first: 100) {
      nodes { id type actor { kind name } createdAt details } } }`,
    { id: entityId },
    { key },
  );
  return data.auditEvents.nodes;
};

it.each(['live', 'test'] as const)(
  'nothing that was told about an erased %s entity is kept anywhere',
  async (mode) => {
    const { entityId } = told[mode];
    const key = mode === 'live' ? tenant.key : testKey;
    const before = await trail(entityId, key);
    expect(await found(told[mode].markers)).toEqual(told[mode].markers);
    const neighbours = ownMarkers(told.neighbour);

    const { status, body } = await gateway.rest(
      'POST',
      `/entities/${entityId}/erase/`,
      { reason: 'Requested by the person' },
      { key },
    );
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { id: entityId, name: '[erased]', first_name: null, email: null, on_hold: false },
    });
    expect(body.erased_at).not.toBeNull();
    // The numbers and dates are also the neighbour's.
    expect(await found(ownMarkers(told[mode]))).toEqual([]);
    expect(logged.join('\n').match(/Quartz|Basalt/gi)).toBeNull();
    expect(await found(neighbours)).toEqual(neighbours);

    const after = await trail(entityId, key);
    const ids = (events: any[]) => events.map(({ id, type, createdAt }) => ({ id, type, createdAt }));
    expect(ids(after).slice(-before.length)).toEqual(ids(before));
    expect(after[0]).toMatchObject({ type: 'ENTITY_ERASED', details: { reason: 'Requested by the person' } });
  },
);
