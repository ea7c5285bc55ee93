import { mkdtemp } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readState } from '../faults/support.ts';
import { hasBackupTools, readBackupCommands } from '../support/backup-commands.ts';
import { createRandom } from '../support/random.ts';
import { hasHaproxy } from './haproxy.ts';
import type { Load } from './load.ts';
import { granted, type Place, setUpPlace } from './place.ts';
import { hasPostgresql } from './postgresql-server.ts';

const seconds = Number(process.env['DRILL_SECONDS'] ?? 60);
const seed = Number(process.env['DRILL_SEED'] ?? Math.floor(Math.random() * 1_000_000));
/** While the database is gone, and for as long as a send that it cut off is not recovered or its email takes too long. */
const expectedFailures = ['503', '503 unavailable', '409 conflict', '500 email_dispatch_failed'];
const missing = hasHaproxy ? (hasPostgresql ? undefined : 'a PostgreSQL server') : 'haproxy';

describe.skipIf(missing !== undefined)(`replicas behind HAProxy (needs ${missing ?? 'nothing'})`, () => {
  let place: Place;
  beforeAll(async () => {
    place = await setUpPlace({ count: 3 });
  });
  afterAll(() => place?.close());

  let load: Load | undefined;
  /** The load of a drill; it ends with the test, however that ends. */
  const keep = (started: Load): Load => {
    load = started;
    return started;
  };
  afterEach(() => load?.stop());

  const print = (drill: string, { requests, acknowledged, failures }: Load, more = '') =>
    console.log(
      `${drill}: ${requests} requests, ${acknowledged.length} sends; repeated after ${JSON.stringify(Object.fromEntries(failures))}${more}`,
    );

  it('no request fails while each replica is stopped and started again, one after the other', async () => {
    const tenant = await place.createTenant();
    const load = keep(tenant.startLoad());
    for (const port of place.replicas.ports) {
      const before = load.acknowledged.length;
      await place.proxy.setState(port, 'drain');
      expect(await place.replicas.end(port, 'SIGTERM')).toBe(0);
      await place.replicas.startOn(port);
      await place.proxy.setState(port, 'ready');
      await expect.poll(() => load.acknowledged.length).toBeGreaterThan(before + 5);
    }
    await load.stop();
    print('rolling restart', load);

    expect(Object.fromEntries(load.failures)).toEqual({});
    await tenant.verify(load);
  });

  it(`no acknowledged request is lost, and no send is partial or made twice, while a replica is killed each second for ${seconds} seconds`, async () => {
    console.log(`DRILL_SEED=${seed}`);
    const random = createRandom(seed);
    const tenant = await place.createTenant();
    const load = keep(tenant.startLoad());
    const { replicas } = place;
    const restarts: Promise<void>[] = [];
    let kills = 0;
    for (let second = 0; second < seconds; second += 1) {
      await pause(1_000);
      const running = replicas.running();
      if (running.length > 0) {
        const port = random.pick(running);
        await replicas.end(port, 'SIGKILL');
        kills += 1;
        restarts.push(replicas.startOn(port));
      }
    }
    await Promise.all(restarts);
    await load.stop();
    print('replica kills', load, `; ${kills} kills`);

    await tenant.verify(load);
  });

  it('no acknowledged request is lost, and no send is partial or made twice, while PostgreSQL is restarted and crashes', async () => {
    const tenant = await place.createTenant();
    const load = keep(tenant.startLoad());
    for (const mode of ['fast', 'immediate'] as const) {
      const before = load.acknowledged.length;
      await expect.poll(() => load.acknowledged.length).toBeGreaterThan(before + 5);
      await place.postgresql.restart(mode);
      const restarted = load.acknowledged.length;
      await expect.poll(() => load.acknowledged.length).toBeGreaterThan(restarted + 5);
    }
    await load.stop();
    print('database restart', load);

    expect(expectedFailures).toEqual(expect.arrayContaining([...load.failures.keys()]));
    await expect.poll(() => place.replicas.statuses()).toEqual([200, 200, 200]);
    await tenant.verify(load);
  });

  it.skipIf(!hasBackupTools)(
    'a backup that was taken while requests were made has everything that had been acknowledged before, after everything else was lost',
    async () => {
      const { settings, folder, replicas } = place;
      const { backUp, restore } = await readBackupCommands();
      const tenant = await place.createTenant();
      const load = keep(tenant.startLoad());
      await expect.poll(() => load.acknowledged.length).toBeGreaterThan(10);
      const document = await tenant.upload();
      const backup = await mkdtemp(`${folder}/backup-`);
      const saved = [...load.acknowledged];
      await backUp(settings, backup);
      await load.stop();
      await place.loseEverything();
      await restore(settings, backup);
      await Promise.all(replicas.ports.map((port) => replicas.startOn(port)));

      await load.verify(replicas.url(), saved);
      expect(await tenant.download(document.id)).toEqual(document.content);
      // What was being sent during the dump is rolled back, and its credit is free again.
      await expect.poll(async () => (await readState(tenant.client)).credits.held).toBe(0);
      const { credits, workflowSessions } = await readState(tenant.client);
      expect(credits.used).toBe(workflowSessions);
      expect(credits.available + credits.used).toBe(granted);
      expect(workflowSessions).toBeGreaterThanOrEqual(saved.length);
      const after = keep(tenant.startLoad());
      await expect.poll(() => after.acknowledged.length).toBeGreaterThan(5);
      await after.stop();
      expect(Object.fromEntries(after.failures)).toEqual({});
      await after.verify(replicas.url());
    },
  );
});
