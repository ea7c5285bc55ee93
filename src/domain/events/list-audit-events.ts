import { Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { TenantContext } from '../context.ts';
import { isOnPage, type ListPage } from '../list-page.ts';
import { isReadableEvent } from './audit-event-filter.ts';
import type { AuditRecord } from './read-audit-events.ts';

/** Whose trail is read, and with which key. */
type TrailReader = Pick<TenantContext, 'db' | 'scope' | 'principal'>;

/** Reads a part of all events that the key can read and that meet the conditions. */
export function listAuditEvents(
  reader: TrailReader,
  { conditions, page }: { conditions: readonly Prisma.Sql[]; page: ListPage },
): Promise<AuditRecord[]> {
  const { where, orderBy, take, skip } = page;
  return ofTenant(reader.db, reader.scope).query<AuditRecord[]>`
    SELECT id, type, actor_kind AS "actorKind", actor_name AS "actorName", acting_user AS "actingUser",
      entity_id AS "entityId", response_id AS "responseId", workflow_session_id AS "workflowSessionId", details, created_at AS "createdAt"
    FROM audit_events
    WHERE ${whereReadable(reader, conditions)} AND ${isOnPage(where)}
    ORDER BY id ${Prisma.raw(orderBy.id)} LIMIT ${take} OFFSET ${skip}`;
}

/** Counts the events that the key can read and that meet the conditions. */
export async function countListedAuditEvents(
  reader: TrailReader,
  conditions: readonly Prisma.Sql[],
): Promise<number> {
  const [{ count }] = await ofTenant(reader.db, reader.scope).query<[{ count: number }]>`
    SELECT count(*)::int AS count FROM audit_events WHERE ${whereReadable(reader, conditions)}`;
  return count;
}

const whereReadable = ({ principal }: TrailReader, conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  Prisma.join([isOwned, isReadableEvent(principal), ...conditions], ' AND ');
