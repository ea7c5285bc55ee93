import { afterAll, beforeAll, expect, it } from 'vitest';
import { finishErasures } from '../../src/domain/erasure/finish-erasure.ts';
import { run } from '../command-line/support.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { operatorKey, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { holdNextMail, refuseSomeMails } from '../support/mails.ts';
import { newestLink } from '../support/recipient.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { answerWebhooks, createWebhook } from '../support/webhooks.ts';
import { createWorld } from '../support/world.ts';
import { everythingKept } from './everything-kept.ts';
import { createQuestionnaire, tellEverything } from './tell-everything.ts';

let now = new Date('2026-11-30T09:00:00Z');
let gateway: TestGateway;
let url: string;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
  url = await gateway.listen();
  refuseSomeMails(gateway);
  answerWebhooks(gateway, ({ body }) => ({ responseStatus: 200, responseBody: body }));
  gateway.services.autofillEngine = { name: 'MODEL', findAnswers: async () => [] };
});
afterAll(() => gateway.drop());

const erase = (tenantId: string, name: string) =>
  run(['tenant', 'erase', '--tenant', tenantId, '--confirm', name, '--url', url, '--json'], {
    OPERATOR_KEY: operatorKey,
  });
const nameOf = async ({ id }: Pick<TestTenant, 'id'>): Promise<string> =>
  (await gateway.services.allTenants.tenant.findUniqueOrThrow({ where: { id } })).name;

it('nothing of an erased tenant is kept in any mode, except for its account, and another tenant keeps everything', async () => {
  const tell = async (marks: readonly [string, string]) => {
    const tenant = await gateway.createTenant({ credits: 100 });
    const testKey = await tenant.createKey({ mode: 'TEST' });
    const questionnaire = await createQuestionnaire(tenant);
    const told = [];
    for (const [index, key] of [tenant.key, testKey].entries()) {
      await createWebhook({ rest: (method, path, body) => gateway.rest(method, path, body, { key }) });
      told.push(await tellEverything({ gateway, tenant, key, questionnaire, mark: marks[index] ?? '' }));
    }
    const markers = told.flatMap((each) => each.markers).filter((marker) => /^[A-Z]/.test(marker));
    return { tenant, testKey, markers };
  };
  const { tenant, testKey, markers } = await tell(['Onyx', 'Opal']);
  const other = await tell(['Jasper', 'Garnet']);
  const found = async (wanted: readonly string[]) => {
    const kept = (await everythingKept(gateway)).toLowerCase();
    return wanted.filter((marker) => kept.includes(marker.toLowerCase()));
  };
  expect(await found(markers)).toEqual(markers);

  const result = await erase(tenant.id, await nameOf(tenant));
  expect(result.json()).toMatchObject({ id: tenant.id, erasedAt: now.toISOString() });
  expect(await found(markers)).toEqual([]);
  expect(await found(other.markers)).toEqual(other.markers);
  for (const key of [tenant.key, testKey]) {
    expect((await gateway.rest('GET', '/entities/', undefined, { key })).status).toBe(401);
  }
  now = new Date(now.getTime() + 60_000);
  await finishErasures(gateway.services, { signal: new AbortController().signal });
  const rows = (await dumpDatabase(gateway)).filter((row) => row.includes(tenant.id));
  expect([...new Set(rows.map((row) => row.split(' ')[0]))].sort()).toEqual([
    'credit_accounts',
    'credit_entries',
    'tenants',
  ]);
  // Once more changes nothing.
  expect((await erase(tenant.id, 'Any name')).status).toBe(0);
});

it('a tenant is erased only under its own name', async () => {
  const tenant = await gateway.createTenant();
  expect((await erase(tenant.id, 'Another name')).errors).toEqual([
    '--confirm: This is not the tenant’s name.',
  ]);
  expect((await tenant.rest('GET', '/entities/')).status).toBe(200);
});

it('a tenant is not erased while an entity is on hold', async () => {
  const world = await createWorld(gateway);
  await world.tenant.rest('POST', `/entities/${world.company}/hold/`, {});
  expect((await erase(world.tenant.id, await nameOf(world.tenant))).errors).toEqual([
    'An entity of the tenant is on hold. Release it first.',
  ]);
});

it('a tenant is not erased while an email is being sent, and its links lead nowhere afterwards', async () => {
  const world = await createWorld(gateway);
  const name = await nameOf(world.tenant);
  const mail = holdNextMail(gateway);
  const sending = sendWorkflow(world);
  await mail.handedOver;
  expect((await erase(world.tenant.id, name)).errors).toEqual([
    'An email of the tenant is being sent. Try again shortly.',
  ]);
  mail.accept();
  await sending;
  const path = await newestLink(world);
  expect((await erase(world.tenant.id, name)).status).toBe(0);
  expect((await gateway.app.inject({ method: 'GET', url: path })).statusCode).toBe(404);
});
