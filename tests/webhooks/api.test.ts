import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../src/domain/context.ts';
import { webhookEvents } from '../../src/domain/events/event-types.ts';
import { disableEndpoint } from '../../src/domain/webhooks/disable-endpoint.ts';
import { openFormerSecret, openSecret } from '../../src/domain/webhooks/webhook-secret.ts';
import type { WebhookRequest } from '../../src/outbound/post-webhook.ts';
import { oneCase, testThroughBothApis } from '../support/both-apis-table.ts';
import { dumpDatabase } from '../support/dump-database.ts';
import { startTestGateway, type TestGateway, type TestTenant } from '../support/gateway.ts';
import { createPrefill } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { answerWebhooks, createWebhook, eventsTold, withPeople } from '../support/webhooks.ts';
import { createWorld, type World } from '../support/world.ts';

/** Later than any clock of a queue, so that a retry waits for its time. */
const now = new Date('2036-03-01T09:00:00.750Z');
let gateway: TestGateway;
let requests: WebhookRequest[];
beforeAll(async () => {
  gateway = await startTestGateway({ clock: () => now, countStatements: true });
  requests = answerWebhooks(gateway, ({ url }) =>
    url.includes('failing')
      ? { responseStatus: 500, responseBody: 'Out of order' }
      : { responseStatus: 200, responseBody: 'Thank you' },
  );
});
afterAll(() => gateway.drop());

const url = 'https://receiver.example/hook?channel=7';
const secretForm = /^whsec_[A-Za-z0-9+/]{43}=$/;

type Rest = Pick<TestTenant, 'rest'>;
const read = async ({ rest }: Rest, path: string) => (await rest('GET', path)).body;

/** The deliveries of a webhook, newest first. */
const deliveriesOf = async (tenant: Rest, id: string) =>
  (await read(tenant, `/webhooks/${id}/deliveries/`)).results;

/** Waits until the newest delivery of a webhook has come to something, and returns it. */
async function settled(tenant: Rest, id: string) {
  await expect
    .poll(async () => (await deliveriesOf(tenant, id))[0].attempts, { interval: 10, timeout: 10_000 })
    .toBeGreaterThan(0);
  return (await deliveriesOf(tenant, id))[0];
}

async function trailOf({ graphql }: TestTenant, id: string) {
  const { data } = await graphql(
    `query ($id: ID!) { webhook(id: $id) { auditEvents { totalCount nodes { type actor { kind name } details } } } }`,
    { id },
  );
  return data.webhook.auditEvents.nodes;
}

describe('a webhook', () => {
  testThroughBothApis(
    () => gateway,
    [
      oneCase({
        name: 'is made with a secret of its own, and told of what was requested',
        call: () => ({
          mutation: 'createWebhook',
          input: { url, events: ['response.submitted', 'response.approved'], description: 'Core banking' },
        }),
        success: () => ({
          object: {
            url,
            events: ['response.submitted', 'response.approved'],
            description: 'Core banking',
            enabled: true,
            secret: expect.stringMatching(secretForm),
          },
          changes: { webhooks: 1 },
        }),
        also: ({ outcome }) => {
          expect(Object.keys(outcome.object).sort()).toEqual(
            ['created_at', 'description', 'enabled', 'events', 'id', 'secret', 'url'].sort(),
          );
          // No two apis, tenants or webhooks get the same one, so it is taken out before the apis are compared.
          outcome.object.secret = 'a secret';
        },
      }),
      oneCase({
        name: 'is changed in what is given, and null clears its description',
        given: ({ tenant }) => createWebhook(tenant, { description: 'Old' }),
        call: (_world, { id }) => ({
          mutation: 'updateWebhook',
          input: { id, url: 'https://other.example/', description: null },
        }),
        success: () => ({
          object: { url: 'https://other.example/', events: ['*'], description: null, enabled: true },
          changes: {},
        }),
      }),
      oneCase({
        name: 'rejects every field that is wrong, each at its place',
        call: () => ({
          mutation: 'createWebhook',
          input: {
            url: 'ftp://receiver.example',
            events: ['response.submitted', 'response.submited', '*'],
            description: ' ',
          },
        }),
        refusal: {
          code: 'VALIDATION_ERROR',
          fields: ['url', 'events[1]', 'events[2]', 'description'],
          bySchema: true,
        },
      }),
      oneCase({
        name: 'rejects an event that is in the list twice',
        call: () => ({
          mutation: 'createWebhook',
          input: { url, events: ['response.submitted', 'response.created', 'response.submitted'] },
        }),
        refusal: { code: 'VALIDATION_ERROR', fields: ['events[2]'] },
      }),
      oneCase({
        name: 'rejects a list without an event',
        call: () => ({ mutation: 'createWebhook', input: { url, events: [] } }),
        refusal: { code: 'VALIDATION_ERROR', fields: ['events'] },
      }),
      oneCase({
        name: 'rejects to be without a URL, without events and neither on nor off',
        given: ({ tenant }) => createWebhook(tenant),
        call: (_world, { id }) => ({
          mutation: 'updateWebhook',
          input: { id, url: null, events: null, enabled: null },
        }),
        refusal: { code: 'VALIDATION_ERROR', fields: ['url', 'events', 'enabled'] },
      }),
      oneCase({
        name: 'that is disabled is not tested',
        given: async ({ tenant }) => {
          const { id } = await createWebhook(tenant);
          await tenant.rest('PATCH', `/webhooks/${id}/`, { enabled: false });
          return id;
        },
        call: (_world, id) => ({ mutation: 'testWebhook', input: { id } }),
        refusal: { code: 'INVALID_REQUEST', currentStatus: 'disabled' },
      }),
      oneCase({
        name: 'rejects a test with an event that does not exist',
        given: ({ tenant }) => createWebhook(tenant),
        call: (_world, { id }) => ({ mutation: 'testWebhook', input: { id, event: 'response.deleted' } }),
        refusal: { code: 'VALIDATION_ERROR', fields: ['event'], bySchema: true },
      }),
      oneCase({
        name: 'that was deleted is not there any more',
        given: async ({ tenant }) => {
          const { id } = await createWebhook(tenant);
          expect(await tenant.rest('DELETE', `/webhooks/${id}/`)).toMatchObject({
            status: 204,
            body: undefined,
          });
          return id;
        },
        call: (_world, id) => ({ mutation: 'rotateWebhookSecret', input: { id } }),
        refusal: { code: 'NOT_FOUND' },
      }),
    ],
  );

  it('a webhook is read and listed newest first without its secret, as the contract has it', async () => {
    const { tenant } = await createWorld(gateway);
    const [first, second] = [await createWebhook(tenant, { url }), await createWebhook(tenant)];
    const { secret: _secret, ...shown } = first;
    expect(await read(tenant, `/webhooks/${first.id}/`)).toEqual(shown);
    expect(Object.keys(shown).sort()).toEqual(
      ['id', 'url', 'events', 'description', 'enabled', 'created_at'].sort(),
    );
    expect(await read(tenant, '/webhooks/')).toMatchObject({
      count: 2,
      results: [{ id: second.id }, { id: first.id }],
    });
    await tenant.rest('DELETE', `/webhooks/${second.id}/`);
    expect(await read(tenant, '/webhooks/')).toEqual({
      count: 1,
      next: null,
      previous: null,
      results: [shown],
    });
    const { data } = await tenant.graphql(
      '{ webhooks { totalCount nodes { disabledReason formerSecretUntil } } }',
    );
    expect(data.webhooks).toEqual({
      totalCount: 1,
      nodes: [{ disabledReason: null, formerSecretUntil: null }],
    });
    for (const path of ['', 'deliveries/', 'rotate-secret/', 'test/']) {
      const method = path === '' || path === 'deliveries/' ? 'GET' : 'POST';
      expect(await tenant.rest(method, `/webhooks/${second.id}/${path}`), path).toMatchObject({
        status: 404,
      });
    }
    expect((await tenant.rest('DELETE', `/webhooks/${second.id}/`)).status).toBe(404);
    expect((await tenant.rest('PATCH', `/webhooks/${second.id}/`, { enabled: true })).status).toBe(404);
  });

  it('a webhook has no more than 19 beside it in one mode, however many are made at the same time', async () => {
    const { tenant } = await createWorld(gateway);
    const answers = await Promise.all(
      Array.from({ length: 23 }, () => tenant.rest('POST', '/webhooks/', { url, events: ['*'] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'conflict')).toHaveLength(3);
    const key = await tenant.createKey({ mode: 'TEST' });
    expect((await tenant.rest('POST', '/webhooks/', { url, events: ['*'] }, { key })).status).toBe(201);
    const [{ id }] = (await read(tenant, '/webhooks/')).results;
    await tenant.rest('DELETE', `/webhooks/${id}/`);
    expect((await tenant.rest('POST', '/webhooks/', { url, events: ['*'] })).status).toBe(201);
  });
});

describe('the URL of a webhook', () => {
  const tryUrl = async (tenant: Rest, given: unknown) => {
    const { status, body } = await tenant.rest('POST', '/webhooks/', {
      url: given,
      events: ['response.rejected'],
    });
    return status === 201 ? 'taken' : body.errors?.url;
  };

  it('the URL of a webhook is an absolute web address of at most 2,000 characters, without credentials and fragment', async () => {
    const { tenant } = await createWorld(gateway);
    const form = ['Use a web address of at most 2000 characters that starts with https:// or http://.'];
    for (const wrong of [
      'receiver.example',
      '//receiver.example/',
      'https://',
      'https:///',
      'javascript:alert(1)',
      'https://receiver.example/a b',
      'https://receiver.example/\u0000',
      'https://receiver.example:99999/',
      `https://receiver.example/${'a'.repeat(1976)}`,
    ]) {
      expect(await tryUrl(tenant, wrong), wrong).toEqual(form);
    }
    expect(await tryUrl(tenant, 7)).toEqual(['A valid string is required.']);
    expect(await tryUrl(tenant, 'https://user:word@receiver.example/')).toEqual([
      'Remove the user name and password from the address.',
    ]);
    expect(await tryUrl(tenant, 'https://receiver.example/#part')).toEqual([
      'Remove the fragment, which would not be sent.',
    ]);
    for (const right of [
      `https://receiver.example/${'a'.repeat(1975)}`,
      'http://127.0.0.1:9/',
      'https://[2001:db8::1]/x?y=z',
      'https://münchen.example/',
    ]) {
      expect(await tryUrl(tenant, right), right).toBe('taken');
    }
  });

  it('the URL of a webhook takes TLS in production, whatever hosts it may be', async () => {
    const { tenant } = await createWorld(gateway);
    gateway.services.requireWebhookTls = true;
    try {
      expect(await tryUrl(tenant, 'http://localhost:8080/')).toEqual([
        'Use an address that starts with https://.',
      ]);
      expect(await tryUrl(tenant, 'https://localhost:8080/')).toBe('taken');
    } finally {
      gateway.services.requireWebhookTls = false;
    }
  });

  it('the URL of a webhook takes TLS and a public host where private addresses are not allowed', async () => {
    const { tenant } = await createWorld(gateway);
    Object.assign(gateway.services, { allowPrivateWebhooks: false, requireWebhookTls: true });
    try {
      const tls = 'Use an address that starts with https://.';
      const reachable = 'Use an address that can be reached from the internet.';
      expect(await tryUrl(tenant, 'http://receiver.example/')).toEqual([tls]);
      expect(await tryUrl(tenant, 'http://localhost:8080/')).toEqual([tls, reachable]);
      for (const host of [
        'localhost',
        'LOCALHOST.',
        'app.localhost',
        'printer.local',
        'metadata.google.internal',
        'intranet',
        '127.0.0.1',
        '2130706433',
        '0x7f.1',
        '0177.0.0.1',
        '10.1.2.3',
        '172.16.0.1',
        '192.168.1.1',
        '169.254.169.254',
        '100.64.0.1',
        '0.0.0.0',
        '224.0.0.1',
        '[::1]',
        '[::]',
        '[::ffff:127.0.0.1]',
        '[fd00:ec2::254]',
        '[fe80::1]',
        '[64:ff9b::a00:1]',
      ]) {
        expect(await tryUrl(tenant, `https://${host}/`), host).toEqual([reachable]);
      }
      for (const host of ['receiver.example', '93.184.215.14', '[2606:2800:21f::1]', 'local.example']) {
        expect(await tryUrl(tenant, `https://${host}/`), host).toBe('taken');
      }
      const { id } = await createWebhook(tenant);
      expect(await tenant.rest('PATCH', `/webhooks/${id}/`, { url: 'https://10.0.0.1/' })).toMatchObject({
        status: 400,
        body: { errors: { url: [reachable] } },
      });
    } finally {
      Object.assign(gateway.services, { allowPrivateWebhooks: true, requireWebhookTls: false });
    }
  });
});

describe('the secret of a webhook', () => {
  it('the secret of a webhook is kept encrypted, also where an idempotency key keeps the answer', async () => {
    const { tenant } = await createWorld(gateway);
    const make = (body: object) =>
      tenant.rest('POST', '/webhooks/', body, { headers: { 'idempotency-key': 'make' } });
    const [first, again] = [await make({ url, events: ['*'] }), await make({ url, events: ['*'] })];
    expect(first.status).toBe(201);
    expect(again).toMatchObject({
      status: 201,
      headers: { 'idempotent-replayed': 'true' },
      body: first.body,
    });
    expect((await make({ url, events: ['response.approved'] })).status).toBe(422);

    const rotate = () =>
      tenant.rest('POST', `/webhooks/${first.body.id}/rotate-secret/`, undefined, {
        headers: { 'idempotency-key': 'rotate' },
      });
    const [rotated, rotatedAgain] = [await rotate(), await rotate()];
    expect(rotated.body.secret).toMatch(secretForm);
    expect(rotated.body.secret).not.toBe(first.body.secret);
    expect(rotatedAgain.body).toEqual(rotated.body);
    expect(Object.keys(rotated.body)).toEqual(Object.keys(first.body));
    expect(rotated.body).toEqual({ ...first.body, secret: rotated.body.secret });

    const kept = (await dumpDatabase(gateway)).join('\n');
    for (const { secret } of [first.body, rotated.body]) {
      expect(kept).not.toContain(secret);
      expect(kept).not.toContain(secret.replace('whsec_', ''));
    }
    const endpoint = await gateway.services.allTenants.webhookEndpoint.findUniqueOrThrow({
      where: { id: first.body.id },
    });
    const { cipher } = gateway.services;
    expect(openSecret(cipher, endpoint)).toBe(rotated.body.secret);
    expect(openFormerSecret(cipher, endpoint, endpoint.sealedFormerSecret!)).toBe(first.body.secret);
    expect(endpoint.formerSecretUntil).toEqual(new Date(now.getTime() + 24 * 3_600_000));
  });
});

describe('a test event', () => {
  it('a test event goes to that webhook alone, with a number, in the shape of real ones, and stands in its log', async () => {
    const world = await createWorld(gateway);
    const { tenant } = world;
    const [webhook, other] = [
      await createWebhook(tenant, { url: 'https://receiver.example/tested' }),
      await createWebhook(tenant),
    ];
    const { responseId } = await sendWorkflow(world);
    const real = await eventsTold(tenant, webhook.id);
    const answer = await tenant.rest('POST', `/webhooks/${webhook.id}/test/`);
    expect(answer).toMatchObject({
      status: 200,
      body: { event_type: 'response.submitted', status: 'pending', attempts: 0, last_response_status: null },
    });
    expect(Object.keys(answer.body).sort()).toEqual(
      [
        'id',
        'event_id',
        'event_type',
        'status',
        'attempts',
        'last_response_status',
        'next_attempt_at',
        'created_at',
      ].sort(),
    );
    expect(await settled(tenant, webhook.id)).toMatchObject({
      id: answer.body.id,
      status: 'delivered',
      attempts: 1,
      last_response_status: 200,
      next_attempt_at: null,
    });
    const sent = requests.find(({ headers }) => headers['webhook-id'] === answer.body.event_id);
    expect(sent?.url).toBe('https://receiver.example/tested');
    const body = JSON.parse(sent!.body);
    expect(Object.keys(body)).toEqual(['type', 'timestamp', 'sequence', 'data']);
    expect(body).toMatchObject({
      type: 'response.submitted',
      timestamp: '2036-03-01T09:00:00Z',
      sequence: 3,
      data: { id: '00000000-0000-0000-0000-000000000000', response_name: 'Test event', status: 'SUBMITTED' },
    });
    expect(real[0]!.data.id).toBe(responseId);
    expect(shapeOf(body.data)).toEqual(shapeOf(withPeople(real[0]!.data)));
    expect(await eventsTold(tenant, other.id)).toHaveLength(2);
    await createPrefill(world);
    expect((await eventsTold(tenant, other.id)).at(-1)!.sequence).toBe(4);
  });

  it('a test event is of a kind that the webhook is told of, or of the one that is requested', async () => {
    const { tenant } = await createWorld(gateway);
    const { id } = await createWebhook(tenant, { events: ['verification.completed', 'response.created'] });
    const test = async (body?: object) =>
      (await tenant.rest('POST', `/webhooks/${id}/test/`, body)).body.event_type;
    expect(await test()).toBe('verification.completed');
    for (const event of webhookEvents) {
      expect(await test({ event })).toBe(event);
    }
    const told = await eventsTold(tenant, id);
    for (const { type, data } of told) {
      const keys = type.startsWith('onboarding.')
        ? 'email'
        : type.startsWith('response.')
          ? 'status'
          : 'outcome';
      expect(data, type).toHaveProperty(keys);
      expect('autofill' in data, type).toBe(type === 'response.autofill_completed');
    }
    expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_event, index) => index + 1));
  });
});

/** An object with the types of its values in their place. */
const shapeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, shapeOf(field)]))
    : value === null
      ? 'string'
      : typeof value;

describe('a delivery', () => {
  it('a delivery has the log of its attempts, and is sent again under the same id when someone asks', async () => {
    const world = await createWorld(gateway);
    const { tenant } = world;
    const { id } = await createWebhook(tenant, { url: 'https://receiver.example/again' });
    await createPrefill(world);
    const delivered = await settled(tenant, id);
    expect(delivered).toMatchObject({ event_type: 'response.created', status: 'delivered', attempts: 1 });
    const again = await tenant.rest('POST', `/webhooks/deliveries/${delivered.id}/redeliver/`);
    expect(again).toMatchObject({
      status: 200,
      body: { id: delivered.id, event_id: delivered.event_id, status: 'pending', attempts: 1 },
    });
    await expect
      .poll(async () => (await deliveriesOf(tenant, id))[0], { interval: 10, timeout: 10_000 })
      .toMatchObject({ id: delivered.id, status: 'delivered', attempts: 2 });
    const sent = requests.filter((request) => request.url.endsWith('/again'));
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivered.event_id]));
    expect(sent[0]!.body).toBe(sent[1]!.body);

    const { data } = await tenant.graphql(
      `query ($id: ID!) { webhookDelivery(id: $id) {
        id attempts webhook { id url } eventType sequence
        attemptLog { responseStatus responseBody error durationMs startedAt }
      } }`,
      { id: delivered.id },
    );
    const attempt = {
      responseStatus: 200,
      responseBody: 'Thank you',
      error: null,
      durationMs: expect.any(Number),
      startedAt: now.toISOString(),
    };
    expect(data.webhookDelivery).toEqual({
      id: delivered.id,
      attempts: 2,
      webhook: { id, url: 'https://receiver.example/again' },
      eventType: 'RESPONSE_CREATED',
      sequence: 1,
      attemptLog: [attempt, attempt],
    });
  });

  it('a pending delivery can be tried again immediately, and is abandoned with its webhook', async () => {
    const world = await createWorld(gateway);
    const { tenant } = world;
    const { id } = await createWebhook(tenant, { url: 'https://failing.example/' });
    await createPrefill(world);
    const pending = await settled(tenant, id);
    expect(pending).toMatchObject({ status: 'pending', attempts: 1, last_response_status: 500 });
    const redeliver = () => tenant.rest('POST', `/webhooks/deliveries/${pending.id}/redeliver/`);
    expect((await redeliver()).status).toBe(200);
    await expect
      .poll(async () => (await deliveriesOf(tenant, id))[0].attempts, { interval: 10, timeout: 10_000 })
      .toBe(2);

    await tenant.rest('PATCH', `/webhooks/${id}/`, { enabled: false });
    expect(await deliveriesOf(tenant, id)).toMatchObject([{ status: 'failed', next_attempt_at: null }]);
    expect(await redeliver()).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', details: { current_status: 'disabled' } },
    });
    const failed = await read(tenant, `/webhooks/${id}/deliveries/?status=failed`);
    expect(failed).toMatchObject({ count: 1, results: [{ id: pending.id }] });
    expect(await read(tenant, `/webhooks/${id}/deliveries/?status=delivered`)).toMatchObject({ count: 0 });
    expect(await tenant.rest('GET', `/webhooks/${id}/deliveries/?status=lost`)).toMatchObject({
      status: 400,
    });

    await tenant.rest('DELETE', `/webhooks/${id}/`);
    expect((await redeliver()).status).toBe(404);
    const { data } = await tenant.graphql(`{ webhookDelivery(id: "${pending.id}") { id } }`);
    expect(data.webhookDelivery).toBeNull();
  });

  it('a delivery is requested again once for one idempotency key', async () => {
    const world = await createWorld(gateway);
    const { tenant } = world;
    const { id } = await createWebhook(tenant);
    await createPrefill(world);
    const delivered = await settled(tenant, id);
    const redeliver = () =>
      tenant.rest('POST', `/webhooks/deliveries/${delivered.id}/redeliver/`, undefined, {
        headers: { 'idempotency-key': 'again' },
      });
    const answers = [await redeliver(), await redeliver()];
    expect(answers.map(({ headers }) => headers['idempotent-replayed'])).toEqual([undefined, 'true']);
    expect(answers[1]!.body).toEqual(answers[0]!.body);
  });
});

describe('a webhook that is disabled and enabled', () => {
  it('a webhook that is disabled and enabled forgets why it was off, and is told of what happens from then on', async () => {
    const world = await createWorld(gateway);
    const { tenant } = world;
    const { id } = await createWebhook(tenant, { url: 'https://failing.example/' });
    await createPrefill(world);
    await settled(tenant, id);
    const endpoint = { id, tenantId: tenant.id, mode: 'LIVE' } as const;
    await gateway.services.allTenants.$transaction((transaction) =>
      disableEndpoint(transaction, gateway.services, {
        endpoint,
        reason: 'The receiver responded with 410 Gone.',
        actor: systemActor,
        now,
      }),
    );
    const state = async () =>
      (await tenant.graphql(`{ webhook(id: "${id}") { enabled disabledReason failingSince } }`)).data.webhook;
    expect(await state()).toEqual({
      enabled: false,
      disabledReason: 'The receiver responded with 410 Gone.',
      failingSince: now.toISOString(),
    });
    expect(await deliveriesOf(tenant, id)).toMatchObject([{ status: 'failed' }]);
    await createPrefill(world);
    expect(await deliveriesOf(tenant, id)).toHaveLength(1);

    await tenant.rest('PATCH', `/webhooks/${id}/`, { enabled: true });
    expect(await state()).toEqual({ enabled: true, disabledReason: null, failingSince: null });
    await createPrefill(world);
    expect(await deliveriesOf(tenant, id)).toHaveLength(2);
  });

  it('a webhook that is disabled and enabled has an audit trail of all that was done to it, without its secret and the whole of its URL', async () => {
    const { tenant } = await createWorld(gateway);
    const { id } = await createWebhook(tenant, { url });
    const change = (body: object) => tenant.rest('PATCH', `/webhooks/${id}/`, body);
    await change({ url: 'https://other.example/hook?token=verysecret', events: ['response.created'] });
    await change({ events: ['response.created'] });
    await change({ enabled: false, description: 'Off for now' });
    await tenant.rest('POST', `/webhooks/${id}/rotate-secret/`);
    const actor = { kind: 'API_KEY', name: 'First key' };
    expect(await trailOf(tenant, id)).toEqual([
      { type: 'WEBHOOK_SECRET_ROTATED', actor, details: {} },
      { type: 'WEBHOOK_UPDATED', actor, details: { changed: ['description', 'enabled'], enabled: false } },
      {
        type: 'WEBHOOK_UPDATED',
        actor,
        details: { changed: ['url', 'events'], host: 'other.example', events: ['response.created'] },
      },
      { type: 'WEBHOOK_CREATED', actor, details: { host: 'receiver.example', events: ['*'] } },
    ]);
    await tenant.rest('DELETE', `/webhooks/${id}/`);
    const last = await gateway.services.allTenants.auditEvent.findFirst({
      where: { webhookEndpointId: id },
      orderBy: { id: 'desc' },
    });
    expect(last).toMatchObject({ type: 'webhook.deleted', actorName: 'First key' });
  });
});

it('a list of webhooks with their deliveries costs the same number of statements however long it is', async () => {
  const world: World = await createWorld(gateway);
  const { tenant } = world;
  const count = async () => {
    // Nothing else is to speak with the database in the meantime.
    await expect
      .poll(
        () =>
          gateway.services.allTenants.webhookDelivery.count({
            where: { tenantId: tenant.id, status: 'PENDING' },
          }),
        { interval: 10, timeout: 10_000 },
      )
      .toBe(0);
    gateway.takeStatements();
    const { data, errors } = await tenant.graphql(`{
      webhooks { totalCount nodes {
        id
        newest: deliveries(first: 2) { nodes { eventType attemptLog { error } } }
        all: deliveries { totalCount nodes { id sequence webhook { url } } }
      } }
    }`);
    expect(errors).toBeUndefined();
    return { data, statements: gateway.takeStatements().filter((sql) => /"?webhook_/.test(sql)) };
  };
  await createWebhook(tenant);
  await createPrefill(world);
  const few = await count();
  for (let more = 0; more < 4; more += 1) {
    await createWebhook(tenant);
  }
  await createPrefill(world);
  await createPrefill(world);
  const many = await count();
  expect(few.data.webhooks.nodes[0].all.totalCount).toBe(1);
  expect(many.data.webhooks.nodes.map((node: any) => node.all.totalCount)).toEqual([2, 2, 2, 2, 3]);
  expect(many.statements.length, many.statements.join('\n')).toBe(few.statements.length);
});
