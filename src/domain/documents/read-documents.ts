import { type Document, Prisma } from '../../database/client/client.ts';
import type { TenantRows } from '../context.ts';

/** Which part of a list of documents. Ids of documents grow with time. */
export interface DocumentPage {
  where: { id?: { lt?: string; gt?: string } };
  orderBy: { id: 'asc' | 'desc' };
  take: number;
  skip: number;
}

/** Reads the same part of the documents of any number of entities in one statement; one without documents is left out. */
export async function readDocuments(
  { db, scope }: TenantRows,
  { entityIds, page }: { entityIds: readonly string[]; page: DocumentPage },
): Promise<Map<string, Document[]>> {
  const { where, orderBy, take, skip } = page;
  const order = Prisma.raw(orderBy.id);
  const rows = await db.$queryRaw<Document[]>`
    SELECT document.id, document.tenant_id AS "tenantId", document.mode, document.entity_id AS "entityId",
      document.name, document.content_type AS "contentType", document.size_bytes AS "sizeBytes", document.sha256,
      document.workflow_session_id AS "workflowSessionId", document.dispatch_id AS "dispatchId",
      document.is_kept_by_team AS "isKeptByTeam", document.readable,
      document.unreadable_reason AS "unreadableReason", document.created_at AS "createdAt"
    FROM unnest(${entityIds}::uuid[]) AS entity (id)
    CROSS JOIN LATERAL (
      SELECT * FROM documents
      WHERE entity_id = entity.id AND tenant_id = ${scope.tenantId}::uuid AND mode = ${scope.mode}::"Mode"
        ${where.id?.lt === undefined ? Prisma.empty : Prisma.sql`AND id < ${where.id.lt}::uuid`}
        ${where.id?.gt === undefined ? Prisma.empty : Prisma.sql`AND id > ${where.id.gt}::uuid`}
      ORDER BY id ${order} LIMIT ${take} OFFSET ${skip}
    ) document
    ORDER BY document.id ${order}`;
  return Map.groupBy(rows, ({ entityId }) => entityId);
}

/** Counts the documents of any number of entities in one statement; one without documents is left out. */
export async function countDocuments(
  { db, scope }: TenantRows,
  { entityIds }: { entityIds: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ entityId: string; count: number }[]>`
    SELECT entity_id AS "entityId", count(*)::int AS count FROM documents
    WHERE entity_id = ANY (${entityIds}::uuid[]) AND tenant_id = ${scope.tenantId}::uuid
      AND mode = ${scope.mode}::"Mode"
    GROUP BY 1`;
  return new Map(rows.map(({ entityId, count }) => [entityId, count]));
}
