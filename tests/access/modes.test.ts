import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/ids.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { type Caller, callerWith, createQuestionnaire } from './furnish.ts';

let smtp: SmtpTestServer;
/** Sends live mail for real. */
let gateway: TestGateway;
let tenant: TestTenant;
let rehearsal: Caller;
let questionnaire: number;

beforeAll(async () => {
  smtp = await startSmtpServer();
  gateway = await startTestGateway({ environment: { SMTP_URL: smtp.url } });
  tenant = await gateway.createTenant({ credits: 0 });
  questionnaire = await createQuestionnaire(callerWith(gateway, tenant.key));
  rehearsal = callerWith(gateway, await tenant.createKey({ mode: 'TEST' }));
});
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
});

const credits = async () => (await tenant.rest('GET', '/credits/')).body;
const mails = async (caller: Pick<Caller, 'rest'>) => (await caller.rest('GET', '/captured-mails/')).body;

/** Follows the link of a captured mail as a recipient does. */
async function openLink({ text }: { text: string }) {
  const [link = ''] = /http\S+\/w\/[\w-]+/.exec(text) ?? [];
  return gateway.app.inject({ url: new URL(link).pathname });
}

describe('a send with a test key', () => {
  it('a send with a test key goes through the same states with a working link, charges nothing and reaches no mail server', async () => {
    const before = await mails(rehearsal);
    const connections = smtp.connectionCount;
    const { status, body } = await rehearsal.rest('POST', '/workflows/send/', {
      entity: { entity_type: 'individual', first_name: 'Noor', last_name: 'Haddad' },
      ddq: { questionnaire_id: questionnaire },
      verification: { checks: { document: true } },
      email: 'noor@recipient.example',
    });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { status: 'sent', email_sent: true, steps: ['ddq', 'verification'] },
    });
    const session = await rehearsal.rest('GET', `/workflows/${body.workflow_session_id}/`);
    expect(session.body).toMatchObject({ status: 'sent', email: 'noor@recipient.example' });
    const response = await rehearsal.rest('GET', `/responses/${body.response_id}/`);
    expect(response.body.status).toBe('DRAFT');
    const verification = await rehearsal.rest(
      'GET',
      `/verification-sessions/${body.verification_session_id}/`,
    );
    expect(verification.body.status).toBe('pending');

    expect(await credits()).toEqual({ available: 0, held: 0, used: 0 });
    expect(smtp.connectionCount).toBe(connections);

    const after = await mails(rehearsal);
    expect(after.count).toBe(before.count + 1);
    expect(after.results[0]).toEqual({
      id: expect.any(String),
      to: 'noor@recipient.example',
      subject: expect.any(String),
      text: expect.stringContaining('/w/'),
      html: expect.stringContaining('/w/'),
      workflow_session_id: body.workflow_session_id,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    const page = await openLink(after.results[0]);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Noor Haddad – Supplier questionnaire');
  });

  it('sending a prefilled response with a test key promotes it and charges nothing', async () => {
    const prefill = await rehearsal.rest('POST', '/workflows/send/', {
      entity: { legal_name: 'Rehearsed Ltd' },
      ddq: { questionnaire_id: questionnaire, prefill: true },
    });
    expect(prefill.body.status).toBe('prefill_ready');
    const path = `/responses/${prefill.body.response_id}`;
    expect(await rehearsal.rest('POST', `${path}/send/`, { email: 'a@recipient.example' })).toMatchObject({
      status: 200,
      body: { status: 'sent' },
    });
    expect((await rehearsal.rest('GET', `${path}/`)).body.status).toBe('DRAFT');
    expect(await credits()).toEqual({ available: 0, held: 0, used: 0 });
  });

  it('a send with a test key is unlike one with a live key, which takes a credit', async () => {
    const body = {
      entity: { legal_name: 'Live Ltd' },
      ddq: { questionnaire_id: questionnaire },
      email: 'a@recipient.example',
    };
    expect((await tenant.rest('POST', '/workflows/send/', body)).status).toBe(402);
    const paying = await gateway.createTenant({ credits: 2 });
    const own = await createQuestionnaire(callerWith(gateway, paying.key));
    const sent = await paying.rest('POST', '/workflows/send/', { ...body, ddq: { questionnaire_id: own } });
    expect(sent.status).toBe(201);
    expect((await paying.rest('GET', '/credits/')).body).toEqual({ available: 1, held: 0, used: 1 });
    expect(smtp.received.at(-1)?.to).toEqual(['a@recipient.example']);
    // Captured at an earlier start without a mail server; with one, it is for no one's eyes.
    await gateway.services.allTenants.capturedMail.createMany({
      data: [
        {
          id: newId(),
          tenantId: paying.id,
          mode: 'LIVE',
          to: 'a@recipient.example',
          subject: 'Old',
          text: 'Old',
          html: 'Old',
        },
      ],
    });
    expect(await mails(paying)).toMatchObject({ count: 0, results: [] });
    const { data } = await paying.graphql('{ capturedMails { totalCount nodes { id } } }');
    expect(data.capturedMails).toEqual({ totalCount: 0, nodes: [] });
  });
});

describe('captured emails', () => {
  it('captured emails are each mode’s own while no mail server is set', async () => {
    const capturing = await startTestGateway();
    try {
      const owner = await capturing.createTenant();
      const live = callerWith(capturing, owner.key);
      const test = callerWith(capturing, await owner.createKey({ mode: 'TEST' }));
      const id = await createQuestionnaire(live);
      for (const [caller, name] of [
        [live, 'live'],
        [test, 'test'],
      ] as const) {
        await caller.rest('POST', '/workflows/send/', {
          entity: { legal_name: `${name} Ltd` },
          ddq: { questionnaire_id: id },
          email: `${name}@recipient.example`,
        });
      }
      expect((await mails(live)).results.map(({ to }: { to: string }) => to)).toEqual([
        'live@recipient.example',
      ]);
      expect((await mails(test)).results.map(({ to }: { to: string }) => to)).toEqual([
        'test@recipient.example',
      ]);
      expect((await live.rest('GET', '/credits/')).body).toEqual({ available: 99, held: 0, used: 1 });
    } finally {
      await capturing.drop();
    }
  });
});

describe('questionnaires', () => {
  it('questionnaires are shared by both modes', async () => {
    for (const caller of [tenant, rehearsal]) {
      expect((await caller.rest('GET', `/questionnaires/${questionnaire}/`)).status).toBe(200);
    }
  });

  it('questionnaires are neither created nor changed by a test key, whatever its scopes', async () => {
    const before = await tenant.rest('GET', `/questionnaires/${questionnaire}/`);
    const definition = {
      name: 'Rehearsed',
      type: 'DDQ',
      sections: [{ title: 'All', questions: [{ key: 'only', text: 'Only?', type: 'TEXT' }] }],
    };
    for (const [name, input] of [
      ['createQuestionnaire', definition],
      ['updateQuestionnaire', { questionnaireId: questionnaire, ...definition }],
      // Rejected before it is looked up.
      ['updateQuestionnaire', { questionnaireId: 2_000_000_000, ...definition }],
    ] as const) {
      const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
      expect(
        await rehearsal.graphql(`mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`, {
          input,
        }),
      ).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    }
    expect((await tenant.rest('GET', `/questionnaires/${questionnaire}/`)).body).toEqual(before.body);
    expect((await tenant.rest('GET', '/questionnaires/')).body.count).toBe(1);
  });
});
