import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { ConnectionFailedError } from '../../src/database/is-unavailable.ts';
import { openStream, request } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { letRequestsArrive } from '../support/hold-connections.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { eventsAfter, everyEvent, takeIds, writeEvents } from './support.ts';

let gateway: TestGateway;
let url: string;
let world: World;
const log: { level: number; msg: string }[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({ onLog: (line) => log.push(JSON.parse(line)) });
  url = await gateway.listen();
  world = await createWorld(gateway);
});
afterAll(() => gateway?.drop());

/**
 * Does something before a statement of the tenants' requests is run.
 *
 * @returns how the statement ended, once it has
 */
function beforeStatement({ services }: TestGateway, number: number, work: () => Promise<void>) {
  const ended = Promise.withResolvers<'run' | 'not run'>();
  const { tenantDatabase } = services;
  let count = 0;
  const spy = vi.spyOn(services, 'tenantDatabase').mockImplementation((scope) => {
    const database = tenantDatabase(scope);
    const query = async (...statement: Parameters<typeof database.$queryRaw>) => {
      count += 1;
      if (count !== number) {
        return database.$queryRaw(...statement);
      }
      try {
        await work();
        const rows = await database.$queryRaw(...statement);
        ended.resolve('run');
        return rows;
      } catch (error) {
        ended.resolve('not run');
        throw error;
      }
    };
    return new Proxy(database, {
      get: (target, key) => (key === '$queryRaw' ? query : Reflect.get(target, key)),
    });
  });
  onTestFinished(() => spy.mockRestore());
  return ended.promise;
}

/** Holds a statement until the stream for which it is run has to end. */
function holdUntilEnd(held: TestGateway, number: number) {
  const reached = Promise.withResolvers<void>();
  const follow = vi.spyOn(held.services.eventFeed, 'follow');
  onTestFinished(() => follow.mockRestore());
  const ended = beforeStatement(held, number, async () => {
    reached.resolve();
    const { signal } = follow.mock.lastCall![0];
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
  });
  return { reached: reached.promise, ended };
}

const failures = (lines: typeof log) => lines.filter(({ level }) => level >= 50);

const followResponse = (id: string) =>
  openStream(url, {
    key: world.tenant.key,
    query: 'subscription ($id: ID!) { response(id: $id) { answers { value } } }',
    variables: { id },
  });

const change = (responseId: string) =>
  writeEvents(gateway, { tenantId: world.tenant.id, entityId: world.company, responseId }, 1);

test('a stream is broken off when the database fails while a change is read, and its client has the change when it continues', async () => {
  const id = await createPrefill(world);
  const stream = await followResponse(id);
  await stream.next();
  await saveAnswers(world, id, { name: 'Before' });
  await stream.next();
  const statement = beforeStatement(gateway, 1, async () => {
    throw new ConnectionFailedError(new Error('The server has gone.'));
  });
  await change(id);
  await expect(stream.next()).rejects.toThrow('terminated');
  expect(await statement).toBe('not run');
  const continued = await followResponse(id);
  expect(JSON.stringify(await continued.next())).toContain('Before');
  await continued.close();
});

test('a stream that cannot be opened because the database fails is rejected with 503, so that clients try again', async () => {
  const [after] = await writeEvents(gateway, { tenantId: world.tenant.id, entityId: world.company }, 1);
  const statement = beforeStatement(gateway, 1, async () => {
    throw new ConnectionFailedError(new Error('The server has gone.'));
  });
  const response = await request(url, { key: world.tenant.key, query: eventsAfter, variables: { after } });
  expect(await statement).toBe('not run');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
});

test('a stream that ends while it reads its resource reads nothing further, and is no failure', async () => {
  const id = await createPrefill(world);
  const { reached, ended } = holdUntilEnd(gateway, 1);
  const stream = await followResponse(id);
  await reached;
  log.length = 0;
  await stream.close();
  expect(await ended).toBe('not run');
  await letRequestsArrive();
  expect(failures(log)).toEqual([]);
});

test('a stream that catches up when its client leaves ends without a failure in the log', async () => {
  const first = await startCatchingUp(gateway, { url, world });
  await first.reached;
  log.length = 0;
  await first.stream.close();
  expect(await first.ended).toBe('not run');
  await letRequestsArrive();
  expect(failures(log)).toEqual([]);
});

test('a stream that catches up when the gateway stops is complete', async () => {
  const lines: typeof log = [];
  const stopping = await startTestGateway({ onLog: (line) => lines.push(JSON.parse(line)) });
  const place = { url: await stopping.listen(), world: await createWorld(stopping) };
  const { stream, reached } = await startCatchingUp(stopping, place);
  await reached;
  const closed = stopping.close();
  expect((await stream.rest()).map(({ event }) => event)).toEqual(['complete']);
  await closed;
  expect(failures(lines)).toEqual([]);
  await stopping.drop();
});

/** A stream that begins in the past, and waits to read what it has missed. */
async function startCatchingUp(on: TestGateway, at: { url: string; world: World }) {
  const { tenant, company } = at.world;
  const write = () => writeEvents(on, { tenantId: tenant.id, entityId: company }, 1);
  const open = (after?: string) =>
    openStream(at.url, {
      key: tenant.key,
      query: after === undefined ? everyEvent : eventsAfter,
      variables: { after },
    });
  const live = await open();
  const [after] = await write();
  await write();
  await takeIds(live, 2);
  await live.close();
  // The first statement finds the event, the second reads those after it.
  const held = holdUntilEnd(on, 2);
  const stream = await open(after);
  return { stream, ...held };
}
