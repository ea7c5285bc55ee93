import { Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { isId } from '../../ids.ts';
import type { TenantContext } from '../context.ts';
import { isReadableEvent } from './audit-event-filter.ts';
import { type FeedEvent, feedColumns, type PositionRange } from './feed-event.ts';

/** Whose events are read, and with which key. */
type EventReader = Pick<TenantContext, 'db' | 'scope' | 'principal'>;

/** Reads the events of one tenant that the key can read and that meet the conditions, in their order. */
export const readMissedEvents = (
  { db, scope, principal }: EventReader,
  { conditions, from, to, take }: PositionRange & { conditions: readonly Prisma.Sql[] },
): Promise<FeedEvent[]> => ofTenant(db, scope).query<FeedEvent[]>`
  SELECT ${feedColumns} FROM audit_events event
  WHERE ${Prisma.join([isOwned, isReadableEvent(principal), ...conditions], ' AND ')}
    AND position > ${from} AND position <= ${to}
  ORDER BY position LIMIT ${take}`;

/** The position of an event that the key can read; undefined if there is none. */
export async function findPosition(
  { db, scope, principal }: EventReader,
  eventId: string,
): Promise<bigint | undefined> {
  if (!isId(eventId)) {
    return undefined;
  }
  const [found] = await ofTenant(db, scope).query<{ position: bigint }[]>`
    SELECT position FROM audit_events
    WHERE id = ${eventId}::uuid AND ${isOwned} AND ${isReadableEvent(principal)}`;
  return found?.position;
}
