import type { Scope } from '../../database/scope.ts';
import type { FeedEvent } from './feed-event.ts';

/** Events that wait in memory for the reader of a stream. All streams of a replica share them. */
const maxWaiting = 500;

/** A stream's place among the events of its tenant and mode. */
export interface Follower {
  /** Up to where the stream has got all events that it has not missed. */
  readonly position: bigint;
  /**
   * The next events that the stream accepts, as soon as there are some; `missed` if those after `position` have to be read,
   * because there were too many for a slow reader or the stream begins in the past; undefined once the stream has ended.
   */
  next: () => Promise<readonly FeedEvent[] | 'missed' | undefined>;
  /** Continues at a position, once what was missed up to it has been read. */
  moveTo: (position: bigint) => void;
}

/** The side of the feed. */
export interface FollowerState extends Follower {
  readonly scope: Scope;
  /** Whether the stream gets every new event. */
  readonly isAttached: boolean;
  /** Delivers all events of the scope up to a position. */
  push: (events: readonly FeedEvent[], to: bigint) => void;
  /** Leaves it to the stream to read what was not delivered. */
  miss: () => void;
  end: () => void;
}

interface FollowerOptions {
  scope: Scope;
  position: bigint;
  accepts: (event: FeedEvent) => boolean;
  /** Up to where the feed has delivered. */
  feedPosition: () => bigint;
}

export function createFollower({ scope, accepts, feedPosition, ...begin }: FollowerOptions): FollowerState {
  let { position } = begin;
  /** The position after the events that wait. */
  let reached = position;
  let waiting: FeedEvent[] = [];
  let isAttached = position >= feedPosition();
  let isEnded = false;
  let wake = () => {};

  const miss = () => {
    isAttached = false;
    wake();
  };
  return {
    scope,
    get position() {
      return position;
    },
    get isAttached() {
      return isAttached;
    },
    push: (events, to) => {
      const accepted = events.filter((event) => event.position > reached && accepts(event));
      if (waiting.length + accepted.length > maxWaiting) {
        miss();
        return;
      }
      waiting.push(...accepted);
      reached = to > reached ? to : reached;
      if (waiting.length > 0) {
        wake();
      } else {
        position = reached;
      }
    },
    miss,
    end: () => {
      isEnded = true;
      wake();
    },
    next: async () => {
      while (!isEnded) {
        if (waiting.length > 0) {
          const events = waiting;
          waiting = [];
          position = reached;
          return events;
        }
        isAttached ||= position >= feedPosition();
        if (!isAttached) {
          return 'missed';
        }
        const woken = Promise.withResolvers<void>();
        wake = woken.resolve;
        await woken.promise;
      }
      return undefined;
    },
    moveTo: (to) => {
      position = to;
      reached = to;
      isAttached = position >= feedPosition();
    },
  };
}
