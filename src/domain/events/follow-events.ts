import type { z } from 'zod';
import type { Scope } from '../../database/scope.ts';
import { workFor } from '../../database/share-connections.ts';
import { ValidationError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import {
  auditEventConditions,
  type auditEventFilter,
  canReadEvent,
  meetsFilter,
} from './audit-event-filter.ts';
import type { FeedEvent } from './feed-event.ts';
import { findPosition, readMissedEvents } from './read-missed-events.ts';

type Filter = Partial<z.output<typeof auditEventFilter>>;

/** Events that a stream which has missed some reads together. */
const pageSize = 200;

interface FollowOptions {
  filter: Filter;
  /** The id of the event after which the stream begins; those that are committed from now on by default. */
  after: string | undefined;
  /** Ends the stream. */
  signal: AbortSignal;
}

type Follower = Pick<TenantContext<'eventFeed'>, 'db' | 'scope' | 'principal' | 'services'>;

/**
 * Every event that the key can read and that meets the filter: those after a given one first, and then each as soon as it is
 * committed. None is left out or comes twice, and their order is the same for everyone who follows them.
 *
 * @throws ValidationError before the first event, when the tenant has no event with the id, or has it no longer
 */
export async function followEvents(
  context: Follower,
  { filter, after, signal }: FollowOptions,
): Promise<AsyncGenerator<FeedEvent>> {
  const { eventFeed } = context.services;
  const position = after === undefined ? await eventFeed.start() : await findPosition(context, after);
  if (position === undefined) {
    throw ValidationError.at('after', 'Pass the id of an event that exists and that the key can read.');
  }
  return follow(context, { filter, position, signal });
}

async function* follow(
  context: Follower,
  { filter, position, signal }: { filter: Filter; position: bigint; signal: AbortSignal },
): AsyncGenerator<FeedEvent> {
  const { scope, principal } = context;
  const { eventFeed } = context.services;
  const conditions = auditEventConditions(filter);
  const follower = eventFeed.follow({
    scope,
    position,
    accepts: (event) => canReadEvent(principal, event) && meetsFilter(event, filter),
    signal,
  });
  for (;;) {
    const news = await follower.next();
    if (news === undefined) {
      return;
    }
    if (news !== 'missed') {
      yield* news;
      continue;
    }
    const { position: from } = follower;
    const to = eventFeed.position;
    const missed = await workFor({ tenantId: scope.tenantId, signal }, async () =>
      readMissedEvents(context, { conditions, from, to, take: pageSize }),
    );
    follower.moveTo(missed.length < pageSize ? to : (missed.at(-1)?.position ?? to));
    yield* missed;
  }
}

interface ChangesOptions {
  scope: Scope;
  /** Whether an event reports a change of the resource. */
  isAbout: (event: FeedEvent) => boolean;
  signal: AbortSignal;
}

/**
 * Yields once, and again after each change of a resource. Changes in quick succession are one. What is read after it has
 * yielded is at least as new as the change.
 */
export async function followChanges(
  { services: { eventFeed } }: Pick<Follower, 'services'>,
  { scope, isAbout, signal }: ChangesOptions,
): Promise<AsyncGenerator<undefined>> {
  // Changes that are not final yet are read twice at most, and none is waited for.
  await eventFeed.look();
  const { position } = eventFeed;
  return (async function* changes() {
    const follower = eventFeed.follow({ scope, position, accepts: isAbout, signal });
    while (!signal.aborted) {
      yield undefined;
      if ((await nextChange()) === undefined) {
        return;
      }
    }

    async function nextChange() {
      const news = await follower.next();
      if (news === 'missed') {
        // Whatever it was, the resource is read again.
        follower.moveTo(eventFeed.position);
      }
      return news;
    }
  })();
}
