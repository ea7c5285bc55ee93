import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweepOrphans } from '../../src/domain/files/sweep-orphans.ts';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { removeStaleParts } from '../../src/storage/remove-stale-parts.ts';
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

/** After two days, what belongs to no entity is gone. The clocks of the processes were ahead by themselves. */
const sweptAfterMs = 7 * 86_400_000;

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

it('nothing of those who were erased is in the database, the queues or the files, once what interrupted uploads left is swept', async () => {
  expect(await place.end('SIGTERM')).toBe(0);
  const erased = rounds.subjects.filter(({ status }) => status === 'ERASED');
  const clock = () => new Date(Date.now() + sweptAfterMs);
  const gateway = await createGateway({
    clock,
    settings: readSettings({
      ...databaseEnvironment(place.settings),
      ENCRYPTION_KEY: place.encryptionKey,
      OPERATOR_KEY: operatorKey,
      WORKER: 'none',
      LOG_LEVEL: 'silent',
    }),
  });
  try {
    await sweepOrphans(gateway.services, { signal: new AbortController().signal });
    await removeStaleParts(place.settings.dataDir, clock());
    const kept = await everythingKept({ ...gateway, settings: place.settings } as TestGateway);
    expect(erased.flatMap(({ marker }) => excerptsWith(kept, marker))).toEqual([]);
  } finally {
    await gateway.close();
  }
});

/** What is around each place where a text contains a marker. */
function excerptsWith(text: string, marker: string): string[] {
  const excerpts: string[] = [];
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + 1)) {
    excerpts.push(text.slice(Math.max(0, at - 200), at + 100));
  }
  return excerpts;
}

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
