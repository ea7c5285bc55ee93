import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/ids.ts';
import { testEngine } from '../support/database.ts';
import { type EventStream, openStream } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { sendWorkflow } from '../support/sessions.ts';
import { createWorld, type World } from '../support/world.ts';
import { eventsAfter, everyEvent, idsOf, takeIds, writeEvents } from './support.ts';

let gateway: TestGateway;
let url: string;
let world: World;

beforeAll(async () => {
  gateway = await startTestGateway();
  url = await gateway.listen();
  world = await createWorld(gateway, { credits: 50 });
});
afterAll(() => gateway?.drop());

const follow = (
  query: string,
  variables: object = {},
  options: { key?: string; headers?: Record<string, string> } = {},
) => openStream(url, { key: world.tenant.key, query, variables, ...options });

const write = (count: number) =>
  writeEvents(gateway, { tenantId: world.tenant.id, entityId: world.company }, count);

/** The ids of all events of the tenant that a key can read, oldest first. */
async function listIds(filter: object = {}): Promise<string[]> {
  const { data } = await world.tenant.graphql(
    'query ($filter: AuditEventFilter) { auditEvents(first: 100, filter: $filter) { nodes { id } } }',
    { filter },
  );
  return data.auditEvents.nodes.map(({ id }: { id: string }) => id).reverse();
}

async function closing<Result>(streams: EventStream[], use: () => Promise<Result>): Promise<Result> {
  try {
    return await use();
  } finally {
    await Promise.all(streams.map((stream) => stream.close()));
  }
}

test('a stream has every event that is committed while it is open, once and with its id, and none from before', async () => {
  await write(2);
  const stream = await follow(everyEvent);
  await closing([stream], async () => {
    await sendWorkflow(world);
    const [last = ''] = await write(1);
    const messages = [];
    do {
      messages.push(await stream.next());
    } while (messages.at(-1)?.id !== last);
    expect(messages.every(({ event }) => event === 'next')).toBe(true);
    expect(messages.map(({ id }) => id)).toEqual(idsOf(messages));
    const ids = idsOf(messages);
    expect(ids).toEqual((await listIds()).slice(-ids.length));
    expect(messages.map(({ data }) => data.data.events.type)).toEqual([
      'RESPONSE_CREATED',
      'ONBOARDING_CREATED',
      'ENTITY_HELD',
    ]);
  });
});

test('a change that is rolled back has no event, and does not stop those after it', async () => {
  const stream = await follow(everyEvent);
  await closing([stream], async () => {
    await expect(
      gateway.services.allTenants.$transaction(async (transaction) => {
        await writeEvents(
          { services: { ...gateway.services, allTenants: transaction as never } },
          { tenantId: world.tenant.id, entityId: world.company },
          1,
        );
        throw new Error('Rolled back.');
      }),
    ).rejects.toThrow('Rolled back.');
    const ids = await write(1);
    expect(await takeIds(stream, 1)).toEqual(ids);
  });
});

test('after an event, a stream has all later ones and then new ones, and Last-Event-ID takes precedence', async () => {
  const ids = await write(5);
  const [first, , third] = ids;
  const after = await follow(eventsAfter, { after: first });
  const resumed = await follow(eventsAfter, { after: first }, { headers: { 'last-event-id': third! } });
  await closing([after, resumed], async () => {
    const later = await write(1);
    expect(await takeIds(after, 5)).toEqual([...ids.slice(1), ...later]);
    expect(await takeIds(resumed, 3)).toEqual([...ids.slice(3), ...later]);
  });
});

test('more events than are read or kept together come completely and in order, missed and new', async () => {
  const [first] = await write(1);
  const missed = await write(1_300);
  const stream = await follow(eventsAfter, { after: first });
  await closing([stream], async () => {
    expect(await takeIds(stream, 10)).toEqual(missed.slice(0, 10));
    const added = [...(await write(1_200)), ...(await write(3)), ...(await write(700))];
    expect(await takeIds(stream, 1_290 + 1_903)).toEqual([...missed.slice(10), ...added]);
  });
});

test('an event that does not exist, was pruned, or that the key cannot read is an error at `after`, and the stream ends', async () => {
  const stranger = await createWorld(gateway);
  const [foreign] = await writeEvents(
    gateway,
    { tenantId: stranger.tenant.id, entityId: stranger.company },
    1,
  );
  const [pruned] = await write(1);
  await gateway.services.allTenants.auditEvent.delete({ where: { id: pruned! } });
  await world.tenant.rest('POST', '/webhooks/', { url: 'http://127.0.0.1:9/', events: ['*'] });
  const ofWebhook = (await listIds({ types: ['WEBHOOK_CREATED'] })).at(-1);
  const [own] = await write(1);
  const testKey = await world.tenant.createKey({ mode: 'TEST' });
  const readKey = await world.tenant.createKey({ scopes: ['READ'] });
  for (const [after, key] of [
    [foreign, world.tenant.key],
    [pruned, world.tenant.key],
    [newId(), world.tenant.key],
    ['no id', world.tenant.key],
    [own, testKey],
    [ofWebhook, readKey],
  ]) {
    const messages = await (await follow(eventsAfter, { after }, { key: key! })).rest();
    expect(messages.map(({ event }) => event)).toEqual(['next', 'complete']);
    expect(messages[0]?.data.errors).toMatchObject([
      { extensions: { code: 'VALIDATION_ERROR', fields: [{ path: 'after' }] } },
    ]);
  }
});

test('a stream has no event of another tenant or mode, and those of webhooks only with the scope ADMIN', async () => {
  const stranger = await createWorld(gateway);
  const testKey = await world.tenant.createKey({ mode: 'TEST' });
  const readKey = await world.tenant.createKey({ scopes: ['READ'] });
  const streams = {
    ofTest: await follow(everyEvent, {}, { key: testKey }),
    ofStranger: await follow(everyEvent, {}, { key: stranger.tenant.key }),
    ofReader: await follow(everyEvent, {}, { key: readKey }),
    ofOwner: await follow(everyEvent),
  };
  await closing(Object.values(streams), async () => {
    await world.tenant.rest('POST', '/webhooks/', { url: 'http://127.0.0.1:9/', events: ['*'] });
    const own = await write(1);
    const foreign = await writeEvents(
      gateway,
      { tenantId: stranger.tenant.id, entityId: stranger.company },
      1,
    );
    await world.tenant.rest('POST', '/entities/', { legal_name: 'Nobody' }, { key: testKey });
    const { body } = await world.tenant.rest('GET', '/entities/', undefined, { key: testKey });
    await world.tenant.rest('POST', `/entities/${body.results[0].id}/hold/`, {}, { key: testKey });
    expect((await streams.ofOwner.take(2)).map(({ data }) => data.data.events.type)).toEqual([
      'WEBHOOK_CREATED',
      'ENTITY_HELD',
    ]);
    expect(await takeIds(streams.ofReader, 1)).toEqual(own);
    expect(await takeIds(streams.ofStranger, 1)).toEqual(foreign);
    const ofTest = await takeIds(streams.ofTest, 1);
    expect([...own, ...foreign]).not.toContain(ofTest[0]);
  });
});

test('a filter leaves out the same events, whether they were missed or are new', async () => {
  const [start] = await write(1);
  const prefill = await createPrefill(world);
  const filters = {
    types: { types: ['RESPONSE_ANSWERS_SAVED', 'RESPONSE_CREATED'] },
    entity: { entityId: world.company },
    individual: { entityId: world.individual },
    response: { responseId: prefill },
    both: { responseId: prefill, types: ['RESPONSE_ANSWERS_SAVED'] },
  };
  const live = await Promise.all(
    Object.values(filters).map((filter) => follow(eventsAfter, { filter, after: start })),
  );
  const { workflowSessionId } = await sendWorkflow(world);
  await saveAnswers(world, prefill, { name: 'Acme' });
  await world.tenant.rest('POST', `/workflows/${workflowSessionId}/revoke/`, {});
  await world.tenant.rest('POST', `/entities/${world.individual}/hold/`, {});
  await closing(live, async () => {
    for (const [index, filter] of Object.values(filters).entries()) {
      const listed = (await listIds(filter)).filter((id) => id > start!);
      expect(listed.length).toBeGreaterThan(0);
      expect(await takeIds(live[index]!, listed.length)).toEqual(listed);
      const later = await follow(eventsAfter, { filter, after: start });
      await closing([later], async () => {
        expect(await takeIds(later, listed.length)).toEqual(listed);
      });
    }
  });
});

// The embedded database has one connection, so that no two transactions are open on it.
describe.skipIf(testEngine === 'pglite')('transactions that overlap (with TEST_DATABASE_URL)', () => {
  let held: pg.Client;
  beforeAll(async () => {
    const { directUrl, databaseUrl } = gateway.settings;
    held = new pg.Client({ connectionString: directUrl ?? databaseUrl });
    await held.connect();
  });
  afterAll(() => held?.end());

  async function writeHeld(id: string): Promise<void> {
    await held.query(
      `INSERT INTO audit_events (id, tenant_id, mode, type, actor_kind, actor_name, entity_id, details)
       VALUES ($1, $2, 'LIVE', 'entity.held', 'SYSTEM', 'Postern', $3, '{}')`,
      [id, world.tenant.id, world.company],
    );
  }

  test('an event of a transaction that is held open while later ones commit comes once, before them, and so for everyone who resumes', async () => {
    const stream = await follow(everyEvent);
    const [late, rolledBack] = [newId(), newId()];
    await closing([stream], async () => {
      const before = await write(1);
      expect(await takeIds(stream, 1)).toEqual(before);
      await held.query('BEGIN');
      await writeHeld(late);
      const after = await write(3);
      const first = stream.next();
      // Longer than several looks: what is after the held event does not come before it.
      expect(await Promise.race([first.then(() => 'an event'), held.query('SELECT pg_sleep(1.5)')])).not.toBe(
        'an event',
      );
      await held.query('COMMIT');
      const ordered = [late, ...after];
      expect([...idsOf([await first]), ...(await takeIds(stream, 3))]).toEqual(ordered);

      await held.query('BEGIN');
      await writeHeld(rolledBack);
      const last = await write(2);
      await held.query('ROLLBACK');
      expect(await takeIds(stream, 2)).toEqual(last);

      for (const [index, id] of ordered.entries()) {
        const resumed = await follow(everyEvent, {}, { headers: { 'last-event-id': id } });
        await closing([resumed], async () => {
          const expected = [...ordered.slice(index + 1), ...last];
          expect(await takeIds(resumed, expected.length)).toEqual(expected);
        });
      }
    });
  });

  test('a stream of a response begins while a transaction is open, and has the change that is committed then', async () => {
    const id = await createPrefill(world);
    await held.query('BEGIN');
    await writeHeld(newId());
    const stream = await follow('subscription ($id: ID!) { response(id: $id) { answers { value } } }', {
      id,
    });
    await closing([stream], async () => {
      expect(JSON.stringify(await stream.next())).not.toContain('Acme');
      await saveAnswers(world, id, { name: 'Acme' });
      await held.query('COMMIT');
      expect(JSON.stringify(await stream.next())).toContain('Acme');
    });
  });

  test('a transaction that is open when a stream begins is waited for, and another one that wrote elsewhere is not', async () => {
    const late = newId();
    await held.query('BEGIN');
    await held.query('CREATE TEMPORARY TABLE elsewhere (id int)');
    const [start] = await write(1);
    const stream = await follow(eventsAfter, { after: start });
    await closing([stream], async () => {
      const ids = await write(1);
      expect(await takeIds(stream, 1)).toEqual(ids);
      await writeHeld(late);
      const opening = follow(everyEvent);
      const later = await write(1);
      await held.query('COMMIT');
      const fresh = await opening;
      await closing([fresh], async () => {
        expect(await takeIds(stream, 2)).toEqual([late, ...later]);
        const [last] = await write(1);
        for (let id = ''; id !== last; ) {
          [id = ''] = await takeIds(fresh, 1);
        }
      });
    });
  });
});
