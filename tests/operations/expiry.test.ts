import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expireSessions } from '../../src/domain/workflows/expire-sessions.ts';
import { newId } from '../../src/ids.ts';
import { testEngine } from '../support/database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { readSession, readVerification, sendWorkflow, setSessionStatus } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';

/*
 * The gateway expires sessions by itself every few seconds, so these tests look at what there is afterwards and never at
 * which run has done it.
 */

const startOfTime = new Date('2026-03-01T09:00:00Z');
const hourMs = 3_600_000;

let now = startOfTime;
let gateway: TestGateway;
let world: World;
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now });
});
afterAll(() => gateway.drop());
beforeEach(async () => {
  now = startOfTime;
  world = await createWorld(gateway, { credits: 10 });
});

const letPass = (hours: number) => {
  now = new Date(startOfTime.getTime() + hours * hourMs);
};
const sweep = () => expireSessions(gateway.services);
const expiredEvents = ({ tenant }: World) =>
  gateway.services.allTenants.auditEvent.findMany({
    where: { tenantId: tenant.id, type: 'onboarding.expired' },
    orderBy: { id: 'asc' },
  });
/** What is stored, whatever the clock makes of it. */
const stored = async (id: string) =>
  (await gateway.services.allTenants.workflowSession.findUniqueOrThrow({ where: { id } })).status;

describe('a session whose time has run out', () => {
  it('a session whose time has run out is expired at the very moment, with its verification and one event of the gateway’s own', async () => {
    const sent = await sendWorkflow(world, { withVerification: true, expiryHours: 2 });
    now = new Date(startOfTime.getTime() + 2 * hourMs - 1);
    await sweep();
    const inTime = await stored(sent.workflowSessionId);
    letPass(2);
    await sweep();
    await sweep();

    expect(inTime).toBe('SENT');
    expect(await stored(sent.workflowSessionId)).toBe('EXPIRED');
    expect((await readSession(world, sent.workflowSessionId)).status).toBe('expired');
    expect((await readVerification(world, sent.verificationSessionId)).status).toBe('expired');
    const { body } = await world.tenant.rest('GET', `/workflows/${sent.workflowSessionId}/events/`);
    expect(body.results).toMatchObject([
      {
        type: 'onboarding.expired',
        actor: { kind: 'system', name: 'Postern' },
        at: '2026-03-01T11:00:00Z',
        details: { expired_at: '2026-03-01T11:00:00Z' },
      },
      { type: 'onboarding.created' },
    ]);
    const ofResponse = await world.tenant.rest('GET', `/responses/${sent.responseId}/events/?page_size=1`);
    expect(ofResponse.body.results).toEqual([body.results[0]]);
  });

  it('a session whose time has run out is expired when it was opened too, and not when it was completed or revoked', async () => {
    const statuses = ['OPENED', 'COMPLETED', 'REVOKED'] as const;
    const ids = [];
    for (const status of statuses) {
      const { workflowSessionId } = await sendWorkflow(world);
      await setSessionStatus(world, workflowSessionId, status);
      ids.push(workflowSessionId);
    }
    letPass(24);
    await sweep();

    expect(await Promise.all(ids.map(stored))).toEqual(['EXPIRED', 'COMPLETED', 'REVOKED']);
    expect(await expiredEvents(world)).toHaveLength(1);
  });

  it('a session whose time has run out leaves alone what the person has provided', async () => {
    const { verificationSessionId } = await sendWorkflow(world, { withVerification: true });
    await gateway.services.allTenants.verificationSession.update({
      where: { id: verificationSessionId },
      data: { status: 'COMPLETED', completedAt: now },
    });
    letPass(24);
    await sweep();

    expect((await readVerification(world, verificationSessionId)).status).toBe('completed');
  });
});

describe('sweeps at the same time', () => {
  it('sweeps at the same time tell of each session once, each to its own tenant and mode', async () => {
    const other = await createWorld(gateway);
    const key = await world.tenant.createKey({ mode: 'TEST' });
    const rehearsal = { ...world, tenant: { ...world.tenant, rest: withKey(world, key) } };
    const company = await rehearsal.tenant.rest('POST', '/entities/', { legal_name: 'Rehearsed Ltd' });
    const ids = [
      (await sendWorkflow(world)).workflowSessionId,
      (await sendWorkflow(other)).workflowSessionId,
      (await sendWorkflow({ ...rehearsal, company: company.body.id })).workflowSessionId,
    ];
    letPass(24);
    await Promise.all(Array.from({ length: 5 }, sweep));

    const events = [...(await expiredEvents(world)), ...(await expiredEvents(other))];
    const told = events.map(({ tenantId, mode, workflowSessionId }) => [tenantId, mode, workflowSessionId]);
    expect(told.toSorted()).toEqual(
      [
        [world.tenant.id, 'LIVE', ids[0]],
        [other.tenant.id, 'LIVE', ids[1]],
        [world.tenant.id, 'TEST', ids[2]],
      ].toSorted(),
    );
  });

  it('sweeps at the same time get through more sessions than fit into one transaction', async () => {
    const { allTenants } = gateway.services;
    const { workflowSessionId: id } = await sendWorkflow(world);
    const session = await allTenants.workflowSession.findUniqueOrThrow({ where: { id } });
    await allTenants.workflowSession.createMany({
      data: Array.from({ length: 450 }, () => ({ ...session, id: newId(), liveDispatchId: newId() })),
    });
    letPass(24);
    await Promise.all([sweep(), sweep()]);

    const where = { tenantId: world.tenant.id };
    expect(await allTenants.workflowSession.count({ where: { ...where, status: 'EXPIRED' } })).toBe(451);
    const told = (await expiredEvents(world)).map(({ workflowSessionId }) => workflowSessionId);
    expect(told).toHaveLength(451);
    expect(new Set(told).size).toBe(451);
  });

  it.skipIf(testEngine === 'pglite')(
    'sweeps at the same time pass by a session that its recipient is at work on',
    async () => {
      const { allTenants } = gateway.services;
      const [busy, idle] = [await sendWorkflow(world), await sendWorkflow(world)];
      letPass(24);
      await allTenants.$transaction(async (transaction) => {
        await transaction.$queryRaw`
        SELECT 1 FROM workflow_sessions WHERE id = ${busy.workflowSessionId}::uuid FOR UPDATE`;
        await sweep();
        expect(await stored(idle.workflowSessionId)).toBe('EXPIRED');
      });
      await sweep();

      expect(await expiredEvents(world)).toHaveLength(2);
    },
  );
});

describe('a session that was sent again', () => {
  it('a session that was sent again is not expired for the time of its first link, and once more for that of its second', async () => {
    const { workflowSessionId, verificationSessionId } = await sendWorkflow(world, {
      withVerification: true,
    });
    letPass(24);
    await sweep();
    await world.tenant.rest('POST', `/workflows/${workflowSessionId}/resend/`, { expiry_hours: 2 });
    await sweep();
    const resent = await stored(workflowSessionId);
    const verification = await readVerification(world, verificationSessionId);
    letPass(26);
    await sweep();

    expect(resent).toBe('SENT');
    expect(verification).toMatchObject({ status: 'pending', expires_at: '2026-03-02T11:00:00Z' });
    expect(await stored(workflowSessionId)).toBe('EXPIRED');
    expect(await expiredEvents(world)).toHaveLength(2);
  });
});

const withKey =
  ({ gateway: { rest } }: World, key: string): TestGateway['rest'] =>
  (method, path, body, options) =>
    rest(method, path, body, { key, ...options });
