import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EventStream, openStream, request } from '../support/event-stream.ts';
import { operatorKey, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { everyEvent, takeIds, writeEvents } from './support.ts';

const maxStreamsPerKey = 20;

let gateway: TestGateway;
let url: string;
let world: World;
let now = Date.now();

beforeAll(async () => {
  gateway = await startTestGateway({
    clock: () => new Date(now),
    environment: { RATE_LIMIT_PER_MINUTE: '3000' },
  });
  url = await gateway.listen();
  world = await createWorld(gateway);
});
afterAll(() => gateway?.drop());

const write = (count: number) =>
  writeEvents(gateway, { tenantId: world.tenant.id, entityId: world.company }, count);

const endOf = async (stream: EventStream) => (await stream.rest()).map(({ event }) => event);

describe('the request', () => {
  test('a stream can be requested with POST and with GET, and by a client that accepts anything', async () => {
    for (const options of [
      {},
      { method: 'GET' as const },
      { headers: { accept: '*/*' } },
      { headers: { accept: 'application/json;q=0.5, text/event-stream' } },
    ]) {
      const stream = await openStream(url, { key: world.tenant.key, query: everyEvent, ...options });
      expect(stream.status).toBe(200);
      expect(Object.fromEntries(stream.headers)).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'private, no-store, no-transform',
        'x-accel-buffering': 'no',
        'access-control-allow-origin': '*',
        'ratelimit-policy': expect.stringContaining('"key"'),
      });
      expect(stream.headers.get('content-encoding')).toBeNull();
      const ids = await write(1);
      expect(await takeIds(stream, 1)).toEqual(ids);
      // Sent before any event, because browsers wait for it.
      expect(stream.comments()).toBeGreaterThan(0);
      await stream.close();
    }
  });

  test('a client that does not accept a stream is told what to accept', async () => {
    const response = await request(url, {
      key: world.tenant.key,
      query: everyEvent,
      headers: { accept: 'application/json' },
    });
    expect(response.status).toBe(406);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'A subscription is a stream of events. Send `Accept: text/event-stream`.',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    });
  });

  test.for([
    ['two fields', 'subscription { events { id } response(id: "1") { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown field', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', 'subscription { events {', 'GRAPHQL_PARSE_FAILED'],
    [
      'a document that is too expensive',
      `subscription { response(id: "1") { entity { responses(first: 100) { nodes { entity { responses(first: 100) {
        nodes { name status createdAt updatedAt submittedAt } } } } } } } }`,
      'BAD_REQUEST',
    ],
  ] as const)('a subscription with %s is rejected, and nothing is streamed', async ([, query, code]) => {
    const response = await request(url, { key: world.tenant.key, query });
    expect(await response.text()).toContain(`"code":"${code}"`);
  });

  test('a request without a valid key gets 401, and the operator an error', async () => {
    const stranger = await request(url, { key: 'kycg_live_unknown', query: everyEvent });
    expect(stranger.status).toBe(401);
    const messages = await (await openStream(url, { key: operatorKey, query: everyEvent })).rest();
    expect(messages).toMatchObject([
      { event: 'next', data: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } },
      { event: 'complete' },
    ]);
  });

  test('a query of a client that accepts only streams is one event and the end', async () => {
    const stream = await openStream(url, { key: world.tenant.key, query: '{ __typename }' });
    expect(await stream.rest()).toMatchObject([
      { event: 'next', data: { data: { __typename: 'Query' } } },
      { event: 'complete' },
    ]);
  });
});

describe('the end of a stream', () => {
  test('a stream ends within five seconds once its key is revoked', async () => {
    const key = await world.tenant.createKey({});
    const stream = await openStream(url, { key, query: everyEvent });
    const other = await openStream(url, { key: world.tenant.key, query: everyEvent });
    const { data } = await world.tenant.graphql('{ apiKeys(first: 1) { nodes { id } } }');
    // By another replica, so that this one does not know of it.
    await gateway.services.allTenants.apiKey.update({
      where: { id: data.apiKeys.nodes[0].id },
      data: { revokedAt: new Date(now) },
    });
    const revokedAt = performance.now();
    expect(await endOf(stream)).toEqual(['complete']);
    expect(performance.now() - revokedAt).toBeLessThan(5_000);
    const ids = await write(1);
    expect(await takeIds(other, 1)).toEqual(ids);
    await other.close();
  });

  test('a stream ends within five seconds once its key has expired', async () => {
    const { data } = await world.tenant.graphql(
      `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { ... on CreateApiKeyPayload { secret } } }`,
      { input: { name: 'Short', scopes: ['READ'], expiresAt: new Date(now + 60_000).toISOString() } },
    );
    const stream = await openStream(url, { key: data.createApiKey.secret, query: everyEvent });
    now += 61_000;
    expect(await endOf(stream)).toEqual(['complete']);
  });

  test('a key has at most 20 open streams; one more is rejected until another one is closed', async () => {
    const key = await world.tenant.createKey({ scopes: ['READ'] });
    const streams = await Promise.all(
      Array.from({ length: maxStreamsPerKey }, () => openStream(url, { key, query: everyEvent })),
    );
    const rejected = await request(url, { key, query: everyEvent });
    expect(rejected.status).toBe(429);
    expect(Number(rejected.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await rejected.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    // Another key of the tenant has its own.
    const other = await openStream(url, { key: world.tenant.key, query: everyEvent });
    await Promise.all([other.close(), streams.pop()?.close()]);
    let status = 429;
    while (status === 429) {
      const again = await request(url, { key, query: everyEvent });
      status = again.status;
      await again.body?.cancel();
    }
    expect(status).toBe(200);
    await Promise.all(streams.map((stream) => stream.close()));
  });

  test('the streams of a gateway that stops are complete immediately', async () => {
    const stopping = await startTestGateway();
    const stoppingUrl = await stopping.listen();
    const { tenant } = await createWorld(stopping);
    const streams = await Promise.all(
      [1, 2, 3].map(() => openStream(stoppingUrl, { key: tenant.key, query: everyEvent })),
    );
    const startedAt = performance.now();
    const closed = stopping.close();
    const ends = await Promise.all(streams.map(endOf));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(ends).toEqual(streams.map(() => ['complete']));
    await closed;
    await stopping.drop();
  });
});
