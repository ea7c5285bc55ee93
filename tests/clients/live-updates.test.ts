import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createClient } from 'graphql-sse';
import { describe, expect, onTestFinished } from 'vitest';
import { createPrefill, saveAnswers } from '../support/responses.ts';
import { createWorld, type World } from '../support/world.ts';
import { followers, type Place, sinkOf } from './programs/live-updates.ts';
import { it } from './shared-gateway.ts';
import { watchConsole } from './support.ts';

const responseSubscription = /* GraphQL */ `
  subscription FollowResponse($id: ID!) {
    response(id: $id) { id status answers { id question { id key } value } }
  }
`;
const eventsSubscription = /* GraphQL */ `
  subscription FollowEvents($filter: AuditEventFilter, $after: ID) {
    events(filter: $filter, after: $after) { id type responseId }
  }
`;

let world: World;
let place: Place;
let responseId: string;
/** The event of the response's creation. */
let created: string;

it.beforeEach(async ({ gateway }) => {
  world = await createWorld(gateway);
  place = { url: `${gateway.origin}/graphql`, headers: { authorization: `Bearer ${world.tenant.key}` } };
  responseId = await createPrefill(world);
  [created = ''] = await eventIds();
});

/** The ids of the response's events, oldest first. */
async function eventIds(): Promise<string[]> {
  const { data } = await world.tenant.graphql(
    'query ($filter: AuditEventFilter) { auditEvents(filter: $filter) { nodes { id } } }',
    { filter: { responseId } },
  );
  return data.auditEvents.nodes.map(({ id }: { id: string }) => id).reverse();
}

describe.for(Object.entries(followers))('%s', ([name, follow]) => {
  /** Follows until the test ends. */
  function collect(query: string, variables: Record<string, unknown>): any[] {
    const shown: any[] = [];
    onTestFinished(follow(place, query, variables, (result) => void shown.push(result)));
    return shown;
  }

  it(`${name} shows a response in its current state and after each change that is made by REST`, async () => {
    const written = watchConsole();
    const shown = collect(responseSubscription, { id: responseId });
    const values = () =>
      shown
        .at(-1)
        ?.data?.response.answers.map(({ value }: { value: unknown }) => value)
        .filter((value: unknown) => value !== null);
    await expect.poll(values).toEqual([]);
    for (const value of ['Acme', 'Acme Trading']) {
      await saveAnswers(world, responseId, { name: value });
      await expect.poll(values).toEqual([value]);
    }
    expect(written).toEqual([]);
  });

  it(`${name} shows each event that meets its filter, and those that it has missed`, async () => {
    const written = watchConsole();
    await saveAnswers(world, responseId, { name: 'Acme' });
    const shown = collect(eventsSubscription, { filter: { responseId }, after: created });
    await expect.poll(() => shown.length).toBe(1);
    await saveAnswers(world, await createPrefill(world), { name: 'Other' });
    await saveAnswers(world, responseId, { name: 'Acme Trading' });
    await expect.poll(() => shown.length).toBe(2);
    expect(shown.map(({ data }) => data.events)).toMatchObject(
      (await eventIds()).slice(1).map((id) => ({ id, type: 'RESPONSE_ANSWERS_SAVED', responseId })),
    );
    expect(written).toEqual([]);
  });
});

/** Passes connections on to a port, until it cuts them. */
async function startRelay(port: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      // Whatever became of a connection that was cut.
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) {
      socket.destroy();
    }
    sockets.clear();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}

it('graphql-sse continues after its connection was cut with the id of the last event, and misses none', async ({
  gateway,
}) => {
  const relay = await startRelay(Number(new URL(gateway.origin).port));
  onTestFinished(relay.close);
  const events: { id: string }[] = [];
  const isCut = Promise.withResolvers<void>();
  const mayRetry = Promise.withResolvers<void>();
  const client = createClient({
    url: `http://127.0.0.1:${relay.port}/graphql`,
    // The library does not keep the ids of events itself.
    headers: () => ({ ...place.headers, 'last-event-id': events.at(-1)?.id ?? created }),
    retry: async () => {
      isCut.resolve();
      await mayRetry.promise;
    },
  });
  onTestFinished(() => client.dispose());
  client.subscribe(
    { query: eventsSubscription, variables: { filter: { responseId } } },
    sinkOf((result: any) => events.push(result.data?.events)),
  );
  await saveAnswers(world, responseId, { name: 'One' });
  await expect.poll(() => events.length).toBe(1);
  relay.cut();
  await isCut.promise;
  await saveAnswers(world, responseId, { name: 'Two' });
  await saveAnswers(world, responseId, { name: 'Three' });
  mayRetry.resolve();
  await expect.poll(() => events.length).toBe(3);
  await saveAnswers(world, responseId, { name: 'Four' });
  await expect.poll(() => events.length).toBe(4);
  expect(events.map(({ id }) => id)).toEqual((await eventIds()).slice(1));
});
