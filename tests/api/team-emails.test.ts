import { TestClock } from 'pg-boss';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enqueueTeamEmails } from '../../src/domain/team-emails/enqueue-team-emails.ts';
import { bodyFor, createQuestionnaire } from '../faults/support.ts';
import { testEngine } from '../support/database.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { startSmtpServer } from '../support/smtp-server.ts';

const noon = new Date('2026-03-10T12:00:00Z');
let now = noon;
let gateway: TestGateway;
let tenant: TestTenant;
let questionnaireId: number;

beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
});
beforeEach(async () => {
  now = noon;
  tenant = await gateway.createTenant({ name: 'Acme Bank' });
  questionnaireId = await createQuestionnaire(tenant);
});
afterAll(() => gateway.drop());

const both = ['ONBOARDING_CREATED', 'ONBOARDING_REVOKED'];

const update = (input: object) =>
  tenant.graphql(
    `mutation ($input: UpdateTenantInput!) {
      updateTenant(input: $input) { __typename
        ... on UpdateTenantPayload { tenant { teamEmails teamEmailEvents teamEmailSchedule } }
        ... on ValidationError { fields { path messages } } }
    }`,
    { input },
  );

async function send(key = tenant.key, address = 'recipient@recipient.example'): Promise<any> {
  const { status, body } = await gateway.rest('POST', '/workflows/send/', bodyFor(questionnaireId, address), {
    key,
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

const revoke = async ({ workflow_session_id: id }: { workflow_session_id: string }) => {
  const { status } = await tenant.rest('POST', `/workflows/${id}/revoke/`, {});
  expect(status).toBe(200);
};

/** What the team has received, oldest first. */
async function teamEmails(key = tenant.key): Promise<{ to: string; subject: string; text: string }[]> {
  const { body } = await gateway.rest('GET', '/captured-mails/?page_size=100', undefined, { key });
  return body.results
    .filter(({ workflow_session_id }: { workflow_session_id: string | null }) => workflow_session_id === null)
    .toReversed();
}

/** Lets the regular work find what is due, and waits until so many emails have been sent. */
async function notify(count: number, key = tenant.key) {
  await enqueueTeamEmails(gateway.services);
  await expect.poll(async () => (await teamEmails(key)).length, { timeout: 10_000 }).toBe(count);
  return teamEmails(key);
}

const notices = () => gateway.services.allTenants.teamNotice.count({ where: { tenantId: tenant.id } });

describe('settings', () => {
  it('a tenant notifies no one until it has addresses', async () => {
    const { data } = await tenant.graphql(
      '{ viewer { tenant { teamEmails teamEmailEvents teamEmailSchedule } } }',
    );
    expect(data.viewer.tenant).toEqual({
      teamEmails: [],
      teamEmailEvents: ['RESPONSE_SUBMITTED', 'VERIFICATION_COMPLETED', 'ONBOARDING_EXPIRED'],
      teamEmailSchedule: 'IMMEDIATE',
    });
    await update({ teamEmailEvents: both });
    await send();
    expect(await notices()).toBe(0);
  });

  it('addresses, events and schedule are changed on their own, and an empty list of addresses ends the emails', async () => {
    await update({ teamEmails: ['one@team.example', 'two@team.example'] });
    const { data } = await update({ teamEmailSchedule: 'DAILY' });
    expect(data.updateTenant.tenant).toMatchObject({
      teamEmails: ['one@team.example', 'two@team.example'],
      teamEmailSchedule: 'DAILY',
    });
    const { data: ended } = await update({ teamEmails: [] });
    expect(ended.updateTenant.tenant.teamEmails).toEqual([]);
  });

  it.each([
    [{ teamEmails: ['not an address'] }, 'teamEmails[0]'],
    [{ teamEmails: ['one@team.example\r\nBcc: all@team.example'] }, 'teamEmails[0]'],
    [{ teamEmails: ['one@team.example', 'ONE@team.example'] }, 'teamEmails[1]'],
    [{ teamEmails: Array.from({ length: 21 }, (_, index) => `n${index}@team.example`) }, 'teamEmails'],
    [{ teamEmailEvents: ['RESPONSE_SUBMITTED', 'RESPONSE_SUBMITTED'] }, 'teamEmailEvents[1]'],
  ])('%j is rejected at its field', async (input, path) => {
    const { data } = await update(input);
    expect(data.updateTenant).toMatchObject({ __typename: 'ValidationError', fields: [{ path }] });
  });
});

describe('emails to the team', () => {
  it('events are sent to every address, those that are due together in one email, and none twice', async () => {
    await update({ teamEmails: ['one@team.example', 'two@team.example'], teamEmailEvents: both });
    const sent = await send();
    await revoke(sent);
    const emails = await notify(2);

    expect(emails.map(({ to }) => to).toSorted()).toEqual(['one@team.example', 'two@team.example']);
    expect(emails[0]?.subject).toBe('2 updates on your requests');
    expect(emails[0]?.text).toContain('A link was sent.');
    expect(emails[0]?.text).toContain('The link was revoked.');
    expect(await notices()).toBe(0);
    await notify(2);
  });

  it('only the chosen events are sent', async () => {
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: ['ONBOARDING_REVOKED'] });
    const sent = await send();
    expect(await notices()).toBe(0);
    await revoke(sent);
    const [email] = await notify(1);
    const { body: response } = await tenant.rest('GET', `/responses/${sent.response_id}/`);
    expect(email?.subject).toBe(`${response.response_name}: The link was revoked.`);
  });

  it('with a daily schedule, the events of a day are sent at six o’clock UTC', async () => {
    await update({
      teamEmails: ['one@team.example'],
      teamEmailEvents: both,
      teamEmailSchedule: 'DAILY',
    });
    await revoke(await send());
    now = new Date('2026-03-11T05:59:00Z');
    await send();
    await notify(0);
    now = new Date('2026-03-11T06:00:00Z');
    await send();
    const [email] = await notify(1);

    expect(email?.subject).toBe('3 updates on your requests');
    expect(await notices()).toBe(1);
  });

  it('a link is in no email to the team, and neither is the recipient’s address', async () => {
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    await send(tenant.key, 'private@recipient.example');
    const [email] = await notify(1);
    expect(JSON.stringify(email)).not.toMatch(/\/w\/|private@/);
  });

  it('a name cannot add markup or a header', async () => {
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    await tenant.rest('POST', '/workflows/send/', {
      ...bodyFor(questionnaireId, 'recipient@recipient.example'),
      ddq: { questionnaire_id: questionnaireId, response_name: '<img src=x> & co' },
    });
    await notify(1);
    const { data } = await tenant.graphql('{ capturedMails(first: 1) { nodes { subject html } } }');
    const [mail] = data.capturedMails.nodes;
    expect(mail.subject).toBe('<img src=x> & co: A link was sent.');
    expect(mail.html).not.toContain('<img');
  });

  it('the events of test keys are sent apart, captured and marked', async () => {
    const testKey = await tenant.createKey({ mode: 'TEST' });
    const { body: questionnaires } = await gateway.rest('GET', '/questionnaires/', undefined, {
      key: testKey,
    });
    expect(questionnaires.count).toBeGreaterThan(0);
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    await send(testKey);
    const [email] = await notify(1, testKey);
    expect(email?.subject).toMatch(/^\[Test\] /);
    expect(await teamEmails()).toEqual([]);
  });

  it('one address that is removed before an email is due gets none', async () => {
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    await send();
    await update({ teamEmails: [] });
    await notify(0);
    expect(await notices()).toBe(0);
  });

  it('another tenant is not notified', async () => {
    const other = await gateway.createTenant();
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    await send();
    await notify(1);
    expect(await teamEmails(other.key)).toEqual([]);
  });

  it('a send that is rolled back is in no email', async () => {
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    const { status } = await tenant.rest('POST', '/workflows/send/', {
      ...bodyFor(999_999, 'recipient@recipient.example'),
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(await notices()).toBe(0);
  });

  it('erasing the entity erases it from emails that were captured, and from those that are still due', async () => {
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    const sent = await send();
    await notify(1);
    await revoke(sent);
    const { status } = await tenant.rest('POST', `/entities/${sent.entity_id}/erase/`, { reason: 'Asked.' });
    expect(status).toBe(200);
    expect(await teamEmails()).toEqual([]);
    const [email] = await notify(1);
    expect(email?.subject).toBe('Erased: The link was revoked.');
  });
});

describe.runIf(testEngine === 'postgresql')('several replicas', () => {
  it('events that another replica is enqueuing are left to it', async () => {
    await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
    await send();
    const enqueued = await gateway.services.allTenants.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM team_notices WHERE tenant_id = ${tenant.id}::uuid FOR UPDATE`;
      return enqueueTeamEmails(gateway.services);
    });
    expect(enqueued).toBe(0);
    await notify(1);
  });
});

describe('the mail server', () => {
  it('an email to the team that is not accepted for now is tried again and sent once', async () => {
    const smtp = await startSmtpServer();
    const jobClock = new TestClock(Date.now() + 3_600_000);
    const live = await startTestGateway({
      environment: { SMTP_URL: smtp.url, SMTP_TIMEOUT_MS: '800' },
      jobClock,
    });
    try {
      tenant = await live.createTenant({ name: 'Acme Bank' });
      questionnaireId = await createQuestionnaire(tenant);
      await update({ teamEmails: ['one@team.example'], teamEmailEvents: both });
      await tenant.rest('POST', '/workflows/send/', bodyFor(questionnaireId, 'recipient@recipient.example'));
      const toTeam = () => smtp.received.filter(({ to }) => to.includes('one@team.example'));
      smtp.behaviour = 'reject-recipient-4xx';
      await enqueueTeamEmails(live.services);
      const page = { where: {}, orderBy: { id: 'desc' as const }, take: 1, skip: 0 };
      const jobs = () => live.services.jobConsole.list({ queue: 'team-email' }, page);
      await expect
        .poll(async () => (await jobs()).map(({ state }) => state), { timeout: 10_000 })
        .toEqual(['RETRYING']);
      expect(toTeam()).toEqual([]);
      smtp.behaviour = 'accept';
      await jobClock.tick(60_000);
      live.wakeJobs();
      await expect.poll(() => toTeam().length, { timeout: 10_000 }).toBe(1);
    } finally {
      await live.drop();
      await smtp.close();
    }
  });
});
