import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../faults/gateway-process.ts';
import { testEngine } from '../support/database.ts';
import { openStream, type StreamMessage } from '../support/event-stream.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { everyEvent, idsOf, takeIds, writeEvents } from './support.ts';

/** Streams that are open on the replica that is killed. */
const clientCount = 10;
/** Transactions that write events, several at a time. */
const transactionCount = 300;
const eventsPerTransaction = 8;
const writersAtATime = 6;

// The embedded database takes one gateway only.
describe.skipIf(testEngine === 'pglite')(
  'live updates of replicas on one PostgreSQL (with TEST_DATABASE_URL)',
  () => {
    let one: TestGateway;
    let oneUrl: string;
    let other: GatewayProcess;
    let world: World;

    beforeAll(async () => {
      one = await startTestGateway();
      oneUrl = await one.listen();
      world = await createWorld(one, { credits: 50 });
      other = await startGatewayProcess({ settings: one.settings });
    });
    afterAll(async () => {
      await other?.end('SIGKILL');
      await one?.drop();
    });

    const write = (count: number) =>
      writeEvents(one, { tenantId: world.tenant.id, entityId: world.company }, count);

    /** The ids of the tenant's events in the order of streams, after one of them. */
    async function storedAfter(id: string): Promise<string[]> {
      const rows = await one.services.allTenants.$queryRaw<{ id: string }[]>`
      SELECT id FROM audit_events WHERE tenant_id = ${world.tenant.id}::uuid
        AND position > (SELECT position FROM audit_events WHERE id = ${id}::uuid) ORDER BY position`;
      return rows.map((row) => row.id);
    }

    test('a change on one replica is in a stream of another one long before that looks by itself', async () => {
      const stream = await openStream(other.url, { key: world.tenant.key, query: everyEvent });
      const delaysMs: number[] = [];
      for (let round = 0; round < 9; round += 1) {
        const [id] = await write(1);
        const writtenAt = performance.now();
        expect(await takeIds(stream, 1)).toEqual([id]);
        delaysMs.push(performance.now() - writtenAt);
      }
      await stream.close();
      expect(delaysMs.sort((a, b) => a - b)[4]).toBeLessThan(500);
    });

    test('a stream of a response on one replica follows changes on another one', async () => {
      const id = await createPrefill(world);
      const stream = await openStream(other.url, {
        key: world.tenant.key,
        query: 'subscription ($id: ID!) { response(id: $id) { answers { value } } }',
        variables: { id },
      });
      await stream.next();
      await saveAnswers(world, id, { name: 'From another replica' });
      expect(JSON.stringify((await stream.next()).data)).toContain('From another replica');
      await stream.close();
    });

    test('clients of a replica that is killed while events are written continue on another one, with nothing lost or repeated', async () => {
      const [start = ''] = await write(1);
      const last = Promise.withResolvers<string>();
      const killed = Promise.withResolvers<void>();
      let received = 0;

      /** Reads on one replica until that is gone, and then on the other until the last event. */
      async function follow(): Promise<string[]> {
        const messages: StreamMessage[] = [];
        const read = async (url: string, isLast: (id: string | undefined) => boolean) => {
          const stream = await openStream(url, {
            key: world.tenant.key,
            query: everyEvent,
            headers: { 'last-event-id': messages.at(-1)?.id ?? start },
          });
          do {
            messages.push(await stream.next());
            received += 1;
            if (received === (clientCount * transactionCount * eventsPerTransaction) / 3) {
              killed.resolve();
            }
          } while (!isLast(messages.at(-1)?.id));
          await stream.close();
        };
        await read(other.url, () => false).catch(() => undefined);
        const lastId = await last.promise;
        if (messages.at(-1)?.id !== lastId) {
          await read(oneUrl, (id) => id === lastId);
        }
        return idsOf(messages);
      }

      async function writeMany(): Promise<void> {
        for (let round = 0; round < transactionCount / writersAtATime; round += 1) {
          await Promise.all(
            Array.from({ length: writersAtATime }, (_, index) =>
              write(1 + ((round + index) % (2 * eventsPerTransaction - 1))),
            ),
          );
        }
      }

      const clients = Array.from({ length: clientCount }, follow);
      const written = writeMany();
      await killed.promise;
      await other.end('SIGKILL');
      await written;
      const [lastId = ''] = await write(1);
      last.resolve(lastId);
      const expected = await storedAfter(start);
      expect(expected.length).toBeGreaterThan(2_000);
      for (const ids of await Promise.all(clients)) {
        expect(ids).toEqual(expected);
      }
    }, 60_000);
  },
);
