import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recoverDispatches } from '../../src/domain/workflows/recover-dispatches.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type SmtpTestServer, startSmtpServer } from '../support/smtp-server.ts';
import { bodyFor, createPrefilled, createQuestionnaire, readState, recordLinks } from './support.ts';

/** The email's own limit, which never passes here, and what the sender gets on top to settle. */
const smtpTimeoutMs = 45_000;
const timeToSettleMs = smtpTimeoutMs + 10_000;

let now = new Date('2026-05-04T12:00:00Z');
let gateway: TestGateway;
let smtp: SmtpTestServer;
let links: Map<string, string[]>;
beforeAll(async () => {
  smtp = await startSmtpServer();
  gateway = await startTestGateway({
    clock: () => now,
    environment: { SMTP_URL: smtp.url, SMTP_TIMEOUT_MS: String(smtpTimeoutMs) },
  });
  links = recordLinks(gateway);
});
afterEach(letMailsPass);
afterAll(async () => {
  await gateway.drop();
  await smtp.close();
});

let count = 0;
const newAddress = () => `recipient-${++count}@recipient.example`;

function letMailsPass(): void {
  smtp.behaviour = 'accept';
  smtp.thaw();
}

async function recoverAfter(milliseconds: number): Promise<void> {
  now = new Date(now.getTime() + milliseconds);
  await recoverDispatches(gateway.services);
}

const pageOf = async (address: string) =>
  (await gateway.app.inject({ url: links.get(address)![0]! })).statusCode;

describe('a direct send that no one settles', () => {
  it('a direct send that no one settles is rolled back once its time has passed and not before, and a late acceptance charges nothing', async () => {
    const tenant = await gateway.createTenant({ credits: 3 });
    const address = newAddress();
    const body = bodyFor(await createQuestionnaire(tenant), address);
    smtp.behaviour = 'silence-after-message';
    const sending = tenant.rest('POST', '/workflows/send/', body);
    await smtp.waitForSilence();

    await recoverAfter(timeToSettleMs);
    const inTime = { credits: (await readState(tenant)).credits, page: await pageOf(address) };
    await recoverAfter(1);
    const tooLate = { credits: (await readState(tenant)).credits, page: await pageOf(address) };
    letMailsPass();

    expect(inTime).toEqual({ credits: { available: 2, held: 1, used: 0 }, page: 200 });
    expect(tooLate).toEqual({ credits: { available: 3, held: 0, used: 0 }, page: 410 });
    expect(await sending).toMatchObject({ status: 500, body: { code: 'email_dispatch_failed' } });
    expect(await readState(tenant)).toEqual({
      credits: { available: 3, held: 0, used: 0 },
      entities: 1,
      responses: 0,
      workflowSessions: 0,
    });
    expect(await pageOf(address)).toBe(410);
    expect(await tenant.rest('POST', '/workflows/send/', body)).toMatchObject({ status: 201 });
  });
});

describe('a prefill send that no one settles', () => {
  it('a prefill send that no one settles leaves the response as it was, to be sent again with the same idempotency key', async () => {
    const tenant = await gateway.createTenant({ credits: 3 });
    const { services } = gateway;
    const questionnaireId = await createQuestionnaire(tenant);
    const responseId = await createPrefilled({ services, tenant, questionnaireId, email: newAddress() });
    const read = async () => (await tenant.rest('GET', `/responses/${responseId}/`)).body;
    const send = () =>
      tenant.rest('POST', `/responses/${responseId}/send/`, {}, { headers: { 'idempotency-key': 'one' } });
    const unsent = await read();
    smtp.behaviour = 'silence-at-recipient';
    const first = send();
    await smtp.waitForSilence();

    await recoverAfter(timeToSettleMs);
    const inTime = await send();
    await recoverAfter(1);
    const rolledBack = await read();
    smtp.behaviour = 'accept';
    const second = await send();
    smtp.thaw();

    expect(inTime).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(rolledBack).toEqual(unsent);
    expect(second).toMatchObject({ status: 200, body: { status: 'sent' } });
    expect(await first).toMatchObject({ status: 500, body: { code: 'email_dispatch_failed' } });
    expect(await send()).toMatchObject({
      status: 200,
      headers: { 'idempotent-replayed': 'true' },
      body: second.body,
    });
    expect(await readState(tenant)).toEqual({
      credits: { available: 2, held: 0, used: 1 },
      entities: 1,
      responses: 1,
      workflowSessions: 1,
    });
  });
});

describe('a test send that no one settles', () => {
  it('a test send that no one settles is rolled back without a credit, because it held none', async () => {
    const tenant = await gateway.createTenant({ credits: 3 });
    const key = await tenant.createKey({ mode: 'TEST' });
    const body = bodyFor(await createQuestionnaire(tenant), newAddress());
    const { services } = gateway;
    const { sendMail } = services;
    const handedOver = Promise.withResolvers<void>();
    const capturing = Promise.withResolvers<void>();
    services.sendMail = () => {
      handedOver.resolve();
      return capturing.promise;
    };
    const sending = tenant.rest('POST', '/workflows/send/', body, { key });
    await handedOver.promise;
    services.sendMail = sendMail;

    await recoverAfter(timeToSettleMs + 1);
    capturing.resolve();

    expect(await sending).toMatchObject({ status: 500 });
    expect(await readState(tenant)).toMatchObject({
      credits: { available: 3, held: 0, used: 0 },
      workflowSessions: 0,
    });
  });
});

describe('a dispatch that cannot be settled', () => {
  it('a dispatch that cannot be settled does not keep the others from being recovered', async () => {
    const { services } = gateway;
    const [broken, sound] = [await gateway.createTenant(), await gateway.createTenant()];
    smtp.behaviour = 'silence-at-recipient';
    const sending = [broken, sound].map(async (tenant) =>
      tenant.rest('POST', '/workflows/send/', bodyFor(await createQuestionnaire(tenant), newAddress())),
    );
    await smtp.waitForSilence(2);
    // As a restored backup of one table would leave it: there is no held credit that could be given back.
    await services.allTenants.creditAccount.update({ where: { tenantId: broken.id }, data: { held: 0 } });

    await recoverAfter(timeToSettleMs + 1);
    const { credits } = await readState(sound);
    await services.allTenants.creditAccount.update({ where: { tenantId: broken.id }, data: { held: 1 } });
    letMailsPass();
    await Promise.all(sending);

    expect(credits).toEqual({ available: 100, held: 0, used: 0 });
  });
});
