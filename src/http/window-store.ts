import type { FastifyRateLimitStore } from '@fastify/rate-limit';
import { LRUCache } from 'lru-cache';

/** How many callers of one kind a replica counts; those that were quiet for the longest time are forgotten first. */
const maxCallers = 20_000;

type Report = Parameters<FastifyRateLimitStore['incr']>[1];

/**
 * Counts the requests of each caller in fixed windows. The library's own store reports one object per caller, which
 * requests that start together read only after all of them were counted, so that each of them would be one too many.
 */
export class WindowStore implements FastifyRateLimitStore {
  readonly #windows = new LRUCache<string, { startedAt: number; count: number }>({ max: maxCallers });

  incr(caller: string, report: Report, windowMs: number): void {
    const now = Date.now();
    const known = this.#windows.get(caller);
    const isOver = known === undefined || known.startedAt + windowMs <= now;
    const window = isOver ? { startedAt: now, count: 1 } : { ...known, count: known.count + 1 };
    this.#windows.set(caller, window);
    report(null, { current: window.count, ttl: window.startedAt + windowMs - now });
  }

  child(): WindowStore {
    return new WindowStore();
  }
}
