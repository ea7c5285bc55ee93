import { setTimeout } from 'node:timers/promises';
import type { PrismaClient } from '../../database/client/client.ts';
import type { EventSignals } from '../../database/event-signals.ts';
import type { Scope } from '../../database/scope.ts';
import { ownWork, workFor } from '../../database/share-connections.ts';
import { UnavailableError } from '../../errors.ts';
import type { Log } from '../../runtime/log.ts';
import type { FeedEvent } from './feed-event.ts';
import { createFollower, type Follower, type FollowerState } from './follower.ts';
import { readNewEvents } from './read-new-events.ts';
import { createSettledPosition } from './settled-position.ts';

/** How often it is looked for events whose signal was lost. */
const lookIntervalMs = 1_000;
/** The pause between two looks, so that one finds the events of several commits. */
const minPauseMs = 20;
/** The same while transactions are in progress that have to end first. */
const writersPauseMs = 25;
/** How long a new stream waits for them. No transaction of the gateway takes longer. */
const maxStartWaitMs = 15_000;
/** Events of a tenant and mode that one look reads. Streams read further ones themselves. */
const maxEventsPerLook = 500;

interface FollowOptions {
  scope: Scope;
  /** The position that the stream is at. */
  position: bigint;
  accepts: (event: FeedEvent) => boolean;
  /** Ends the stream. */
  signal: AbortSignal;
}

/**
 * Delivers the events of the database to the streams of this replica, whichever replica has written them: each one once, in
 * the order of their positions, after they were committed. One look reads the new events for all streams; while there are
 * none, it does not look.
 */
export interface EventFeed {
  /** Up to where events can be read; every later event has a higher position. */
  readonly position: bigint;
  /** Looks for new events now, instead of with the next signal. */
  look: () => Promise<void>;
  /**
   * The position of a stream that begins now: no event that is committed from now on is before it.
   *
   * @throws UnavailableError if a transaction does not end in time
   */
  start: () => Promise<bigint>;
  follow: (options: FollowOptions) => Follower;
  close: () => Promise<void>;
}

interface FeedOptions {
  allTenants: PrismaClient;
  eventSignals: EventSignals;
  log: Log;
}

export function createEventFeed({ allTenants, eventSignals, log }: FeedOptions): EventFeed {
  const settled = createSettledPosition(allTenants);
  const followers = new Set<FollowerState>();
  const closing = new AbortController();
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  let looping: Promise<void> | undefined;
  let wake = () => {};
  let isSignalled = false;
  let isFailing = false;

  const stopListening = eventSignals.listen(() => {
    isSignalled = true;
    wake();
  });

  /** A look that begins after the call: those that wait for the one in progress share the next. */
  function look(): Promise<void> {
    if (!running) {
      running = workFor(ownWork, lookOnce).finally(() => {
        running = undefined;
      });
      return running;
    }
    following ??= running
      .catch(() => {})
      .then(() => {
        following = undefined;
        return look();
      });
    return following;
  }

  async function lookOnce(): Promise<void> {
    const from = settled.value;
    await settled.look();
    const to = settled.value;
    if (to === from) {
      return;
    }
    const waiting = [...followers].filter(({ isAttached }) => isAttached);
    const scopes = new Map(waiting.map(({ scope }) => [keyOf(scope), scope]));
    const events =
      scopes.size === 0
        ? []
        : await readNewEvents(allTenants, [...scopes.values()], {
            from,
            to,
            take: maxEventsPerLook + 1,
          }).catch((error: unknown) => {
            // What was not read is missed, and read by each stream.
            for (const follower of followers) {
              follower.miss();
            }
            throw error;
          });
    const byScope = Map.groupBy(events, keyOf);
    const reached = new Set(waiting);
    for (const follower of followers) {
      const news = byScope.get(keyOf(follower.scope)) ?? [];
      if (!reached.has(follower) || news.length > maxEventsPerLook) {
        follower.miss();
      } else {
        follower.push(news, to);
      }
    }
  }

  /** Looks after each signal and at intervals, as long as someone follows. */
  async function lookRepeatedly(): Promise<void> {
    while (followers.size > 0 && !closing.signal.aborted) {
      isSignalled = false;
      try {
        await look();
        isFailing = false;
      } catch (error) {
        if (!isFailing) {
          log.warn({ error }, 'New events could not be read for live updates. It is tried again.');
        }
        isFailing = true;
      }
      await pause(minPauseMs);
      if (!isFailing && settled.isWaiting) {
        await pause(writersPauseMs - minPauseMs);
      } else if (!isSignalled) {
        await signalWithin(lookIntervalMs);
      }
    }
    looping = undefined;
  }

  async function signalWithin(milliseconds: number): Promise<void> {
    const woken = Promise.withResolvers<void>();
    const timer = globalThis.setTimeout(woken.resolve, milliseconds).unref();
    wake = woken.resolve;
    await woken.promise;
    clearTimeout(timer);
    wake = () => {};
  }

  const pause = (milliseconds: number): Promise<void> =>
    setTimeout(milliseconds, undefined, { signal: closing.signal, ref: false }).catch(() => {});

  return {
    get position() {
      return settled.value;
    },
    look,
    start: async () => {
      const deadline = performance.now() + maxStartWaitMs;
      await look();
      if (!settled.isWaiting) {
        return settled.value;
      }
      const before = settled.value;
      // What it waits for was in progress before this call, or was assigned its positions since.
      while (settled.isWaiting && settled.value === before) {
        if (performance.now() > deadline || closing.signal.aborted) {
          throw new UnavailableError();
        }
        await pause(writersPauseMs);
        await look();
      }
      return settled.value;
    },
    follow: ({ scope, position, accepts, signal }) => {
      const follower = createFollower({ scope, position, accepts, feedPosition: () => settled.value });
      const end = () => {
        followers.delete(follower);
        follower.end();
      };
      if (signal.aborted || closing.signal.aborted) {
        end();
      } else {
        followers.add(follower);
        signal.addEventListener('abort', end, { once: true });
        wake();
        looping ??= lookRepeatedly();
      }
      return follower;
    },
    close: async () => {
      stopListening();
      closing.abort();
      for (const follower of followers) {
        follower.end();
      }
      followers.clear();
      wake();
      await looping;
    },
  };
}

const keyOf = ({ tenantId, mode }: Scope): string => `${tenantId} ${mode}`;
