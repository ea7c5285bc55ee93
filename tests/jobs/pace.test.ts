import { TestClock } from 'pg-boss';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { paceEmails } from '../../src/work/pace-emails.ts';
import { createBatch, sendsTo } from '../support/batches.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createWorld } from '../support/world.ts';

/** One per minute. */
const turnSeconds = 60;
/** Less than a turn, by more than a test takes. */
const mostOfTurn = 30;

let gateway: TestGateway;
const jobClock = new TestClock(Date.now() + 3_600_000);
let mails: (string | undefined)[] = [];
/** How far the clock of this gateway is ahead of the database's. */
let aheadMs = 0;
beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { MAIL_PER_MINUTE: '1' },
    jobClock,
    clock: () => new Date(Date.now() + aheadMs),
  });
  const { sendMail } = gateway.services;
  gateway.services.sendMail = (mail) => {
    mails.push(mail.tenantId);
    return sendMail(mail);
  };
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  mails = [];
  await gateway.services.allTenants.regularWork.deleteMany({ where: { name: 'batch_email' } });
});

/** Lets time pass for the turns, which the database has, and for this gateway's timers. */
async function pass(seconds: number): Promise<void> {
  await gateway.services.allTenants.$executeRaw`
    UPDATE regular_work SET due_at = due_at - make_interval(secs => ${seconds}) WHERE name = 'batch_email'`;
  await jobClock.tick(seconds * 1_000);
}

it('emails of batches are sent at the pace of MAIL_PER_MINUTE, by turns of tenants, and single sends and prefills do not wait', async () => {
  const [north, south] = [await createWorld(gateway), await createWorld(gateway)];
  const first = await createBatch(north.tenant, sendsTo(north.questionnaire, 5, 'North'));
  await expect.poll(() => mails.length).toBe(1);
  const second = await createBatch(south.tenant, sendsTo(south.questionnaire, 2, 'South'));

  const single = await south.tenant.rest(
    'POST',
    '/workflows/send/',
    sendsTo(south.questionnaire, 1, 'Single')[0],
  );
  expect(single.status).toBe(201);
  expect(mails.splice(1, 1)).toEqual([south.tenant.id]);
  const prefill = { entity_id: south.company, ddq: { questionnaire_id: south.questionnaire, prefill: true } };
  const quiet = await createBatch(south.tenant, [prefill]);
  await expect
    .poll(async () => (await south.tenant.rest('GET', `/workflows/batches/${quiet}/`)).body.prefilled)
    .toBe(1);

  for (let count = 2; count <= 4; count += 1) {
    await pass(mostOfTurn);
    expect(mails).toHaveLength(count - 1);
    await pass(turnSeconds - mostOfTurn);
    await expect.poll(() => mails.length).toBe(count);
  }
  expect(new Set(mails.slice(0, 2)).size).toBe(2);
  expect(new Set(mails.slice(2, 4)).size).toBe(2);
  await north.tenant.rest('POST', `/workflows/batches/${first}/cancel/`);
  await south.tenant.rest('POST', `/workflows/batches/${second}/cancel/`);
});

it('a gateway whose clock is ahead sends no email of a batch before its turn', async () => {
  const { tenant, questionnaire } = await createWorld(gateway);
  const id = await createBatch(tenant, sendsTo(questionnaire, 2));
  await expect.poll(async () => (await tenant.rest('GET', '/credits/')).body.used).toBe(1);
  aheadMs = turnSeconds * 1_000;
  await pass(mostOfTurn);
  aheadMs = 0;
  expect(mails).toHaveLength(1);
  await pass(turnSeconds - mostOfTurn);
  await expect.poll(() => mails.length).toBe(2);
  expect((await tenant.rest('GET', `/workflows/batches/${id}/`)).body.failed).toBe(0);
});

it('sends that were cancelled take no turns', async () => {
  const { tenant, questionnaire } = await createWorld(gateway);
  const id = await createBatch(tenant, sendsTo(questionnaire, 5));
  await expect.poll(() => mails.length).toBe(1);
  const { body } = await tenant.rest('POST', `/workflows/batches/${id}/cancel/`);
  expect(body.cancelled).toBe(4);
  await createBatch(tenant, sendsTo(questionnaire, 1, 'Later'));
  await pass(turnSeconds);
  await expect.poll(() => mails.length).toBe(2);
});

it('sends of an erased tenant take no turns', async () => {
  const [erased, other] = [await createWorld(gateway), await createWorld(gateway)];
  await createBatch(erased.tenant, sendsTo(erased.questionnaire, 3));
  await expect.poll(async () => (await erased.tenant.rest('GET', '/credits/')).body.used).toBe(1);
  const { allTenants } = gateway.services;
  const { name } = await allTenants.tenant.findUniqueOrThrow({ where: { id: erased.tenant.id } });
  await gateway.graphql(
    'mutation ($input: EraseTenantInput!) { eraseTenant(input: $input) { ... on EraseTenantPayload { tenant { id } } } }',
    { input: { tenantId: erased.tenant.id, confirm: name } },
    { key: operatorKey },
  );
  const { data } = await gateway.graphql(
    '{ jobs(filter: { queue: BATCH_EMAIL, state: QUEUED }) { totalCount } }',
    {},
    { key: operatorKey },
  );
  expect(data.jobs.totalCount).toBe(0);
  await createBatch(other.tenant, sendsTo(other.questionnaire, 1));
  await pass(turnSeconds);
  await expect.poll(() => mails.length).toBe(2);
});

it('a job that pauses before it is tried again takes no turn', async () => {
  const { services } = gateway;
  const { tenant, questionnaire } = await createWorld(gateway);
  const startAfter = new Date(jobClock.now() + 86_400_000);
  await services.allTenants.$transaction((transaction) =>
    services.jobs.enqueue(transaction, 'batch-email', [
      { tenantId: tenant.id, data: { itemId: newId() }, startAfter },
    ]),
  );
  expect(await paceEmails({ allTenants: services.allTenants, perMinute: 1 })()).toBeUndefined();
  await createBatch(tenant, sendsTo(questionnaire, 1));
  await expect.poll(() => mails.length).toBe(1);
});
