import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorkflowSessionStatus } from '../../src/database/client/enums.ts';
import { expireSessions } from '../../src/domain/workflows/expire-sessions.ts';
import { recordLinks } from '../faults/support.ts';
import { type Api, apis, callThrough, type Mutation } from '../support/both-apis.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { holdNextMail, refuseSomeMails } from '../support/mails.ts';
import { readSession, readVerification, sendWorkflow, setSessionStatus } from '../support/sessions.ts';
import { changes, countEverything, createWorld, type World } from '../support/world.ts';

const startOfTime = new Date('2026-03-01T09:00:00.750Z');
const hourMs = 3_600_000;

let now = startOfTime;
let gateway: TestGateway;
let links: Map<string, string[]>;
beforeAll(async () => {
  gateway = await shareTestGateway({ clock: () => now });
  refuseSomeMails(gateway);
  links = recordLinks(gateway);
});
afterAll(() => gateway.drop());

let count = 0;
let world: World;
/** An address that no other test sends to. */
let email: string;
beforeEach(async () => {
  now = startOfTime;
  email = `recipient-${++count}@example.com`;
  world = await createWorld(gateway);
});

const call = (api: Api, mutation: Mutation, workflowSessionId: string, input: object = {}) =>
  callThrough(api, world, { mutation, input: { workflowSessionId, ...input } });

/** What each link that an address was sent answers, in the order of the mails. */
const pages = (address: string) =>
  Promise.all((links.get(address) ?? []).map(async (url) => (await gateway.app.inject({ url })).statusCode));

const nobody = '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a';

/** Each way in which a session is still to be done, and how it gets there. */
const undone: Record<string, (id: string) => Promise<unknown>> = {
  'that was sent': async () => {},
  'that was opened': (id) =>
    gateway.services.allTenants.workflowSession.update({
      where: { id },
      data: { status: 'OPENED', openedAt: now },
    }),
  'whose time ran out': async () => {
    now = new Date(now.getTime() + 24 * hourMs);
  },
  'that was swept as expired': () => {
    now = new Date(now.getTime() + 24 * hourMs);
    return expireSessions(gateway.services);
  },
};

const done: WorkflowSessionStatus[] = ['COMPLETED', 'REVOKED'];

describe.each(apis)('resending on %s', (api) => {
  it.each(Object.keys(undone))(
    'a session %s sends a new link, kills the old one and costs nothing',
    async (how) => {
      const sent = await sendWorkflow(world, { email, withVerification: true });
      await undone[how]?.(sent.workflowSessionId);
      const before = await countEverything(world);
      const outcome = await call(api, 'resendWorkflow', sent.workflowSessionId, { expiryHours: 2 });

      expect(outcome).toMatchObject({ code: 'OK', status: 200 });
      expect(outcome.object).toEqual({
        id: sent.workflowSessionId,
        status: how === 'that was opened' ? 'opened' : 'sent',
        email,
        entity_id: world.individual,
        entity_name: 'Ada Lovelace',
        response_id: sent.responseId,
        verification_session_id: sent.verificationSessionId,
        steps: ['ddq', 'verification'],
        completed_steps: [],
        expires_at: `${new Date(now.getTime() + 2 * hourMs).toISOString().slice(0, 19)}Z`,
        created_at: '2026-03-01T09:00:00Z',
        opened_at: how === 'that was opened' ? '2026-03-01T09:00:00Z' : null,
        completed_at: null,
      });
      expect(await readSession(world, sent.workflowSessionId)).toEqual(outcome.object);
      expect(await readVerification(world, sent.verificationSessionId)).toMatchObject({
        status: 'pending',
        expires_at: outcome.object.expires_at,
      });
      expect(changes(before, await countEverything(world))).toEqual({
        mails: 2,
        auditEvents: expect.any(Number),
      });
      expect(await pages(email)).toEqual([410, 200]);
    },
  );

  it('a resent email goes to another address and in another language when the request asks for it', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    const other = `other-${email}`;
    const outcome = await call(api, 'resendWorkflow', workflowSessionId, { email: other, language: 'de' });

    expect(outcome.object).toMatchObject({ email: other, expires_at: '2026-03-03T09:00:00Z' });
    expect([await pages(email), await pages(other)]).toEqual([[410], [200]]);
    const { body } = await world.tenant.rest('GET', '/captured-mails/?page_size=1');
    expect(body.results).toMatchObject([{ to: other, html: expect.stringContaining('lang="de"') }]);
  });

  it('whose mail is rejected changes nothing, and the old link lives on', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    const session = await readSession(world, workflowSessionId);
    const before = await countEverything(world);
    const refused = `recipient-${count}@refused.example`;
    const outcome = await call(api, 'resendWorkflow', workflowSessionId, { email: refused });

    expect(outcome).toMatchObject({ status: 500, code: 'EMAIL_DISPATCH_FAILED' });
    expect(changes(before, await countEverything(world))).toEqual({ auditEvents: expect.any(Number) });
    expect(await readSession(world, workflowSessionId)).toEqual(session);
    expect(await pages(email)).toEqual([200]);
    expect(await call(api, 'resendWorkflow', workflowSessionId)).toMatchObject({ code: 'OK' });
  });

  it.each(done)('a session in %s is rejected', async (status) => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    await setSessionStatus(world, workflowSessionId, status);
    const before = await countEverything(world);

    expect(await call(api, 'resendWorkflow', workflowSessionId)).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      currentStatus: status.toLowerCase(),
    });
    expect(changes(before, await countEverything(world))).toEqual({});
  });

  it('resending reports every invalid field, and a session that does not exist', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    const bad = { email: 'nobody', expiryHours: 169 };

    expect(Object.keys((await call(api, 'resendWorkflow', workflowSessionId, bad)).fields).sort()).toEqual([
      'email',
      'expiryHours',
    ]);
    expect(await call(api, 'resendWorkflow', nobody)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('twice at the same time is one email: the other is rejected with a conflict', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    const mail = holdNextMail(gateway);
    const first = call(api, 'resendWorkflow', workflowSessionId);
    await mail.handedOver;
    const second = await call(api, 'resendWorkflow', workflowSessionId);
    mail.accept();

    expect(second).toMatchObject({ status: 409, code: 'CONFLICT' });
    expect(await first).toMatchObject({ code: 'OK' });
    expect(await pages(email)).toEqual([410, 200]);
  });

  it('resending leaves a session revoked that was revoked while the email was in progress', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    const mail = holdNextMail(gateway);
    const resending = call(api, 'resendWorkflow', workflowSessionId);
    await mail.handedOver;
    const revoked = await call(api, 'revokeWorkflow', workflowSessionId);
    mail.accept();

    expect(revoked).toMatchObject({ code: 'OK', object: { status: 'revoked' } });
    expect(await resending).toMatchObject({ code: 'OK', object: { status: 'revoked' } });
    expect(await pages(email)).toEqual([410, 410]);
  });

  it('resending one session of a response has to wait while an email of its other session is in progress', async () => {
    const first = await sendWorkflow(world, { email, withVerification: true });
    await gateway.services.allTenants.response.update({
      where: { id: first.responseId },
      data: { status: 'UNDER_REVIEW' },
    });
    const mail = holdNextMail(gateway);
    const requesting = callThrough(api, world, {
      mutation: 'requestChanges',
      input: { responseId: first.responseId, message: 'Please look again.' },
    });
    await mail.handedOver;
    expect(await call(api, 'resendWorkflow', first.workflowSessionId)).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
    mail.accept();

    expect(await requesting).toMatchObject({ code: 'OK', object: { status: 'CHANGES_REQUESTED' } });
    expect(await call(api, 'resendWorkflow', first.workflowSessionId)).toMatchObject({ code: 'OK' });
  });
});

describe.each(apis)('revoking on %s', (api) => {
  it.each(Object.keys(undone))('a session %s kills its link and its verification', async (how) => {
    const sent = await sendWorkflow(world, { email, withVerification: true });
    await undone[how]?.(sent.workflowSessionId);
    const before = await countEverything(world);
    const outcome = await call(api, 'revokeWorkflow', sent.workflowSessionId, { reason: 'Sent in error' });

    expect(outcome).toMatchObject({
      code: 'OK',
      status: 200,
      object: { id: sent.workflowSessionId, status: 'revoked', response_id: sent.responseId },
    });
    expect(await readSession(world, sent.workflowSessionId)).toEqual(outcome.object);
    expect((await readVerification(world, sent.verificationSessionId)).status).toBe('revoked');
    expect(changes(before, await countEverything(world))).toEqual({ auditEvents: expect.any(Number) });
    expect(await pages(email)).toEqual([410]);
    const { body } = await world.tenant.rest(
      'GET',
      `/workflows/${sent.workflowSessionId}/events/?page_size=1`,
    );
    expect(body.results).toEqual([
      {
        id: expect.any(String),
        type: 'onboarding.revoked',
        actor: { kind: 'api_key', name: 'First key' },
        at: `${now.toISOString().slice(0, 19)}Z`,
        details: { reason: 'Sent in error' },
      },
    ]);
  });

  it.each(done)('a session in %s is rejected', async (status) => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    await setSessionStatus(world, workflowSessionId, status);
    const before = await countEverything(world);

    expect(await call(api, 'revokeWorkflow', workflowSessionId)).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      currentStatus: status.toLowerCase(),
    });
    expect(changes(before, await countEverything(world))).toEqual({});
  });

  it('revoking leaves a verification alone for which the person has provided everything', async () => {
    const sent = await sendWorkflow(world, { email, withVerification: true });
    await gateway.services.allTenants.verificationSession.update({
      where: { id: sent.verificationSessionId },
      data: { status: 'COMPLETED', completedAt: now },
    });

    expect(await call(api, 'revokeWorkflow', sent.workflowSessionId)).toMatchObject({ code: 'OK' });
    expect((await readVerification(world, sent.verificationSessionId)).status).toBe('completed');
  });

  it('revoking the same session many times at once happens only once', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => call(api, 'revokeWorkflow', workflowSessionId)),
    );

    expect(outcomes.filter(({ code }) => code === 'OK')).toHaveLength(1);
    expect(outcomes.filter(({ code }) => code !== 'OK')).toMatchObject(
      Array(4).fill({ code: 'INVALID_REQUEST', currentStatus: 'revoked' }),
    );
    const { body } = await world.tenant.rest('GET', `/workflows/${workflowSessionId}/events/`);
    expect(body.results.map(({ type }: { type: string }) => type)).toEqual([
      'onboarding.revoked',
      'onboarding.created',
    ]);
  });

  it('revoking reports every invalid field, and a session that does not exist', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });

    expect((await call(api, 'revokeWorkflow', workflowSessionId, { reason: '\u0007' })).fields).toEqual({
      reason: [expect.any(String)],
    });
    expect(await call(api, 'revokeWorkflow', nobody)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('revoking again with the same idempotency key returns the same response, and without it is rejected', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    const revoke = () =>
      callThrough(api, world, {
        mutation: 'revokeWorkflow',
        input: { workflowSessionId },
        idempotencyKey: 'once',
      });
    const first = await revoke();

    expect(first).toMatchObject({ code: 'OK', isReplayed: false });
    expect(await revoke()).toEqual({ ...first, isReplayed: true });
    expect(await call(api, 'revokeWorkflow', workflowSessionId)).toMatchObject({
      code: 'INVALID_REQUEST',
      currentStatus: 'revoked',
    });
  });
});

describe('the status that a rejection names', () => {
  it('the status that a rejection names is spelt as each API spells it', async () => {
    const { workflowSessionId } = await sendWorkflow(world, { email });
    await setSessionStatus(world, workflowSessionId, 'COMPLETED');
    const { body } = await world.tenant.rest('POST', `/workflows/${workflowSessionId}/revoke/`);
    const { data } = await world.tenant.graphql(
      `mutation ($id: ID!) {
        revokeWorkflow(input: { workflowSessionId: $id }) { ... on InvalidStateError { currentStatus } }
      }`,
      { id: workflowSessionId },
    );

    expect(body.details).toEqual({ current_status: 'completed' });
    expect(data.revokeWorkflow).toEqual({ currentStatus: 'COMPLETED' });
  });
});
