/** Gives a slot back. Calling it again does nothing. */
export type Release = () => void;

export interface FairShareOptions {
  /** What is shared, in the plural, for the message of the error when too much waits: `file readers`. */
  name: string;
  /** How much can be in progress at the same time. */
  slots: number;
  /** How many slots one tenant can have, even while others are free. Defaults to a quarter, rounded up. */
  maxPerTenant?: number;
  /** How much of one tenant can wait. Defaults to 1,000. */
  maxWaitingPerTenant?: number;
}

export interface WaitOptions {
  /** Ends the wait: it is rejected with the signal's reason. What has its slot already is not affected. */
  signal?: AbortSignal | undefined;
}

export interface FairShare {
  /**
   * Does work while it has a slot, after waiting for one.
   *
   * @throws ShareFullError when too much of the tenant waits already
   */
  run<Result>(tenantId: string, work: () => Promise<Result>, options?: WaitOptions): Promise<Result>;
  /**
   * Waits for a slot. Whoever gets it must release it.
   *
   * @throws ShareFullError when too much of the tenant waits already
   */
  acquire(tenantId: string, options?: WaitOptions): Promise<Release>;
  /** Takes a slot if the tenant can have one immediately; otherwise undefined. */
  tryAcquire(tenantId: string): Release | undefined;
  /** How many slots are in use, of all tenants or of one. */
  inUse(tenantId?: string): number;
  /** How many of its own callers wait, of all tenants or of one. */
  waiting(tenantId?: string): number;
  /** The tenants that have as many slots as they can have. */
  atLimit(): string[];
}

/** Too much of one tenant waits for a share. */
export class ShareFullError extends Error {
  override name = 'ShareFullError';
}

const defaultMaxWaitingPerTenant = 1_000;

/** A quarter of the slots, rounded up: four tenants that take all they can get leave the fifth one turn to wait for. */
export const quarterOf = (slots: number): number => Math.ceil(slots / 4);

/**
 * Shares a number of slots between tenants. Tenants that wait are served one after the other, each with the first of what it
 * waits with, and none has more than its part of the slots, even while others are free: so a tenant that asks for little waits
 * for one turn of each tenant before it at most, however much the others ask for.
 *
 * Everything takes a time that does not grow with what waits. A tenant that has and wants nothing is not remembered.
 */
export function createFairShare({
  name,
  slots,
  maxPerTenant = quarterOf(slots),
  maxWaitingPerTenant = defaultMaxWaitingPerTenant,
}: FairShareOptions): FairShare {
  const lanes = new Map<string, Lane>();
  /** Tenants that wait and can have a slot, in the order in which they get one. While it has any, no slot is free. */
  const turns = new Set<Lane>();
  const full = new Set<Lane>();
  let inUse = 0;
  let waiting = 0;

  const laneOf = (tenantId: string): Lane => {
    const known = lanes.get(tenantId);
    if (known) {
      return known;
    }
    const lane: Lane = { tenantId, inUse: 0, waiters: new Set() };
    lanes.set(tenantId, lane);
    return lane;
  };

  const forgetIfUnused = (lane: Lane) => {
    if (lane.inUse === 0 && lane.waiters.size === 0) {
      lanes.delete(lane.tenantId);
    }
  };

  const take = (lane: Lane): Release => {
    inUse += 1;
    lane.inUse += 1;
    if (lane.inUse >= maxPerTenant) {
      full.add(lane);
    }
    let isReleased = false;
    return () => {
      if (isReleased) {
        return;
      }
      isReleased = true;
      inUse -= 1;
      lane.inUse -= 1;
      full.delete(lane);
      if (lane.waiters.size > 0) {
        // At the end, unless it has been waiting for its turn all along.
        turns.add(lane);
      }
      forgetIfUnused(lane);
      serve();
    };
  };

  const serve = () => {
    while (inUse < slots) {
      const [lane] = turns;
      if (!lane) {
        return;
      }
      turns.delete(lane);
      const [waiter] = lane.waiters;
      if (!waiter) {
        continue;
      }
      lane.waiters.delete(waiter);
      waiting -= 1;
      const release = take(lane);
      if (lane.waiters.size > 0 && lane.inUse < maxPerTenant) {
        turns.add(lane);
      }
      waiter(release);
    }
  };

  const tryAcquire = (tenantId: string): Release | undefined => {
    const held = lanes.get(tenantId)?.inUse ?? 0;
    return inUse < slots && held < maxPerTenant ? take(laneOf(tenantId)) : undefined;
  };

  const acquire = async (tenantId: string, { signal }: WaitOptions = {}): Promise<Release> => {
    signal?.throwIfAborted();
    const free = tryAcquire(tenantId);
    if (free) {
      return free;
    }
    const lane = laneOf(tenantId);
    if (lane.waiters.size >= maxWaitingPerTenant) {
      throw new ShareFullError(`At most ${maxWaitingPerTenant} can wait for the ${name}.`);
    }
    const { promise, resolve, reject } = Promise.withResolvers<Release>();
    lane.waiters.add(resolve);
    waiting += 1;
    if (lane.inUse < maxPerTenant) {
      turns.add(lane);
    }
    const leave = () => {
      if (lane.waiters.delete(resolve)) {
        waiting -= 1;
        if (lane.waiters.size === 0) {
          turns.delete(lane);
        }
        forgetIfUnused(lane);
        reject(signal?.reason);
      }
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  };

  return {
    tryAcquire,
    acquire,
    run: async (tenantId, work, options) => {
      const release = await acquire(tenantId, options);
      try {
        return await work();
      } finally {
        release();
      }
    },
    inUse: (tenantId) => (tenantId === undefined ? inUse : (lanes.get(tenantId)?.inUse ?? 0)),
    waiting: (tenantId) => (tenantId === undefined ? waiting : (lanes.get(tenantId)?.waiters.size ?? 0)),
    atLimit: () => [...full].map(({ tenantId }) => tenantId),
  };
}

/** What one tenant has and waits for. */
interface Lane {
  tenantId: string;
  inUse: number;
  waiters: Set<(release: Release) => void>;
}
