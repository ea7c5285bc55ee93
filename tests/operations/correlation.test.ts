import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { newestLink } from '../support/recipient.ts';
import { answerWebhooks, createWebhook } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

interface Line {
  msg: string;
  requestId?: string;
  tenantId?: string;
  apiKeyId?: string;
  queue?: string;
  jobId?: string;
  error?: unknown;
}

let lines: Line[] = [];
let gateway: TestGateway;
let world: World;
let url: string;
beforeAll(async () => {
  gateway = await startTestGateway({ onLog: (line) => lines.push(JSON.parse(line)) });
  answerWebhooks(gateway, ({ url }) => ({
    responseStatus: url.includes('failing') ? 500 : 204,
    responseBody: '',
  }));
  world = await createWorld(gateway);
  url = await gateway.listen();
});
afterEach(() => {
  lines = [];
});
afterAll(() => gateway.drop());

/** The lines that a request has caused, once there is one with the message. */
async function linesOf(requestId: string, message: string): Promise<Line[]> {
  const ofRequest = () => lines.filter((line) => line.requestId === requestId);
  await expect.poll(() => ofRequest().map(({ msg }) => msg), { interval: 5 }).toContain(message);
  return ofRequest();
}

/** A request over a connection, whose body arrives apart from its header. */
const call = (path: string, { key, requestId, body }: { key: string; requestId: string; body: string }) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'x-request-id': requestId,
    },
    body,
  });

const keyIdOf = async ({ graphql }: Pick<TestTenant, 'graphql'>): Promise<string> =>
  (await graphql('{ viewer { apiKey { id } } }')).data.viewer.apiKey.id;

const sendBody = ({ company, questionnaire }: World) => ({
  entity_id: company,
  ddq: { questionnaire_id: questionnaire },
  email: 'recipient@example.com',
});

describe('the request id of a send', () => {
  it('the request id of a send is in the lines of the request, of its email and of its webhook’s job, with tenant and key', async () => {
    const { tenant } = world;
    const webhook = await createWebhook(tenant);
    const requestId = 'send-over-rest';
    const sent = await call('/api/v1/workflows/send/', {
      key: tenant.key,
      requestId,
      body: JSON.stringify(sendBody(world)),
    });

    expect(sent.headers.get('x-request-id')).toBe(requestId);
    const [email, ...others] = await linesOf(requestId, 'job');
    const who = { tenantId: tenant.id, apiKeyId: await keyIdOf(tenant) };
    expect(email).toMatchObject({ msg: 'An email was accepted.', ...who, dispatchId: expect.any(String) });
    expect(others.map(({ msg }) => msg).sort()).toEqual(expect.arrayContaining(['job', 'request']));
    for (const line of others) {
      expect(line).toMatchObject(who);
    }
    expect(others.find(({ msg }) => msg === 'job')).toMatchObject({
      queue: 'webhook-delivery',
      jobId: expect.any(String),
      attempt: 1,
    });
    await tenant.rest('DELETE', `/webhooks/${webhook.id}/`);
  });

  it('the request id of a send over GraphQL is the same in its job, and in the job that tries again', async () => {
    const { tenant } = world;
    const webhook = await createWebhook(tenant, {
      url: 'https://failing.example/hook',
      events: ['onboarding.created'],
    });
    const requestId = 'send-over-graphql';
    await call('/graphql', {
      key: tenant.key,
      requestId,
      body: JSON.stringify({
        query: `mutation ($input: SendWorkflowInput!) { sendWorkflow(input: $input) { __typename } }`,
        variables: {
          input: {
            entityId: world.company,
            ddq: { questionnaireId: String(world.questionnaire) },
            email: 'recipient@example.com',
          },
        },
      }),
    });
    await linesOf(requestId, 'job');

    const origins = await gateway.services.allTenants.$queryRaw<{ origin: object; state: string }[]>`
      SELECT data -> 'origin' AS origin, state::text FROM pgboss.job
      WHERE data -> 'origin' ->> 'requestId' = ${requestId} ORDER BY created_on`;
    const origin = { requestId, tenantId: tenant.id, apiKeyId: await keyIdOf(tenant) };
    expect(origins.map(({ origin }) => origin)).toEqual([origin, origin]);
    await tenant.rest('DELETE', `/webhooks/${webhook.id}/`);
  });

  it('the request id of a send is in the line that says why its email was not accepted', async () => {
    const { services } = gateway;
    const { sendMail } = services;
    services.sendMail = async () => {
      throw new Error('A fault that nobody has thought of');
    };
    const requestId = 'send-that-fails';
    const { tenant } = world;
    const answer = await call('/api/v1/workflows/send/', {
      key: tenant.key,
      requestId,
      body: JSON.stringify(sendBody(world)),
    });
    services.sendMail = sendMail;

    expect(answer.status).toBe(500);
    const failures = (await linesOf(requestId, 'request')).filter(({ error }) => error !== undefined);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ tenantId: tenant.id, apiKeyId: await keyIdOf(tenant) });
  });
});

it('requests at the same time keep their own ids, tenants and keys apart', async () => {
  const tenants = await Promise.all([gateway.createTenant(), gateway.createTenant(), gateway.createTenant()]);
  const calls = Array.from({ length: 30 }, (_, index) => ({
    tenant: tenants[index % tenants.length]!,
    requestId: `at-once-${index}`,
  }));
  await Promise.all(
    calls.map(({ tenant, requestId }) =>
      call('/graphql', {
        key: tenant.key,
        requestId,
        body: JSON.stringify({ query: '{ viewer { tenant { id } } }' }),
      }),
    ),
  );
  for (const { tenant, requestId } of calls) {
    const ofRequest = await linesOf(requestId, 'request');
    expect(ofRequest).toHaveLength(1);
    expect(ofRequest[0]?.tenantId).toBe(tenant.id);
  }
});

it('a request whose body cannot be read has its id and its tenant in the log', async () => {
  const { tenant } = world;
  const requestId = 'no-json';
  const answer = await call('/api/v1/workflows/send/', { key: tenant.key, requestId, body: '{"entity_id":' });
  expect(answer.status).toBe(400);
  expect(await linesOf(requestId, 'request')).toEqual([
    expect.objectContaining({ tenantId: tenant.id, apiKeyId: expect.any(String) }),
  ]);
});

it('a recipient’s page has the tenant in its line, and neither a key nor the link', async () => {
  await world.tenant.rest('POST', '/workflows/send/', sendBody(world));
  const path = await newestLink(world);
  const requestId = 'page-of-a-recipient';
  await fetch(`${url}${path}`, { headers: { 'x-request-id': requestId } });
  const [line] = await linesOf(requestId, 'request');
  expect(line).toMatchObject({ tenantId: world.tenant.id });
  expect(line).not.toHaveProperty('apiKeyId');
  expect(JSON.stringify(line)).not.toContain(path.slice('/w/'.length));
});

it('a request of the operator has an id and neither tenant nor key', async () => {
  const requestId = 'request-of-the-operator';
  await call('/graphql', {
    key: operatorKey,
    requestId,
    body: JSON.stringify({ query: '{ jobs { totalCount } }' }),
  });
  const [line] = await linesOf(requestId, 'request');
  expect(line).not.toHaveProperty('tenantId');
  expect(line).not.toHaveProperty('apiKeyId');
});

it('the operator’s list of jobs shows what a job is about, without its origin', async () => {
  const { data } = await gateway.graphql('{ jobs(first: 5) { nodes { data } } }', {}, { key: operatorKey });
  expect(data.jobs.nodes.length).toBeGreaterThan(0);
  for (const job of data.jobs.nodes) {
    expect(Object.keys(job.data)).not.toContain('origin');
  }
});
