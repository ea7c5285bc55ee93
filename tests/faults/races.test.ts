import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recoverDispatches } from '../../src/domain/workflows/recover-dispatches.ts';
import { operatorKey, type RestAnswer, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import {
  bodyFor,
  createPrefilled,
  createQuestionnaire,
  linksReceived,
  readState,
  recordLinks,
} from './support.ts';

let gateway: TestGateway;
let smtp: SmtpTestServer;
let links: Map<string, string[]>;
beforeAll(async () => {
  smtp = await startSmtpServer();
  gateway = await startTestGateway({ environment: { SMTP_URL: smtp.url } });
  links = recordLinks(gateway);
});
beforeEach(() => {
  smtp.behaviour = 'accept';
  smtp.thaw();
});
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
});

let count = 0;
const newAddress = () => `recipient-${++count}@recipient.example`;

/** Makes that many concurrent calls. */
const atOnce = <Result>(times: number, call: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => call(index)));

const withStatus = (answers: RestAnswer[], status: number) =>
  answers.filter((answer) => answer.status === status);

async function prepare(options: { credits?: number } = {}) {
  const tenant = await gateway.createTenant(options);
  return { tenant, questionnaireId: await createQuestionnaire(tenant), address: newAddress() };
}

async function preparePrefilled(options: { credits?: number } = {}) {
  const prepared = await prepare(options);
  const { services } = gateway;
  const responseId = await createPrefilled({ services, ...prepared, email: prepared.address });
  return { ...prepared, responseId };
}

describe('sends of one prefilled response at the same time', () => {
  it('of simultaneous sends of one prefilled response, one succeeds with one email, session and credit, and each other gets a reason', async () => {
    const { tenant, responseId, address } = await preparePrefilled({ credits: 50 });
    const answers = await atOnce(20, () => tenant.rest('POST', `/responses/${responseId}/send/`));
    const refused = answers.filter(({ status }) => status !== 200);

    expect(withStatus(answers, 200)).toHaveLength(1);
    for (const { status, body } of refused) {
      expect([
        [400, 'invalid_request', 'DRAFT'],
        [409, 'conflict', undefined],
      ]).toContainEqual([status, body.code, body.details?.current_status]);
    }
    expect(await linksReceived(smtp, address)).toHaveLength(1);
    expect(await readState(tenant)).toEqual({
      credits: { available: 49, held: 0, used: 1 },
      entities: 1,
      responses: 1,
      workflowSessions: 1,
    });
  });

  it('a second send of a prefilled response is rejected while the first is in progress, and afterwards because of its state', async () => {
    const { tenant, responseId } = await preparePrefilled();
    const send = () => tenant.rest('POST', `/responses/${responseId}/send/`);
    smtp.behaviour = 'silence-after-message';
    const first = send();
    await smtp.waitForSilence();
    const meanwhile = await send();
    const stateInTheMeantime = await readState(tenant);
    const responseInTheMeantime = await tenant.rest('GET', `/responses/${responseId}/`);
    smtp.behaviour = 'accept';
    smtp.thaw();

    expect(meanwhile).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(stateInTheMeantime).toMatchObject({
      credits: { available: 99, held: 1, used: 0 },
      workflowSessions: 0,
    });
    expect(responseInTheMeantime.body).toMatchObject({
      status: 'PREFILL',
      answers: [{ source: { page: 3 } }, {}],
    });
    expect(await first).toMatchObject({ status: 200 });
    expect(await send()).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: { current_status: 'DRAFT' } },
    });
  });

  it('GraphQL rejects a second send of a prefilled response with ConflictError, and with InvalidStateError after the first', async () => {
    const { tenant, responseId } = await preparePrefilled();
    const send = () =>
      tenant.graphql(
        `mutation ($input: SendPrefillResponseInput!) {
          sendPrefillResponse(input: $input) {
            __typename ... on Error { code } ... on InvalidStateError { currentStatus }
          }
        }`,
        { input: { responseId } },
      );
    smtp.behaviour = 'silence-at-recipient';
    const first = send();
    await smtp.waitForSilence();
    const meanwhile = await send();
    smtp.behaviour = 'accept';
    smtp.thaw();
    await first;
    const afterwards = await send();

    expect(meanwhile.data.sendPrefillResponse).toEqual({ __typename: 'ConflictError', code: 'CONFLICT' });
    expect(afterwards.data.sendPrefillResponse).toEqual({
      __typename: 'InvalidStateError',
      code: 'INVALID_REQUEST',
      currentStatus: 'DRAFT',
    });
  });
});

describe('a link whose send is in progress', () => {
  it('a link whose send is in progress asks for a moment, and opens the request once the email is accepted', async () => {
    const { tenant, questionnaireId, address } = await prepare();
    smtp.behaviour = 'silence-after-message';
    const sending = tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, address));
    await smtp.waitForSilence();
    const url = links.get(address)![0]!;
    const pending = await gateway.app.inject({ url });
    smtp.behaviour = 'accept';
    smtp.thaw();
    await sending;
    const opened = await gateway.app.inject({ url });

    expect(pending).toMatchObject({ statusCode: 200, headers: { refresh: expect.any(String) } });
    expect(pending.body).toContain('One moment');
    expect(pending.body).not.toContain('Short questionnaire');
    expect(opened.statusCode).toBe(200);
    expect(opened.body).toContain('Short questionnaire');
  });
});

describe('direct sends at the same time', () => {
  it('spend each credit once: what is over is 402 and creates nothing, not even its entity', async () => {
    const { tenant, questionnaireId } = await prepare({ credits: 10 });
    const addresses = Array.from({ length: 30 }, newAddress);
    const answers = await atOnce(30, (index) =>
      tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, addresses[index]!)),
    );
    const mails = await Promise.all(addresses.map((address) => linksReceived(smtp, address)));

    expect(withStatus(answers, 201)).toHaveLength(10);
    expect(withStatus(answers, 402)).toHaveLength(20);
    expect(new Set(withStatus(answers, 402).map(({ body }) => body.code))).toEqual(
      new Set(['insufficient_credits']),
    );
    expect(mails.map((received) => received.length)).toEqual(
      answers.map(({ status }) => (status === 201 ? 1 : 0)),
    );
    expect(await readState(tenant)).toEqual({
      credits: { available: 0, held: 0, used: 10 },
      entities: 10,
      responses: 10,
      workflowSessions: 10,
    });
  });

  it('direct sends at the same time cannot spend the credit that another send holds, and can once that send has failed', async () => {
    const { tenant, questionnaireId, address } = await prepare({ credits: 1 });
    const send = () => tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, address));
    smtp.behaviour = 'silence-at-recipient';
    const first = send();
    await smtp.waitForSilence();
    const meanwhile = await send();
    smtp.behaviour = 'reject-message-5xx';
    smtp.thaw();
    await first;
    smtp.behaviour = 'accept';

    expect(meanwhile).toMatchObject({ status: 402, body: { code: 'insufficient_credits' } });
    expect(await first).toMatchObject({ status: 500 });
    expect(await send()).toMatchObject({ status: 201 });
    expect(await readState(tenant)).toEqual({
      credits: { available: 0, held: 0, used: 1 },
      entities: 2,
      responses: 1,
      workflowSessions: 1,
    });
  });

  it('rejected for want of credits keep no idempotency key', async () => {
    const { tenant, questionnaireId, address } = await prepare({ credits: 0 });
    const send = () =>
      tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, address), {
        headers: { 'idempotency-key': 'later' },
      });
    const refused = await send();
    await grant(tenant.id, 1);

    expect(refused.status).toBe(402);
    expect(await send()).toMatchObject({ status: 201 });
  });

  it('direct sends at the same time keep the sums right while credits are granted', async () => {
    const { tenant, questionnaireId } = await prepare({ credits: 2 });
    const [answers] = await Promise.all([
      atOnce(20, () => tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, newAddress()))),
      atOnce(8, () => grant(tenant.id, 1)),
    ]);
    const sent = withStatus(answers, 201).length;

    expect(withStatus(answers, 402)).toHaveLength(20 - sent);
    expect(sent).toBeGreaterThanOrEqual(2);
    expect(await readState(tenant)).toEqual({
      credits: { available: 10 - sent, held: 0, used: sent },
      entities: sent,
      responses: sent,
      workflowSessions: sent,
    });
  });
});

describe('requests with one idempotency key at the same time', () => {
  const sendOnce = async (key: string) => {
    const { tenant, questionnaireId, address } = await prepare();
    const send = () =>
      tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, address), {
        headers: { 'idempotency-key': key },
      });
    return { tenant, address, send };
  };

  it('requests with one idempotency key at the same time are one send: the others are 409 or the first answer again', async () => {
    const { tenant, address, send } = await sendOnce('ten-at-once');
    const answers = await atOnce(10, send);
    const firsts = withStatus(answers, 201).filter(({ headers }) => !headers['idempotent-replayed']);

    expect(firsts).toHaveLength(1);
    for (const { status, body } of answers) {
      expect([201, 409]).toContain(status);
      expect(body).toMatchObject(status === 201 ? firsts[0]!.body : { code: 'conflict' });
    }
    expect(await linksReceived(smtp, address)).toHaveLength(1);
    expect(await readState(tenant)).toEqual({
      credits: { available: 99, held: 0, used: 1 },
      entities: 1,
      responses: 1,
      workflowSessions: 1,
    });
  });

  it('requests with one idempotency key at the same time are 409 conflict while the first is in progress, and replays afterwards', async () => {
    const { address, send } = await sendOnce('under-way');
    smtp.behaviour = 'silence-at-recipient';
    const first = send();
    await smtp.waitForSilence();
    const meanwhile = await send();
    smtp.behaviour = 'accept';
    smtp.thaw();
    const { body } = await first;

    expect(meanwhile).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await send()).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' }, body });
    expect(await linksReceived(smtp, address)).toHaveLength(1);
  });
});

describe('recovery', () => {
  it('recovery run by many at the same time settles each dispatch once', async () => {
    const { tenant, questionnaireId } = await prepare({ credits: 20 });
    const dispatch = await planOf(tenant, questionnaireId, newAddress());
    await abandon(dispatch, 12);
    const before = (await readState(tenant)).credits;
    await runOutOfTime(tenant.id);
    await atOnce(10, () => recoverDispatches(gateway.services));

    const { allTenants } = gateway.services;
    const where = { tenantId: tenant.id };
    expect(before).toEqual({ available: 7, held: 12, used: 1 });
    expect((await readState(tenant)).credits).toEqual({ available: 19, held: 0, used: 1 });
    expect(await allTenants.dispatch.count({ where: { ...where, status: 'ROLLED_BACK' } })).toBe(12);
    expect(
      await allTenants.auditEvent.count({ where: { ...where, type: 'onboarding.dispatch_failed' } }),
    ).toBe(12);
  });

  it('a recovery that races with the email being accepted leaves each send either sent or failed', async () => {
    const { tenant, questionnaireId } = await prepare({ credits: 20 });
    smtp.behaviour = 'silence-after-message';
    const sending = atOnce(5, () =>
      tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, newAddress())),
    );
    await smtp.waitForSilence(5);
    await runOutOfTime(tenant.id);
    smtp.behaviour = 'accept';
    smtp.thaw();
    const [answers] = await Promise.all([sending, atOnce(5, () => recoverDispatches(gateway.services))]);
    const sent = withStatus(answers, 201).length;

    expect(withStatus(answers, 500)).toHaveLength(5 - sent);
    expect(await readState(tenant)).toEqual({
      credits: { available: 20 - sent, held: 0, used: sent },
      entities: 5,
      responses: sent,
      workflowSessions: sent,
    });
  });
});

const grant = (tenantId: string, amount: number) =>
  gateway.graphql(
    `mutation ($input: GrantCreditsInput!) { grantCredits(input: $input) { __typename } }`,
    { input: { tenantId, amount } },
    { key: operatorKey },
  );

/** The plan of a send, as it stood when the send began. */
async function planOf(
  tenant: Awaited<ReturnType<typeof prepare>>['tenant'],
  questionnaireId: number,
  address: string,
) {
  await tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, address));
  return gateway.services.allTenants.dispatch.findFirstOrThrow({ where: { tenantId: tenant.id } });
}

/** Leaves that many sends behind as a process does that dies in the middle of each. */
async function abandon(dispatch: Awaited<ReturnType<typeof planOf>>, times: number): Promise<void> {
  const { allTenants } = gateway.services;
  await allTenants.dispatch.createMany({
    data: Array.from({ length: times }, () => ({
      ...dispatch,
      id: crypto.randomUUID(),
      tokenHash: crypto.randomUUID(),
      workflowSessionId: crypto.randomUUID(),
      responseId: crypto.randomUUID(),
      status: 'UNDER_WAY' as const,
      settleBy: new Date(Date.now() + 3_600_000),
      settledAt: null,
    })),
  });
  await allTenants.creditAccount.updateMany({
    where: { tenantId: dispatch.tenantId },
    data: { held: { increment: times } },
  });
}

/** Puts the end of the time that a tenant's sends in progress have into the past. */
const runOutOfTime = (tenantId: string) =>
  gateway.services.allTenants.dispatch.updateMany({
    where: { tenantId, status: 'UNDER_WAY' },
    data: { settleBy: new Date(0) },
  });
