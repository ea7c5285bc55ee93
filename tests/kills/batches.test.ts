import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBatch, readItems } from '../support/batches.ts';
import { repeatably } from './operation.ts';
import { granted, type Mode, type Place, setUpPlace } from './place.ts';
import { findResponses, read, readLinks, sessionsOf } from './subject.ts';

/** As in `kills.test.ts`, with a quarter as many kills. */
const seed = Number(process.env['KILLS_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const kills = Math.ceil(Number(process.env['KILLS'] ?? 500) / 4);

const sendsPerBatch = 30;
/** How many kills there are for each batch. */
const killsPerBatch = 4;
/** A process is killed after this time at most. */
const maxLifeMs = 2_500;
const silenceMs = 300;
/** How often a gateway is started after the last kill. A send whose job was killed six times gets a new one after ten minutes. */
const maxStarts = 15;

type Kind = 'send' | 'prefill' | 'unknown questionnaire';

/** A send of a batch, with the marker that is part of its entity's name and of its address. */
interface Send {
  kind: Kind;
  marker: string;
}

interface Batch {
  id: string;
  mode: Mode;
  sends: Send[];
}

let place: Place;
const batches: Batch[] = [];
/** Requests for batches that were interrupted. */
let unacknowledged: (() => Promise<void>)[] = [];
beforeAll(async () => {
  console.log(`KILLS_SEED=${seed}`);
  place = await setUpPlace(seed);
});
afterAll(() => place?.drop());

it(`sends of batches on a gateway that is killed ${kills} times are sent once or fail with a reason, and counts and credits add up`, async () => {
  for (let kill = 0; kill < kills; kill += 1) {
    await place.start();
    await expectCountsToAddUp();
    const work = kill % killsPerBatch === 0 ? addBatch() : kill % 7 === 0 ? cancelLast() : undefined;
    await pause(place.random.next() * maxLifeMs);
    // Some emails have been accepted, but the process does not get to know it.
    if (place.random.next() < 0.5) {
      place.smtp.behaviour = 'silence-after-message';
      await pause(silenceMs);
    }
    await place.end('SIGKILL');
    place.smtp.behaviour = 'accept';
    place.smtp.thaw();
    await work;
  }
  await finish();
  const ends: string[] = [];
  for (const batch of batches) {
    ends.push(...(await endsOf(batch)));
  }
  const counts = Object.fromEntries(
    [...Map.groupBy(ends, (end) => end)].sort().map(([end, { length }]) => [end, length]),
  );
  console.table(counts);
  for (const mode of ['live', 'test'] as const) {
    const ended = ends.filter((end) => end.startsWith(mode) && !end.endsWith('cancelled'));
    const { data } = await place
      .client(mode)
      .graphql('{ auditEvents(filter: { types: [BATCH_ITEM_ENDED] }) { totalCount } }');
    expect(data.auditEvents.totalCount).toBe(ended.length);
  }
  const sent = counts['live send: sent'] ?? 0;
  expect(await read(place, 'live', '/credits/')).toEqual({ available: granted - sent, held: 0, used: sent });
});

/** Creates a batch, with the same key until it is acknowledged. */
async function addBatch(): Promise<void> {
  const { random, questionnaire } = place;
  const mode: Mode = random.next() < 0.8 ? 'live' : 'test';
  const sends = Array.from({ length: sendsPerBatch }, (): Send => {
    const kind = random.pick<Kind>(['send', 'send', 'send', 'send', 'prefill', 'unknown questionnaire']);
    return { kind, marker: place.newMarker() };
  });
  const request = repeatably(place, {
    mode,
    path: '/workflows/batches/',
    body: {
      name: 'Interrupted',
      sends: sends.map(({ kind, marker }) => ({
        entity: { legal_name: `Company ${marker}` },
        ddq: {
          questionnaire_id: kind === 'unknown questionnaire' ? 2_147_483_647 : questionnaire.id,
          ...(kind === 'prefill' && { prefill: true }),
        },
        ...(kind !== 'prefill' && { email: addressOf(marker) }),
      })),
    },
  });
  const make = async () => {
    const reply = await request().catch(() => undefined);
    if (!reply || reply.status === 409) {
      unacknowledged.push(make);
      return;
    }
    expect(reply.status, JSON.stringify(reply.body)).toBe(202);
    batches.push({ id: reply.body.id, mode, sends });
  };
  await make();
}

/** Makes the requests again that were interrupted. */
async function acknowledge(): Promise<void> {
  const requests = unacknowledged;
  unacknowledged = [];
  await Promise.all(requests.map((request) => request()));
}

/** Cancels the last batch, unless all of it has ended. Whether it was done before the kill is seen later. */
async function cancelLast(): Promise<void> {
  const batch = batches.at(-1);
  if (batch) {
    const path = `/workflows/batches/${batch.id}/cancel/`;
    await place
      .client(batch.mode)
      .rest('POST', path, {})
      .catch(() => undefined);
  }
}

const addressOf = (marker: string) => `${marker}@recipient.example`;

async function expectCountsToAddUp(): Promise<any[]> {
  await acknowledge();
  return Promise.all(
    batches.map(async ({ id, mode }) => {
      const batch = await readBatch(place.client(mode), id);
      const { total, pending, sent, prefilled, failed, cancelled } = batch;
      expect(pending + sent + prefilled + failed + cancelled).toBe(total);
      expect(total).toBe(sendsPerBatch);
      return batch;
    }),
  );
}

/** Starts gateways until no send waits. */
async function finish(): Promise<void> {
  for (let start = 0; start < maxStarts; start += 1) {
    await place.start();
    const deadline = performance.now() + 40_000;
    while (performance.now() < deadline) {
      const all = await expectCountsToAddUp();
      if (all.every(({ finished_at }) => finished_at !== null) && unacknowledged.length === 0) {
        return;
      }
      await pause(200);
    }
    expect(await place.end('SIGTERM')).toBe(0);
  }
  throw new Error('Sends are still pending.');
}

/** What has become of the sends of a batch, each of which is checked. */
async function endsOf({ id, mode, sends }: Batch): Promise<string[]> {
  const client = place.client(mode);
  const items = await readItems(client, id);
  return Promise.all(
    items.map(async ({ index, status, result, error }) => {
      const { kind, marker } = sends[index]!;
      const responses = await findResponses(place, mode, marker);
      const addresses = [addressOf(marker)];
      const links = await readLinks(place, { mode, addresses });
      expect(links.size, 'No email is sent twice.').toBeLessThanOrEqual(1);
      const end = `${mode} ${kind}: ${status}${error ? ` (${error.code})` : ''}`;
      if (status === 'sent' || status === 'prefill_ready') {
        expect(kind).toBe(status === 'sent' ? 'send' : 'prefill');
        expect(responses.map((response) => response.id)).toEqual([result.response_id]);
        const sessions = await sessionsOf(place, mode, result.response_id);
        expect(sessions.map((session) => session.id)).toEqual(
          status === 'sent' ? [result.workflow_session_id] : [],
        );
        expect([...links.values()]).toEqual(status === 'sent' ? [200] : []);
        return end;
      }
      expect(responses).toEqual([]);
      expect([...links.values()].filter((page) => page !== 410)).toEqual([]);
      if (status === 'cancelled') {
        expect(links.size).toBe(0);
      } else {
        expect(status).toBe('failed');
        expect(error.code).toBe(kind === 'unknown questionnaire' ? 'not_found' : 'email_dispatch_failed');
      }
      return end;
    }),
  );
}
