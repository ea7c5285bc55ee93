import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRateLimits } from '../../src/http/rate-limits.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createComplyCube } from '../../src/providers/complycube/complycube.ts';
import { registerComplyCubeWebhook } from '../../src/providers/complycube/register-webhook.ts';
import {
  type CheckEvent,
  type ComplyCubeTestServer,
  complyCubeId,
  eventBody,
  signEvent,
  startComplyCubeServer,
} from '../support/complycube-server.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startHostedVerification } from '../support/recipients.ts';
import { createWorld, type World } from '../support/world.ts';
import {
  consented,
  readEvents,
  readSession,
  readVerification,
  type SentVerification,
  sendVerification,
} from './support.ts';

const secret = 'secret-of-the-webhook';
let now = new Date('2026-02-26T12:00:00Z');
let complyCube: ComplyCubeTestServer;
let gateway: TestGateway;
let world: World;
const log: string[] = [];
beforeAll(async () => {
  complyCube = await startComplyCubeServer();
  gateway = await startTestGateway({
    clock: () => now,
    onLog: (line) => log.push(line),
    environment: {
      COMPLYCUBE_API_KEY: complyCube.apiKey,
      COMPLYCUBE_WEBHOOK_SECRET: secret,
      COMPLYCUBE_API_URL: complyCube.url,
    },
  });
  world = await createWorld(gateway, { credits: 200 });
});
afterAll(async () => {
  await gateway.drop();
  await complyCube.close();
});

async function deliver(body: string, signature: string | undefined = signEvent(body, secret)) {
  const answer = await gateway.app.inject({
    method: 'POST',
    url: '/providers/complycube/webhook',
    headers: {
      'content-type': 'application/json',
      ...(signature !== '' && { 'complycube-signature': signature }),
    },
    payload: body,
  });
  return answer.statusCode;
}

/** A verification whose person is at ComplyCube. */
async function started(
  options: Parameters<typeof sendVerification>[1] = { checks: { document: true, identity: true } },
): Promise<SentVerification & { clientId: string }> {
  const sent = await consented(await sendVerification(world, options));
  await startHostedVerification(sent.recipient, { language: 'en' });
  const { providerClientId } = await readVerification(sent);
  return { ...sent, clientId: providerClientId ?? '' };
}

const types = { document: 'document_check', identity: 'identity_check' } as const;

/** The events of one check, as ComplyCube sends them. */
function eventsOf({ clientId }: { clientId: string }, check: keyof typeof types, outcome = 'clear') {
  const event = { checkId: complyCubeId(), clientId, checkType: types[check] };
  return {
    ...event,
    pending: eventBody({ ...event, type: 'check.pending' }),
    completed: eventBody({ ...event, type: 'check.completed', outcome, at: 60 }),
    completedSo: eventBody({ ...event, type: `check.completed.${outcome}`, outcome, at: 60 }),
    with: (change: Partial<CheckEvent> & { type: string }) => eventBody({ ...event, ...change }),
  };
}

/** Everything that could have been changed for a verification. */
const everything = async (sent: SentVerification) => ({
  verification: await readVerification(sent),
  session: await readSession(sent),
  events: await readEvents(sent),
  checks: await gateway.services.allTenants.providerCheck.findMany({
    where: { verificationSessionId: sent.verificationSessionId },
    orderBy: { id: 'asc' },
  }),
});

const typesOf = async (sent: SentVerification) => (await readEvents(sent)).map(({ type }) => type).slice(-3);

describe('what ComplyCube tells', () => {
  it('completes the step when every check has started, and brings the worst outcome when every one has one', async () => {
    const sent = await started();
    const [document, identity] = [eventsOf(sent, 'document', 'attention'), eventsOf(sent, 'identity')];
    expect(await deliver(document.pending)).toBe(200);
    expect(await readVerification(sent)).toMatchObject({ status: 'ACCESSED', completedAt: null });
    await deliver(identity.pending);
    expect(await readVerification(sent)).toMatchObject({ status: 'COMPLETED', outcome: 'PENDING' });
    expect(await readSession(sent)).toMatchObject({ status: 'COMPLETED', completedSteps: ['VERIFICATION'] });
    await deliver(identity.completed);
    expect(await readVerification(sent)).toMatchObject({ outcome: 'PENDING' });
    await deliver(document.completed);
    expect(await readVerification(sent)).toMatchObject({ outcome: 'ATTENTION', completedAt: now });
    const provider = { actorKind: 'SYSTEM', actorName: 'ComplyCube' };
    expect((await readEvents(sent)).slice(-3)).toEqual([
      { type: 'onboarding.verification_completed', ...provider, details: {} },
      { type: 'onboarding.completed', ...provider, details: {} },
      {
        type: 'verification.completed',
        ...provider,
        details: { outcome: 'attention', previous_outcome: 'pending' },
      },
    ]);
  });

  it('a completed check that was never pending completes the verification step immediately', async () => {
    const sent = await started({ checks: { document: true } });
    await deliver(eventsOf(sent, 'document').completed);
    expect(await typesOf(sent)).toEqual([
      'onboarding.verification_completed',
      'onboarding.completed',
      'verification.completed',
    ]);
    const { status, body } = await world.tenant.rest(
      'GET',
      `/verification-sessions/${sent.verificationSessionId}/`,
    );
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'completed', outcome: 'clear' } });
  });

  it('completed checks leave a session open when its questionnaire is not finished', async () => {
    const sent = await started({ checks: { document: true }, questionnaireId: world.questionnaire });
    await deliver(eventsOf(sent, 'document').completed);
    expect(await readSession(sent)).toMatchObject({ status: 'OPENED', completedSteps: ['VERIFICATION'] });
  });

  it('ComplyCube’s events have the same result in every order, however often each is delivered', async () => {
    const order = [0, 1, 2, 3, 4, 5];
    const orders = [
      order,
      order.toReversed(),
      [2, 0, 5, 1, 4, 3],
      [1, 1, 4, 4, 0, 3, 2, 5, 0, 1, 2, 3, 4, 5],
      [5, 4, 0, 0, 3, 2, 1, 1],
    ];
    for (const [index, one] of orders.entries()) {
      const sent = await started();
      const [document, identity] = [eventsOf(sent, 'document', 'not_processed'), eventsOf(sent, 'identity')];
      const bodies = [
        document.pending,
        document.completed,
        document.completedSo,
        identity.pending,
        identity.completed,
        // Someone at ComplyCube has looked at it once more.
        document.with({ type: 'check.updated', outcome: 'attention', at: 90 }),
      ];
      for (const number of one) {
        expect(await deliver(bodies[number] ?? '')).toBe(200);
      }
      const { verification, session, checks, events } = await everything(sent);
      expect(verification, `order ${index}`).toMatchObject({ status: 'COMPLETED', outcome: 'ATTENTION' });
      expect(session.status).toBe('COMPLETED');
      expect(checks.map(({ outcome }) => outcome).sort()).toEqual(['ATTENTION', 'CLEAR']);
      const told = events.map(({ type }) => type);
      expect(told.filter((type) => type === 'onboarding.verification_completed')).toHaveLength(1);
      const decided = events.filter(({ type }) => type === 'verification.completed');
      expect(new Set(decided.map(({ details }) => JSON.stringify(details))).size).toBe(decided.length);
      expect(decided.at(-1)?.details).toMatchObject({ outcome: 'attention' });
    }
  });

  it('a ComplyCube event that is delivered again changes nothing', async () => {
    const sent = await started({ checks: { document: true } });
    const document = eventsOf(sent, 'document', 'rejected');
    await deliver(document.completed);
    const before = await everything(sent);
    now = new Date(now.getTime() + 60_000);
    for (const body of [document.completed, document.completedSo, document.pending]) {
      expect(await deliver(body)).toBe(200);
    }
    expect(await everything(sent)).toEqual(before);
    expect(before.verification.outcome).toBe('ISSUE');
  });

  it('a verification is complete when its last two checks arrive at the same moment', async () => {
    const sent = await started();
    const bodies = [eventsOf(sent, 'document').completed, eventsOf(sent, 'identity', 'attention').completed];
    expect(await Promise.all([...bodies, ...bodies].map((body) => deliver(body)))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(await readVerification(sent)).toMatchObject({ status: 'COMPLETED', outcome: 'ATTENTION' });
    const told = (await readEvents(sent)).map(({ type }) => type);
    expect(told.filter((type) => type === 'verification.completed')).toHaveLength(1);
    expect(told.filter((type) => type === 'onboarding.verification_completed')).toHaveLength(1);
  });

  it('a second try at a check does not improve its outcome to clear', async () => {
    const sent = await started({ checks: { document: true } });
    await deliver(eventsOf(sent, 'document', 'attention').completed);
    await deliver(
      eventsOf(sent, 'document', 'clear').with({ type: 'check.completed', outcome: 'clear', at: 600 }),
    );
    expect(await readVerification(sent)).toMatchObject({ outcome: 'ATTENTION' });
  });

  it('a verification has the outcome ERROR when a check has failed', async () => {
    const sent = await started({ checks: { document: true } });
    await deliver(eventsOf(sent, 'document').with({ type: 'check.failed', at: 5 }));
    expect(await readVerification(sent)).toMatchObject({ status: 'COMPLETED', outcome: 'ERROR' });
  });

  it('a verification follows later updates from ComplyCube but never replaces what the team has recorded', async () => {
    const sent = await started({ checks: { document: true } });
    const document = eventsOf(sent, 'document', 'attention');
    const path = `/verification-sessions/${sent.verificationSessionId}/outcome/`;
    await deliver(document.completed);
    await deliver(document.with({ type: 'check.updated', outcome: 'clear', at: 90 }));
    expect(await readVerification(sent)).toMatchObject({ outcome: 'CLEAR' });
    expect((await world.tenant.rest('POST', path, { outcome: 'issue', reason: 'A copy.' })).status).toBe(200);
    await deliver(document.with({ type: 'check.updated', outcome: 'attention', at: 120 }));
    expect(await readVerification(sent)).toMatchObject({ outcome: 'ISSUE' });
  });

  it('a check that completes after its link has expired still counts, because the person has done their part', async () => {
    const sent = await started({ checks: { document: true }, expiryHours: 1 });
    const sentAt = now;
    now = new Date(now.getTime() + 2 * 3_600_000);
    expect(
      (await world.tenant.rest('GET', `/verification-sessions/${sent.verificationSessionId}/`)).body.status,
    ).toBe('expired');
    expect(await deliver(eventsOf(sent, 'document').completed)).toBe(200);
    expect(await readVerification(sent)).toMatchObject({ status: 'COMPLETED', outcome: 'CLEAR' });
    expect(await readSession(sent)).toMatchObject({ status: 'COMPLETED', completedSteps: ['VERIFICATION'] });
    now = sentAt;
  });

  it('a ComplyCube event for a link that the team has revoked is acknowledged and changes nothing', async () => {
    const sent = await started({ checks: { document: true } });
    await world.tenant.rest('POST', `/workflows/${sent.workflowSessionId}/revoke/`);
    const before = await everything(sent);
    const document = eventsOf(sent, 'document');
    expect(await deliver(document.pending)).toBe(200);
    expect(await deliver(document.completed)).toBe(200);
    expect(await everything(sent)).toEqual(before);
  });
});

describe('an event that does not say everything', () => {
  it('an event that does not say everything has ComplyCube asked whose check it is, once', async () => {
    const sent = await started({ checks: { document: true } });
    const checkId = complyCubeId();
    complyCube.checks.set(checkId, { clientId: sent.clientId, type: 'document_check' });
    const asked = () => complyCube.requests.filter(({ path }) => path === `/v1/checks/${checkId}`).length;
    await deliver(eventBody({ type: 'check.pending', checkId }));
    await deliver(eventBody({ type: 'check.completed', checkId, outcome: 'clear', at: 5 }));
    expect(await readVerification(sent)).toMatchObject({ status: 'COMPLETED', outcome: 'CLEAR' });
    expect(asked()).toBe(1);
  });

  it('an event that does not say everything has ComplyCube asked again while it does not respond, and nothing is done', async () => {
    const sent = await started({ checks: { document: true } });
    const before = await everything(sent);
    const body = eventBody({ type: 'check.completed', checkId: complyCubeId(), clientId: sent.clientId });
    complyCube.behaviour = 500;
    expect(await deliver(body)).toBe(503);
    complyCube.behaviour = 'answer';
    expect(await everything(sent)).toEqual(before);
  });
});

describe('an event that is of no concern', () => {
  const strange: Record<string, (sent: { clientId: string }) => string> = {
    'about a client nobody knows': () =>
      eventBody({
        type: 'check.completed',
        checkId: complyCubeId(),
        clientId: complyCubeId(),
        checkType: 'document_check',
        outcome: 'clear',
      }),
    'about a check that was not asked for': (sent) => eventsOf(sent, 'identity').completed,
    'about a screening': (sent) =>
      eventsOf(sent, 'document').with({
        type: 'check.completed',
        checkType: 'standard_screening_check',
        outcome: 'attention',
      }),
    'about a check that ComplyCube itself does not know': () =>
      eventBody({ type: 'check.completed', checkId: complyCubeId(), outcome: 'clear' }),
    'about a client': ({ clientId }) =>
      JSON.stringify({ id: complyCubeId(), type: 'client.updated', payload: { id: clientId } }),
    'of a type that there will be': (sent) => eventsOf(sent, 'document').with({ type: 'checks.imagined' }),
    'without a payload': () => JSON.stringify({ id: complyCubeId(), type: 'check.completed' }),
    'that is no object': () => '7',
    'that is no JSON': () => 'check.completed',
    'that is nothing': () => '',
  };
  for (const [name, make] of Object.entries(strange)) {
    it(`an event that is of no concern is acknowledged and changes nothing: ${name}`, async () => {
      const sent = await started({ checks: { document: true } });
      const before = await dumpDatabase(gateway, { leaveOut: ['last_used_at'] });
      expect(await deliver(make(sent))).toBe(200);
      expect(await dumpDatabase(gateway, { leaveOut: ['last_used_at'] })).toEqual(before);
    });
  }
});

describe('an event that is not ComplyCube’s', () => {
  it('an event that is not ComplyCube’s is rejected and changes nothing, whatever is wrong with its signature', async () => {
    const sent = await started({ checks: { document: true } });
    const body = eventsOf(sent, 'document').completed;
    const right = signEvent(body, secret);
    const before = await everything(sent);
    const forged: [string, string][] = [
      [body, ''],
      [body, 'nonsense'],
      [body, signEvent(body, 'another secret')],
      [body, signEvent(body, '')],
      [body, right.slice(0, 62)],
      [body, `${right}00`],
      [body, right.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
      [body, `sha256=${right}`],
      [body.replace('"clear"', '"rejected"'), right],
      [`${body} `, right],
      [body.slice(0, -1), right],
    ];
    for (const [sentBody, signature] of forged) {
      expect(await deliver(sentBody, signature), signature).toBe(401);
    }
    expect(await everything(sent)).toEqual(before);
    expect(await deliver(body, right)).toBe(200);
  });

  it('an event that is not ComplyCube’s is rejected when it is larger than events are', async () => {
    const body = JSON.stringify({ type: 'check.completed', padding: 'x'.repeat(70_000) });
    expect(await deliver(body)).toBe(413);
  });

  it('an event that is not ComplyCube’s has no other method and no other path', async () => {
    for (const [method, url] of [
      ['GET', '/providers/complycube/webhook'],
      ['POST', '/providers/complycube'],
    ] as const) {
      expect((await gateway.app.inject({ method, url })).statusCode).toBe(404);
    }
  });
});

describe('what is written into the log', () => {
  it('what is written into the log tells of every event, and never of the person, the secret or the key', async () => {
    const sent = await started({ checks: { document: true } });
    log.length = 0;
    await deliver(eventsOf(sent, 'document').completed);
    await deliver(eventsOf(sent, 'document').completed, 'nonsense');
    await deliver(eventBody({ type: 'check.pending', checkId: complyCubeId(), clientId: complyCubeId() }));
    const written = log.join('\n');
    expect(written).toContain('"effect":"applied"');
    expect(written).toContain('"effect":"unknown"');
    const lines = log.map((line) => JSON.parse(line));
    const { requestId } = lines.find(({ effect }) => effect === 'applied');
    expect(
      lines.filter((line) => line.requestId === requestId).map(({ msg, tenantId }) => [msg, tenantId]),
    ).toEqual([
      ['An event from ComplyCube was received.', world.tenant.id],
      ['request', world.tenant.id],
    ]);
    for (const word of ['Ada', 'ada@example.com', sent.token, sent.clientId, secret, complyCube.apiKey]) {
      expect(written).not.toContain(word);
    }
  });
});

describe('the limit of calls without a key', () => {
  it('the limit of calls without a key counts forged events of one address and no signed ones', async () => {
    const limited = await startTestGateway({
      environment: {
        COMPLYCUBE_API_KEY: complyCube.apiKey,
        COMPLYCUBE_WEBHOOK_SECRET: secret,
        RATE_LIMIT_PER_MINUTE: '1000',
      },
    });
    const body = JSON.stringify({ type: 'client.created' });
    const call = async (signature: string) => {
      const { statusCode, headers } = await limited.app.inject({
        method: 'POST',
        url: '/providers/complycube/webhook',
        headers: { 'complycube-signature': signature, 'content-type': 'application/json' },
        payload: body,
      });
      return statusCode === 429 ? `429 after ${headers['retry-after']}` : statusCode;
    };
    for (let number = 0; number < 300; number += 1) {
      expect(await call(signEvent(body, 'another secret'))).toBe(401);
    }
    expect(await call(signEvent(body, 'another secret'))).toMatch(/^429 after \d+$/);
    expect(await call(signEvent(body, secret))).toBe(200);
    await limited.drop();
  });
});

describe('a database that is not there', () => {
  it('a database that is not there has the event sent again', async () => {
    const app = await createHttpServer({
      logger: pino({ level: 'silent' }),
      trustProxy: 0,
      checksHost: true,
      publicUrl: undefined,
    });
    const gone = () => Promise.reject(Object.assign(new Error('Gone'), { code: 'P1001' }));
    registerComplyCubeWebhook(app, {
      services: { ...gateway.services, allTenants: { providerCheck: { findUnique: gone } } as never },
      limits: await createRateLimits(app, { perMinute: 0, perTenantPerMinute: 0 }),
      provider: createComplyCube({ apiKey: complyCube.apiKey, apiUrl: complyCube.url }),
      webhookSecret: secret,
    });
    const body = eventsOf({ clientId: complyCubeId() }, 'document').completed;
    const answer = await app.inject({
      method: 'POST',
      url: '/providers/complycube/webhook',
      headers: { 'complycube-signature': signEvent(body, secret), 'content-type': 'application/json' },
      payload: body,
    });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable']);
    await app.close();
  });
});

describe('a gateway without ComplyCube', () => {
  it('a gateway without ComplyCube has no webhook', async () => {
    const manual = await startTestGateway();
    const answer = await manual.app.inject({ method: 'POST', url: '/providers/complycube/webhook' });
    expect(answer.statusCode).toBe(404);
    await manual.drop();
  });
});
