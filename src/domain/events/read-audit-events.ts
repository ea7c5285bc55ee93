import { type AuditEvent, Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { TenantRows } from '../context.ts';
import { isOnPage, type ListPage } from '../list-page.ts';

/** The part of an event that clients see. */
export type AuditRecord = Pick<
  AuditEvent,
  | 'id'
  | 'type'
  | 'actorKind'
  | 'actorName'
  | 'actingUser'
  | 'entityId'
  | 'responseId'
  | 'workflowSessionId'
  | 'details'
  | 'createdAt'
>;

/** The kind of resource that has an audit trail. */
export type AuditSubject = 'response' | 'workflowSession' | 'webhook';

interface TrailsOptions {
  of: AuditSubject;
  /** The ids of the responses, the sessions or the webhooks, each once. */
  ids: readonly string[];
}

const subjectColumns: Record<AuditSubject, Prisma.Sql> = {
  response: Prisma.sql`response_id`,
  workflowSession: Prisma.sql`workflow_session_id`,
  webhook: Prisma.sql`webhook_endpoint_id`,
};

/** Reads the same part of any number of trails in one statement; a trail without events is left out. */
export async function readAuditEvents(
  { db, scope }: TenantRows,
  { of, ids, page }: TrailsOptions & { page: ListPage },
): Promise<Map<string, AuditRecord[]>> {
  const { where, orderBy, take, skip } = page;
  const order = Prisma.raw(orderBy.id);
  const rows = await ofTenant(db, scope).query<(AuditRecord & { subjectId: string })[]>`
    SELECT subject.id AS "subjectId", event.id, event.type, event.actor_kind AS "actorKind",
      event.actor_name AS "actorName", event.acting_user AS "actingUser", event.entity_id AS "entityId", event.response_id AS "responseId",
      event.workflow_session_id AS "workflowSessionId", event.details, event.created_at AS "createdAt"
    FROM unnest(${ids}::uuid[]) AS subject (id)
    CROSS JOIN LATERAL (
      SELECT * FROM audit_events
      WHERE ${subjectColumns[of]} = subject.id AND ${isOwned} AND ${isOnPage(where)}
      ORDER BY id ${order} LIMIT ${take} OFFSET ${skip}
    ) event
    ORDER BY event.id ${order}`;
  return Map.groupBy(rows, ({ subjectId }) => subjectId);
}

/** Counts the events of any number of trails in one statement; a trail without events is left out. */
export async function countAuditEvents(
  { db, scope }: TenantRows,
  { of, ids }: TrailsOptions,
): Promise<Map<string, number>> {
  const rows = await ofTenant(db, scope).query<{ subjectId: string; count: number }[]>`
    SELECT ${subjectColumns[of]} AS "subjectId", count(*)::int AS count FROM audit_events
    WHERE ${subjectColumns[of]} = ANY (${ids}::uuid[]) AND ${isOwned}
    GROUP BY 1`;
  return new Map(rows.map(({ subjectId, count }) => [subjectId, count]));
}
