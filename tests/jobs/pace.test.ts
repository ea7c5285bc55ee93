import { TestClock } from 'pg-boss';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createBatch, sendsTo } from '../support/batches.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createWorld } from '../support/world.ts';

/** Six per minute are one in ten seconds. */
const turnMs = 10_000;

let gateway: TestGateway;
const jobClock = new TestClock(Date.now() + 3_600_000);
const mails: { tenantId: string | undefined; at: number }[] = [];
beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { MAIL_PER_MINUTE: '6' },
    jobClock,
    clock: () => new Date(jobClock.now()),
  });
  const { sendMail } = gateway.services;
  gateway.services.sendMail = (mail) => {
    mails.push({ tenantId: mail.tenantId, at: jobClock.now() });
    return sendMail(mail);
  };
});
afterAll(() => gateway.drop());

it('emails of batches are sent at the pace of MAIL_PER_MINUTE, by turns of tenants, and single sends and prefills do not wait', async () => {
  const [north, south] = [await createWorld(gateway), await createWorld(gateway)];
  await createBatch(north.tenant, sendsTo(north.questionnaire, 5, 'North'));
  await expect.poll(() => mails.length).toBe(1);
  await createBatch(south.tenant, sendsTo(south.questionnaire, 2, 'South'));

  const single = await south.tenant.rest(
    'POST',
    '/workflows/send/',
    sendsTo(south.questionnaire, 1, 'Single')[0],
  );
  expect(single.status).toBe(201);
  expect(mails.splice(1, 1)).toMatchObject([{ tenantId: south.tenant.id }]);
  const prefill = { entity_id: south.company, ddq: { questionnaire_id: south.questionnaire, prefill: true } };
  const quiet = await createBatch(south.tenant, [prefill]);
  await expect
    .poll(async () => (await south.tenant.rest('GET', `/workflows/batches/${quiet}/`)).body.prefilled)
    .toBe(1);

  for (let count = 2; count <= 4; count += 1) {
    await jobClock.tick(turnMs - 1_000);
    expect(mails).toHaveLength(count - 1);
    await jobClock.tick(1_000);
    await expect.poll(() => mails.length).toBe(count);
  }
  const [first = 0, ...rest] = mails.map(({ at }) => at);
  expect(rest.map((at) => at - first)).toEqual([turnMs, 2 * turnMs, 3 * turnMs]);
  expect(new Set(mails.slice(0, 2).map(({ tenantId }) => tenantId)).size).toBe(2);
  expect(new Set(mails.slice(2, 4).map(({ tenantId }) => tenantId)).size).toBe(2);
});
