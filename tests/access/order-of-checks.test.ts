import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { callerWith, createQuestionnaire } from './furnish.ts';

/*
 * Each request here is wrong in two or more ways. The answer tells which check came first: 401, 400 of the body's shape,
 * 403 and 404, state, credits, mail.
 */

let smtp: SmtpTestServer;
let gateway: TestGateway;
/** Has no credit left, and a mail server that takes no mail. */
let tenant: TestTenant;
let questionnaire: number;
let prefilled: string;
let sent: string;
let company: string;
let readKey: string;

beforeAll(async () => {
  smtp = await startSmtpServer();
  gateway = await startTestGateway({ environment: { SMTP_URL: smtp.url, SMTP_TIMEOUT_MS: '5000' } });
  tenant = await gateway.createTenant({ credits: 1 });
  questionnaire = await createQuestionnaire(callerWith(gateway, tenant.key));
  const receipt = await send({ entity: { legal_name: 'First Ltd' }, email: 'first@recipient.example' });
  [sent, company] = [receipt.body.response_id, receipt.body.entity_id];
  const prefill = await send({ entity_id: company, ddq: { questionnaire_id: questionnaire, prefill: true } });
  prefilled = prefill.body.response_id;
  readKey = await tenant.createKey({ scopes: ['READ'] });
  smtp.behaviour = 'refuse-connection';
});
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
});

const send = (body: object, options: { key?: string } = {}) =>
  tenant.rest('POST', '/workflows/send/', { ddq: { questionnaire_id: questionnaire }, ...body }, options);
const unknown = () => randomUUID();

describe('401 comes before everything', () => {
  const wrongs: [string, string, unknown, Record<string, string>?][] = [
    ['POST', '/workflows/send/', '{"malformed'],
    ['POST', '/workflows/send/', '{}', { 'content-type': 'text/xml' }],
    ['POST', '/workflows/send/', JSON.stringify({ padding: 'x'.repeat(1_100_000) })],
    ['DELETE', '/workflows/send/', undefined],
    ['GET', '/no-such-path/', undefined],
    ['GET', '/entities/?no_such_filter=1', undefined],
  ];
  for (const [method, path, body, headers] of wrongs) {
    it(`${method} ${path} with ${String(body).slice(0, 12)} ${JSON.stringify(headers ?? '')}`, async () => {
      expect(await gateway.rest(method, path, body, headers ? { headers } : {})).toMatchObject({
        status: 401,
        body: { code: 'authentication_failed' },
      });
    });
  }
});

describe('400 of the body’s shape comes before', () => {
  it('403: a key without the scope learns of its misspelt field first', async () => {
    const answer = await send({ entity_id: company, emial: 'a@recipient.example' }, { key: readKey });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
    expect(Object.keys(answer.body.errors)).toContain('emial');
  });

  it('404 of what the body names', async () => {
    const answer = await send({ entity_id: unknown(), email: 'not an address' });
    expect(answer).toMatchObject({ status: 400, body: { errors: { email: [expect.any(String)] } } });
  });

  it('404 of what the path names', async () => {
    for (const id of [unknown(), 'nonsense']) {
      const answer = await tenant.rest('PUT', `/responses/${id}/save/`, { answers: 'none' });
      expect(answer).toMatchObject({ status: 400, body: { errors: { answers: [expect.any(String)] } } });
      expect(await tenant.rest('PUT', `/responses/${id}/save/`, { answers: [] })).toMatchObject({
        status: 404,
        body: { code: 'not_found' },
      });
    }
  });

  it('the state', async () => {
    expect(await tenant.rest('POST', `/responses/${sent}/send/`, { expiry_hours: 0 })).toMatchObject({
      status: 400,
      body: { code: 'validation_error', errors: { expiry_hours: [expect.any(String)] } },
    });
  });

  it('the credits', async () => {
    expect(await send({ entity_id: company })).toMatchObject({
      status: 400,
      body: { errors: { email: ['This field is required.'] } },
    });
  });
});

describe('403 and 404 come before', () => {
  it('the state: a key without the scope is not told of it', async () => {
    expect(await tenant.rest('POST', `/responses/${sent}/send/`, {}, { key: readKey })).toMatchObject({
      status: 403,
      body: { code: 'permission_denied' },
    });
  });

  it('the credits', async () => {
    const email = 'a@recipient.example';
    for (const body of [
      { entity_id: unknown(), email },
      { entity_id: company, ddq: { questionnaire_id: 2_000_000_000 }, email },
    ]) {
      expect(await send(body)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
    expect(await send({ entity_id: company, email }, { key: readKey })).toMatchObject({ status: 403 });
    expect(await tenant.rest('POST', `/responses/${unknown()}/send/`, {})).toMatchObject({ status: 404 });
  });
});

describe('the state comes before', () => {
  it('the credits: a response that was sent already', async () => {
    expect(await tenant.rest('POST', `/responses/${sent}/send/`, {})).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: { current_status: 'DRAFT' } },
    });
  });

  it('the missing address: a response that was sent already', async () => {
    const { data } = await tenant.graphql(
      'mutation ($input: SendPrefillResponseInput!) { sendPrefillResponse(input: $input) { __typename } }',
      { input: { responseId: sent } },
    );
    expect(data.sendPrefillResponse.__typename).toBe('InvalidStateError');
  });
});

describe('the credits come before the email', () => {
  it('so that without one no one is asked to deliver anything', async () => {
    const connectionCount = smtp.connectionCount;
    const email = 'a@recipient.example';
    expect(await send({ entity_id: company, email })).toMatchObject({
      status: 402,
      body: { code: 'insufficient_credits' },
    });
    expect(await tenant.rest('POST', `/responses/${prefilled}/send/`, { email })).toMatchObject({
      status: 402,
    });
    expect(smtp.connectionCount).toBe(connectionCount);
  });

  it('a request with credits returns 500 when the mail server rejects its email', async () => {
    const other = await gateway.createTenant({ credits: 1 });
    const id = await createQuestionnaire(callerWith(gateway, other.key));
    expect(
      await other.rest('POST', '/workflows/send/', {
        entity: { legal_name: 'Unreachable Ltd' },
        ddq: { questionnaire_id: id },
        email: 'a@recipient.example',
      }),
    ).toMatchObject({ status: 500, body: { code: 'email_dispatch_failed' } });
  });
});
