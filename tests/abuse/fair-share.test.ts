import { expect, it } from 'vitest';
import { createFairShare, type FairShare, quarterOf, ShareFullError } from '../../src/runtime/fair-share.ts';

/** Work that lasts until it is ended, and notes the order in which it is started. */
function createWork(share: FairShare) {
  const started: string[] = [];
  const ends: { tenantId: string; end: () => void }[] = [];
  return {
    started,
    add: (tenantId: string, count = 1) => {
      for (let index = 0; index < count; index += 1) {
        void share.run(tenantId, async () => {
          started.push(tenantId);
          await new Promise<void>((end) => {
            ends.push({ tenantId, end });
          });
        });
      }
    },
    /** Ends the oldest work of a tenant and lets what follows from that happen. */
    end: async (tenantId: string) => {
      const index = ends.findIndex((work) => work.tenantId === tenantId);
      ends.splice(index, 1)[0]?.end();
      await settle();
    },
  };
}

/** Lets every promise that can settle do so. */
const settle = () => new Promise<void>((done) => setImmediate(done));

it('a tenant has a quarter of the slots at most, rounded up, even while others are free', async () => {
  expect([1, 4, 5, 8, 20].map(quarterOf)).toEqual([1, 1, 2, 2, 5]);
  const share = createFairShare({ name: 'slots', slots: 20 });
  const work = createWork(share);
  work.add('a', 80);
  await settle();
  expect(work.started).toHaveLength(5);
  expect(share.atLimit()).toEqual(['a']);
  work.add('b');
  await settle();
  expect(work.started.at(-1)).toBe('b');
});

it('a tenant that comes late to slots that are all in use gets the next one that is free', async () => {
  const share = createFairShare({ name: 'slots', slots: 4 });
  const work = createWork(share);
  for (const tenantId of ['a', 'b', 'c', 'd']) {
    work.add(tenantId, 1_000);
  }
  work.add('e', 2);
  await settle();
  expect(work.started).toEqual(['a', 'b', 'c', 'd']);
  await work.end('c');
  expect(work.started.at(-1)).toBe('e');
  await work.end('e');
  // Those that waited before it have their turns first.
  expect(work.started.at(-1)).toBe('c');
});

it('tenants that wait are served one after the other, however much each waits with', async () => {
  const share = createFairShare({ name: 'slots', slots: 1 });
  const work = createWork(share);
  work.add('a', 4);
  work.add('b', 2);
  work.add('c', 1);
  await settle();
  for (const tenantId of ['a', 'b', 'c', 'a', 'b', 'a']) {
    await work.end(tenantId);
  }
  expect(work.started.join('')).toBe('abcabaa');
});

it('a wait that is aborted ends with the reason, and takes nothing from those behind it', async () => {
  const share = createFairShare({ name: 'slots', slots: 1 });
  const work = createWork(share);
  work.add('a');
  await settle();
  const leaving = new AbortController();
  const left = share.acquire('b', { signal: leaving.signal });
  work.add('b');
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect(share.waiting()).toBe(1);
  await work.end('a');
  expect(work.started).toEqual(['a', 'b']);
  await expect(share.acquire('c', { signal: leaving.signal })).rejects.toThrow('gone');
});

it('more of one tenant than can wait is rejected with the limit, and other tenants still wait', async () => {
  const share = createFairShare({ name: 'file readers', slots: 1, maxWaitingPerTenant: 2 });
  const work = createWork(share);
  work.add('a', 3);
  await settle();
  await expect(share.acquire('a')).rejects.toThrow(
    new ShareFullError('At most 2 can wait for the file readers.'),
  );
  work.add('b');
  expect(share.waiting('b')).toBe(1);
});

it('a slot is given back once, also by work that fails, and a tenant that has nothing is forgotten', async () => {
  const share = createFairShare({ name: 'slots', slots: 4, maxPerTenant: 2 });
  const release = share.tryAcquire('a');
  const second = share.tryAcquire('a');
  expect(share.tryAcquire('a')).toBeUndefined();
  release?.();
  release?.();
  expect(share.inUse('a')).toBe(1);
  second?.();
  await expect(share.run('a', async () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect({ inUse: share.inUse(), waiting: share.waiting(), full: share.atLimit() }).toEqual({
    inUse: 0,
    waiting: 0,
    full: [],
  });
});
