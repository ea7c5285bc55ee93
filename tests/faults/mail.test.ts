import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RestAnswer, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { type SmtpBehaviour, type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import {
  bodyFor,
  createPrefilled,
  createQuestionnaire,
  linksReceived,
  readState,
  recordLinks,
  type TenantState,
} from './support.ts';

let gateway: TestGateway;
let smtp: SmtpTestServer;
let links: Map<string, string[]>;
const log: string[] = [];
beforeAll(async () => {
  smtp = await startSmtpServer();
  gateway = await startTestGateway({
    environment: { SMTP_URL: smtp.url, SMTP_TIMEOUT_MS: '800' },
    onLog: (line) => log.push(line),
  });
  links = recordLinks(gateway);
});
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
});

let count = 0;
const newAddress = () => `recipient-${++count}@recipient.example`;

/** Idle connections would carry an email past a server that greets no one any more. */
function misbehave(behaviour: SmtpBehaviour): void {
  smtp.behaviour = 'refuse-connection';
  smtp.behaviour = behaviour;
}

/** Ends every silence, so that emails which the server has read in full arrive late. */
function behave(): void {
  smtp.behaviour = 'accept';
  smtp.thaw();
}

const openLink = (path: string) => gateway.app.inject({ url: path });

interface DirectCase {
  tenant: TestTenant;
  address: string;
  send: (headers?: Record<string, string>) => Promise<RestAnswer>;
}

async function prepareDirect(): Promise<DirectCase> {
  const tenant = await gateway.createTenant({ credits: 5 });
  const address = newAddress();
  const body = bodyFor(await createQuestionnaire(tenant), address);
  return {
    tenant,
    address,
    send: (headers = {}) => tenant.rest('POST', '/workflows/send/', body, { headers }),
  };
}

interface PrefillCase extends DirectCase {
  responseId: string;
  entityId: string;
  read: () => Promise<{ body: any; plan: object | null }>;
}

async function preparePrefill(): Promise<PrefillCase> {
  const tenant = await gateway.createTenant({ credits: 5 });
  const address = newAddress();
  const questionnaireId = await createQuestionnaire(tenant);
  const { services } = gateway;
  const responseId = await createPrefilled({ services, tenant, questionnaireId, email: address });
  const { entityId } = await services.allTenants.response.findUniqueOrThrow({ where: { id: responseId } });
  return {
    tenant,
    address,
    responseId,
    entityId,
    send: (headers = {}) => tenant.rest('POST', `/responses/${responseId}/send/`, undefined, { headers }),
    read: async () => ({
      body: (await tenant.rest('GET', `/responses/${responseId}/`)).body,
      plan: await services.allTenants.response.findUnique({
        where: { id: responseId },
        select: { plannedChecks: true, plannedEmail: true, plannedExpiryHours: true },
      }),
    }),
  };
}

/** Which of the ids that a rolled-back send had chosen lead to anything. */
async function findPlanned(tenant: TestTenant): Promise<number[]> {
  const plan = await gateway.services.allTenants.dispatch.findFirstOrThrow({
    where: { tenantId: tenant.id },
  });
  const paths = [
    `/workflows/${plan.workflowSessionId}/`,
    `/verification-sessions/${plan.verificationSessionId}/`,
    ...(plan.kind === 'DIRECT' ? [`/responses/${plan.responseId}/`] : []),
  ];
  return Promise.all(paths.map(async (path) => (await tenant.rest('GET', path)).status));
}

/** Whether the server has the email that it did not accept in time, and delivers it later. */
type Keeps = 'no mail' | 'the mail' | 'what it has read';

const faults: { fault: string; behaviour: SmtpBehaviour; reason: string; keeps?: Keeps }[] = [
  { fault: 'is not there', behaviour: 'refuse-connection', reason: 'unreachable' },
  { fault: 'refuses the recipient for the moment', behaviour: 'reject-recipient-4xx', reason: 'deferred' },
  { fault: 'refuses the recipient for good', behaviour: 'reject-recipient-5xx', reason: 'refused' },
  { fault: 'refuses the message', behaviour: 'reject-message-5xx', reason: 'refused' },
  { fault: 'does not greet', behaviour: 'silence-at-greeting', reason: 'timeout' },
  { fault: 'falls silent at the recipient', behaviour: 'silence-at-recipient', reason: 'timeout' },
  {
    fault: 'falls silent in the message',
    behaviour: 'silence-in-message',
    reason: 'timeout',
    keeps: 'what it has read',
  },
  {
    fault: 'falls silent after the message',
    behaviour: 'silence-after-message',
    reason: 'timeout',
    keeps: 'the mail',
  },
  { fault: 'hangs up after the message', behaviour: 'drop-after-message', reason: 'unreachable' },
];

describe.each(faults)('a mail server that $fault', ({ behaviour, reason, keeps = 'no mail' }) => {
  let direct: DirectCase;
  let prefill: PrefillCase;
  let unsent: Awaited<ReturnType<PrefillCase['read']>>;
  const failed: { direct?: RestAnswer; prefill?: RestAnswer } = {};
  const rolledBack: {
    direct?: TenantState & { planned: number[] };
    prefill?: TenantState & { planned: number[]; response: unknown };
    pages?: { statusCode: number; body: string }[];
  } = {};
  const retried: { direct?: RestAnswer; prefill?: RestAnswer } = {};

  beforeAll(async () => {
    [direct, prefill] = await Promise.all([prepareDirect(), preparePrefill()]);
    unsent = await prefill.read();

    misbehave(behaviour);
    [failed.direct, failed.prefill] = await Promise.all([direct.send(), prefill.send()]);
    behave();

    rolledBack.direct = { ...(await readState(direct.tenant)), planned: await findPlanned(direct.tenant) };
    rolledBack.prefill = {
      ...(await readState(prefill.tenant)),
      planned: await findPlanned(prefill.tenant),
      response: await prefill.read(),
    };
    const dead = [links.get(direct.address)![0]!, links.get(prefill.address)![0]!];
    rolledBack.pages = await Promise.all(dead.map(openLink));
    [retried.direct, retried.prefill] = await Promise.all([direct.send(), prefill.send()]);
  });

  /** Of the send that succeeded; what the server delivers of the one that failed is the fault's. */
  async function expectOneMail(address: string): Promise<void> {
    const [failedLink, liveLink, ...others] = links.get(address)!;
    const received = await linksReceived(smtp, address);
    const late = received.filter((link) => link === failedLink);

    expect(others).toEqual([]);
    expect(received.filter((link) => link !== failedLink)).toEqual([liveLink]);
    expect(late.length).toBeLessThanOrEqual(keeps === 'no mail' ? 0 : 1);
    expect(late.length).toBeGreaterThanOrEqual(keeps === 'the mail' ? 1 : 0);
  }

  it('fails a direct send, of which nothing stays but the entity', () => {
    expect(failed.direct).toMatchObject({
      status: 500,
      body: { code: 'email_dispatch_failed', details: { reason, entity_id: expect.any(String) } },
    });
    expect(rolledBack.direct).toEqual({
      credits: { available: 5, held: 0, used: 0 },
      entities: 1,
      responses: 0,
      workflowSessions: 0,
      planned: [404, 404, 404],
    });
  });

  it('fails a prefill send, which leaves the response with its answers, their sources and its plan', () => {
    expect(failed.prefill).toMatchObject({
      status: 500,
      body: { code: 'email_dispatch_failed', details: { reason, entity_id: prefill.entityId } },
    });
  });

  it('a failed email can be found in the log by the id of the request, with the reason and without the address', () => {
    for (const [{ body }, { address }] of [
      [failed.direct!, direct],
      [failed.prefill!, prefill],
    ] as const) {
      const lines = log.filter((line) => line.includes(body.request_id) && line.includes('email was not'));
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0]!)).toMatchObject({ failure: reason.toUpperCase() });
      expect(lines[0]).not.toContain(address);
    }
  });

  it('a failed email leaves a prefilled response as it was', () => {
    expect(rolledBack.prefill).toEqual({
      credits: { available: 5, held: 0, used: 0 },
      entities: 1,
      responses: 1,
      workflowSessions: 0,
      planned: [404, 404],
      response: unsent,
    });
    expect(unsent).toMatchObject({
      body: {
        status: 'PREFILL',
        answers: [
          { value: 'Analytical Engines', source: { page: 3 } },
          { value: 2, source: null },
        ],
      },
      plan: { plannedEmail: prefill.address, plannedExpiryHours: 24 },
    });
  });

  it('the error of a failed email reveals nothing of the mail server to the client', () => {
    expect(Object.keys(failed.direct?.body).sort()).toEqual(['code', 'details', 'error', 'request_id']);
    expect(failed.direct?.body.error).toBe(failed.prefill?.body.error);
  });

  it('lets the same direct send through once it behaves, for one credit and with one email', async () => {
    expect(retried.direct).toMatchObject({ status: 201, body: { status: 'sent', email_sent: true } });
    expect(await readState(direct.tenant)).toEqual({
      credits: { available: 4, held: 0, used: 1 },
      entities: 2,
      responses: 1,
      workflowSessions: 1,
    });
    await expectOneMail(direct.address);
  });

  it('lets the same prefill send through once it behaves, as it was planned and for one credit', async () => {
    const { body } = retried.prefill!;
    const verification = await prefill.tenant.rest(
      'GET',
      `/verification-sessions/${body.verification_session_id}/`,
    );
    const session = await prefill.tenant.rest('GET', `/workflows/${body.workflow_session_id}/`);

    expect(retried.prefill).toMatchObject({ status: 200, body: { response_id: prefill.responseId } });
    expect(await readState(prefill.tenant)).toEqual({
      credits: { available: 4, held: 0, used: 1 },
      entities: 1,
      responses: 1,
      workflowSessions: 1,
    });
    expect(await prefill.read()).toMatchObject({
      body: {
        status: 'DRAFT',
        answers: [
          { value: 'Analytical Engines', source: null },
          { value: 2, source: null },
        ],
      },
    });
    expect(verification.body.checks).toEqual({
      document: true,
      identity: false,
      enhancedIdentity: false,
      proofOfAddress: true,
    });
    expect(session.body.email).toBe(prefill.address);
    expect(Date.parse(session.body.expires_at) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    await expectOneMail(prefill.address);
  });

  it('the first link of a failed and repeated send opens a page that says it was never activated, and the second works', async () => {
    for (const page of rolledBack.pages!) {
      expect(page).toMatchObject({ statusCode: 410 });
      expect(page.body).toContain('This link was never activated');
    }
    for (const { address } of [direct, prefill]) {
      expect(await openLink(links.get(address)![1]!)).toMatchObject({ statusCode: 200 });
    }
  });
});

describe('GraphQL', () => {
  const sendWorkflow = `mutation ($input: SendWorkflowInput!) {
    sendWorkflow(input: $input) { __typename ... on Error { code message } ... on EmailDispatchError { reason entity { name } } ... on WorkflowReceipt { status } }
  }`;
  const sendPrefillResponse = `mutation ($input: SendPrefillResponseInput!) {
    sendPrefillResponse(input: $input) { __typename ... on Error { code } ... on WorkflowReceipt { status } }
  }`;

  it('GraphQL answers a direct send whose mail is rejected with EmailDispatchError, and then lets it through', async () => {
    const tenant = await gateway.createTenant({ credits: 1 });
    const input = {
      entity: { legalName: 'Acme Ltd' },
      ddq: { questionnaireId: await createQuestionnaire(tenant) },
      email: newAddress(),
      idempotencyKey: 'the-same',
    };
    misbehave('reject-message-5xx');
    const refused = await tenant.graphql(sendWorkflow, { input });
    behave();

    expect(refused).toMatchObject({
      status: 200,
      errors: undefined,
      data: {
        sendWorkflow: {
          __typename: 'EmailDispatchError',
          code: 'EMAIL_DISPATCH_FAILED',
          reason: 'REFUSED',
          entity: { name: 'Acme Ltd' },
        },
      },
    });
    expect((await tenant.graphql(sendWorkflow, { input })).data.sendWorkflow).toEqual({
      __typename: 'WorkflowReceipt',
      status: 'SENT',
    });
    expect((await readState(tenant)).credits).toEqual({ available: 0, held: 0, used: 1 });
  });

  it('GraphQL answers a prefill send whose mail is rejected with EmailDispatchError, and then lets it through', async () => {
    const { tenant, responseId } = await preparePrefill();
    misbehave('reject-recipient-4xx');
    const refused = await tenant.graphql(sendPrefillResponse, { input: { responseId } });
    behave();

    expect(refused.data.sendPrefillResponse).toEqual({
      __typename: 'EmailDispatchError',
      code: 'EMAIL_DISPATCH_FAILED',
    });
    expect(
      (await tenant.graphql(sendPrefillResponse, { input: { responseId } })).data.sendPrefillResponse,
    ).toMatchObject({ status: 'SENT' });
    expect((await readState(tenant)).credits).toEqual({ available: 4, held: 0, used: 1 });
  });
});

describe.each([
  { path: 'a direct send', prepare: prepareDirect as () => Promise<DirectCase>, success: 201 },
  { path: 'a prefill send', prepare: preparePrefill, success: 200 },
])('an idempotency key on $path', ({ prepare, success }) => {
  it('an idempotency key is not kept with a failure: the retry sends, and only what comes after it is a replay', async () => {
    const { tenant, address, send } = await prepare();
    const key = { 'idempotency-key': 'one-key' };

    misbehave('reject-recipient-5xx');
    const failed = await send(key);
    behave();
    const sent = await send(key);
    const replayed = await send(key);

    expect(failed.status).toBe(500);
    expect(sent.status).toBe(success);
    expect(sent.headers['idempotent-replayed']).toBeUndefined();
    expect(replayed).toMatchObject({
      status: success,
      headers: { 'idempotent-replayed': 'true' },
      body: sent.body,
    });
    expect(await linksReceived(smtp, address)).toHaveLength(1);
    expect((await readState(tenant)).credits).toEqual({ available: 4, held: 0, used: 1 });
  });

  it('an idempotency key returns a replay while the mail server is not there', async () => {
    const { send } = await prepare();
    const key = { 'idempotency-key': 'one-key' };
    const sent = await send(key);

    misbehave('refuse-connection');
    const replayed = await send(key);
    behave();

    expect(replayed).toMatchObject({ status: success, body: sent.body });
  });
});

it('a key whose request failed may be used for another request', async () => {
  const { tenant, send } = await prepareDirect();
  const headers = { 'idempotency-key': 'one-key' };
  misbehave('reject-recipient-5xx');
  await send(headers);
  behave();
  const other = bodyFor(await createQuestionnaire(tenant), newAddress());

  expect(await tenant.rest('POST', '/workflows/send/', other, { headers })).toMatchObject({ status: 201 });
  expect(await send(headers)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
});

it('a test send needs no mail server', async () => {
  const tenant = await gateway.createTenant({ credits: 1 });
  const key = await tenant.createKey({ mode: 'TEST' });
  const body = bodyFor(await createQuestionnaire(tenant), newAddress());
  misbehave('refuse-connection');
  const sent = await tenant.rest('POST', '/workflows/send/', body, { key });
  behave();

  expect(sent).toMatchObject({ status: 201, body: { email_sent: true } });
  expect((await readState(tenant)).credits).toEqual({ available: 1, held: 0, used: 0 });
});
