import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apis, callThrough } from '../support/both-apis.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { holdNextMail, refuseSomeMails } from '../support/mails.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

const startOfTime = new Date('2026-03-01T09:00:00Z');

let now = startOfTime;
const advance = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
  refuseSomeMails(gateway);
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  now = startOfTime;
  world = await createWorld(gateway, { credits: 3 });
});

const resendRest = (id: string, body: object = {}, key = world.tenant.key) =>
  world.tenant.rest('POST', `/workflows/${id}/resend/`, body, { key });

const resendGraphql = async (id: string, input: object = {}) => {
  const { data } = await world.tenant.graphql(
    `mutation ($input: ResendWorkflowInput!) {
      resendWorkflow(input: $input) {
        __typename ... on Error { code message } ... on RateLimitedError { retryAfterSeconds }
      }
    }`,
    { input: { workflowSessionId: id, ...input } },
  );
  return data.resendWorkflow;
};

const credits = async () => (await world.tenant.rest('GET', '/credits/')).body;
const mailCount = async (key = world.tenant.key) =>
  (await world.tenant.rest('GET', '/captured-mails/', undefined, { key })).body.count;
const newestEvent = async (id: string) =>
  (await world.tenant.rest('GET', `/workflows/${id}/events/?page_size=1`)).body.results[0];

describe('a session is resent at most five times within an hour', () => {
  it('the sixth resend of a session is rejected by both APIs until the first is an hour old', async () => {
    const { workflowSessionId: id } = await sendWorkflow(world);
    for (let count = 0; count < 5; count += 1) {
      expect((await resendRest(id)).status).toBe(200);
      advance(60);
    }
    const before = await mailCount();

    const { status, body, headers } = await resendRest(id);
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'rate_limited' });
    expect(headers['retry-after']).toBe('3300');
    expect(await resendGraphql(id)).toEqual({
      __typename: 'RateLimitedError',
      code: 'RATE_LIMITED',
      message: expect.stringContaining('At most 5 emails per hour'),
      retryAfterSeconds: 3300,
    });
    expect(await mailCount()).toBe(before);

    advance(3299);
    expect((await resendRest(id)).status).toBe(429);
    advance(1);
    expect((await resendRest(id)).status).toBe(200);
    expect((await resendRest(id)).headers['retry-after']).toBe('60');
  });

  it('whatever the address, and the credit is requested only after that', async () => {
    const { workflowSessionId: id } = await sendWorkflow(world);
    for (let count = 0; count < 5; count += 1) {
      await resendRest(id);
    }
    expect((await resendRest(id, { email: 'other@example.com' })).status).toBe(429);
    expect(await credits()).toEqual({ available: 2, held: 0, used: 1 });
  });

  it('any number of concurrent calls resend a session at most five times within an hour', async () => {
    const { workflowSessionId: id } = await sendWorkflow(world);
    for (let count = 0; count < 4; count += 1) {
      await resendRest(id);
    }
    const before = await mailCount();
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => resendRest(id)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(new Set(statuses)).not.toContain(500);
    expect(await mailCount()).toBe(before + 1);
  });

  it('a session is resent at most five times within an hour with a test key, too', async () => {
    const key = await world.tenant.createKey({ mode: 'TEST' });
    const sent = await world.tenant.rest(
      'POST',
      '/workflows/send/',
      {
        entity: { legal_name: 'Rehearsed Ltd' },
        ddq: { questionnaire_id: world.questionnaire },
        email: 'a@example.com',
      },
      { key },
    );
    const id = sent.body.workflow_session_id;
    for (let count = 0; count < 5; count += 1) {
      expect((await resendRest(id, { email: `${count}@example.com` }, key)).status).toBe(200);
    }
    expect((await resendRest(id, {}, key)).status).toBe(429);
    expect(await credits()).toEqual({ available: 3, held: 0, used: 0 });
  });

  it('the limit on resends counts each session separately and ignores emails that were rejected', async () => {
    const [first, second] = [await sendWorkflow(world), await sendWorkflow(world)];
    for (let count = 0; count < 6; count += 1) {
      expect((await resendRest(first.workflowSessionId, { email: 'a@refused.example' })).status).toBe(500);
    }
    for (let count = 0; count < 5; count += 1) {
      expect((await resendRest(first.workflowSessionId)).status).toBe(200);
    }
    expect((await resendRest(first.workflowSessionId)).status).toBe(429);
    expect((await resendRest(second.workflowSessionId)).status).toBe(200);
  });

  it('a repeated request with one idempotency key counts as one resend', async () => {
    const { workflowSessionId: id } = await sendWorkflow(world);
    for (let count = 0; count < 7; count += 1) {
      const { status } = await world.tenant.rest(
        'POST',
        `/workflows/${id}/resend/`,
        {},
        {
          headers: { 'idempotency-key': 'once' },
        },
      );
      expect(status).toBe(200);
    }
    expect((await resendRest(id)).status).toBe(200);
  });
});

describe('a resend to another address than the last one costs a credit', () => {
  it('which is charged once the email is accepted, and the audit trail says what changed', async () => {
    const { workflowSessionId: id } = await sendWorkflow(world, { email: 'first@example.com' });
    expect(await credits()).toEqual({ available: 2, held: 0, used: 1 });

    const mail = holdNextMail(gateway);
    const resending = resendRest(id, { email: 'second@example.com' });
    await mail.handedOver;
    expect(await credits()).toEqual({ available: 1, held: 1, used: 1 });
    mail.accept();
    expect((await resending).body.email).toBe('second@example.com');
    expect(await credits()).toEqual({ available: 1, held: 0, used: 2 });
    expect(await newestEvent(id)).toMatchObject({
      type: 'onboarding.link_regenerated',
      details: { email: 'second@example.com', previous_email: 'first@example.com', credits: 1 },
    });
    const entries = await gateway.services.allTenants.creditEntry.findMany({
      where: { tenantId: world.tenant.id, workflowSessionId: id },
    });
    expect(entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['CHARGE', -1],
      ['CHARGE', -1],
    ]);
  });

  it.each(['second@example.com', undefined, 'SECOND@Example.COM'])(
    'a second resend to the same new address (%s) costs no further credit',
    async (email) => {
      const { workflowSessionId: id } = await sendWorkflow(world, { email: 'first@example.com' });
      await resendRest(id, { email: 'second@example.com' });
      expect((await resendRest(id, email === undefined ? {} : { email })).status).toBe(200);
      expect(await credits()).toEqual({ available: 1, held: 0, used: 2 });
    },
  );

  it('a resend back to the first address costs another credit', async () => {
    const { workflowSessionId: id } = await sendWorkflow(world, { email: 'first@example.com' });
    await resendRest(id, { email: 'second@example.com' });
    await resendRest(id, { email: 'first@example.com' });
    expect(await credits()).toEqual({ available: 0, held: 0, used: 3 });
  });

  it.each(apis)(
    'a resend to another address is rejected on %s without a credit, before any email is sent',
    async (api) => {
      const { workflowSessionId } = await sendWorkflow(world);
      await sendWorkflow(world);
      await sendWorkflow(world);
      const before = await mailCount();

      expect(
        await callThrough(api, world, {
          mutation: 'resendWorkflow',
          input: { workflowSessionId, email: 'other@example.com' },
        }),
      ).toMatchObject({ status: 402, code: 'INSUFFICIENT_CREDITS' });
      expect(await mailCount()).toBe(before);
      expect((await resendRest(workflowSessionId)).status).toBe(200);
      expect(await credits()).toEqual({ available: 0, held: 0, used: 3 });
    },
  );

  it('which is released when the email is rejected', async () => {
    const { workflowSessionId: id } = await sendWorkflow(world);
    expect((await resendRest(id, { email: 'a@refused.example' })).status).toBe(500);
    expect(await credits()).toEqual({ available: 2, held: 0, used: 1 });
  });

  it('even when many are sent to many addresses concurrently', async () => {
    const sessions = [await sendWorkflow(world), await sendWorkflow(world)];
    const statuses = await Promise.all(
      sessions.map(async ({ workflowSessionId }, index) => {
        const { status } = await resendRest(workflowSessionId, { email: `other-${index}@example.com` });
        return status;
      }),
    );
    expect(statuses.toSorted()).toEqual([200, 402]);
    expect(await credits()).toEqual({ available: 0, held: 0, used: 3 });
  });
});

it('changes to a response can be requested at most five times within an hour', async () => {
  const { responseId } = await sendWorkflow(world);
  const request = async () => {
    await gateway.services.allTenants.response.update({
      where: { id: responseId },
      data: { status: 'UNDER_REVIEW' },
    });
    return world.tenant.rest('POST', `/responses/${responseId}/request-changes/`, { message: 'Again.' });
  };
  for (let count = 0; count < 5; count += 1) {
    expect((await request()).status).toBe(200);
  }
  const before = await mailCount();
  expect(await request()).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
  expect(await mailCount()).toBe(before);
  advance(3600);
  expect((await request()).status).toBe(200);
});
