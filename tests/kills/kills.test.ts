import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { everythingKept } from '../erasure/everything-kept.ts';
import { databaseEnvironment, testEngine } from '../support/database.ts';
import { operatorKey, type TestGateway } from '../support/gateway.ts';
import { type Place, setUpPlace } from './place.ts';
import { Rounds } from './rounds.ts';

/**
 * What is requested, and how long after that the process is killed, follows from the seed; how far a request has come by then
 * does not: `KILLS_SEED=7 KILLS=100 npm run test:kills`.
 */
const seed = Number(process.env['KILLS_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const kills = Number(process.env['KILLS'] ?? 500);

let place: Place;
let rounds: Rounds;
beforeAll(async () => {
  console.log(`KILLS_SEED=${seed}`);
  place = await setUpPlace(seed);
  rounds = new Rounds(place);
});
afterAll(() => place?.drop());

it(`a gateway that is killed ${kills} times leaves every request done or undone, and every credit, link, event and erasure as it must be`, async () => {
  while (rounds.kills < kills) {
    await rounds.run();
    if (rounds.violations.length > 10) break;
  }
  await place.start();
  await rounds.look();
  const runsInProgress = async () => {
    await rounds.look();
    return rounds.subjects.filter(({ autofill }) => autofill === 'processing');
  };
  await expect.poll(runsInProgress, { timeout: 120_000 }).toEqual([]);
  print();
  expect(rounds.violations).toEqual([]);
});

it('every webhook of a gateway that was killed is delivered at least once', async () => {
  await expect.poll(readUndelivered, { timeout: 180_000, interval: 500 }).toEqual([]);
  const { data } = await deliveries();
  const received = place.endpoint.ids();
  const sent = rounds.subjects.filter(({ mode, sessionId }) => mode === 'live' && sessionId !== undefined);
  const created = new Set(
    place.endpoint.received
      .filter(({ payload }) => payload.type === 'onboarding.created')
      .map(({ payload }) => payload.data.id),
  );
  console.log(
    `${received.size} webhooks received, ${place.endpoint.received.length - received.size} of them again after a kill`,
  );

  expect(data.webhook.deliveries.totalCount).toBe(received.size);
  expect(sent.filter(({ sessionId }) => !created.has(sessionId ?? ''))).toEqual([]);
});

it('nothing of those who were erased is in the database, the queues or the files', async () => {
  expect(await place.end('SIGTERM')).toBe(0);
  const erased = rounds.subjects.filter(({ status }) => status === 'ERASED');
  const gateway = await createGateway({
    settings: readSettings({
      ...databaseEnvironment(place.settings),
      ENCRYPTION_KEY: place.encryptionKey,
      OPERATOR_KEY: operatorKey,
      WORKER: 'none',
      LOG_LEVEL: 'silent',
    }),
  });
  try {
    const kept = await everythingKept({ ...gateway, settings: place.settings } as TestGateway);
    expect(erased.filter(({ marker }) => kept.includes(marker)).map(({ marker }) => marker)).toEqual([]);
  } finally {
    await gateway.close();
  }
});

const deliveries = () =>
  place
    .client('live')
    .graphql(`query ($id: ID!) { webhook(id: $id) { deliveries { totalCount } } }`, { id: place.webhookId });

async function readUndelivered(): Promise<string[]> {
  const { data } = await place
    .client('live')
    .graphql(
      `query ($id: ID!) { webhook(id: $id) { deliveries(filter: { statuses: [PENDING, FAILED] }, first: 100) { nodes { id } } } }`,
      { id: place.webhookId },
    );
  return data.webhook.deliveries.nodes.map(({ id }: { id: string }) => id);
}

function print(): void {
  console.log(`${rounds.kills} kills on ${testEngine === 'pglite' ? 'the embedded database' : 'PostgreSQL'}`);
  console.table(Object.fromEntries(rounds.tallies));
}
