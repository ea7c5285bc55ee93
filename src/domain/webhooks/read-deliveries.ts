import { Prisma, type WebhookDelivery, type WebhookDeliveryStatus } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { TenantRows } from '../context.ts';
import { isOnPage, type ListPage } from '../list-page.ts';

interface LogsOptions {
  endpointIds: readonly string[];
  /** Only those with one of these statuses. */
  statuses?: readonly WebhookDeliveryStatus[] | undefined;
}

/** Reads the same part of any number of delivery logs in one statement; one without deliveries is left out. */
export async function readDeliveries(
  { db, scope }: TenantRows,
  { endpointIds, statuses, page }: LogsOptions & { page: ListPage },
): Promise<Map<string, WebhookDelivery[]>> {
  const { where, orderBy, take, skip } = page;
  const order = Prisma.raw(orderBy.id);
  const rows = await ofTenant(db, scope).query<WebhookDelivery[]>`
    SELECT delivery.id, delivery.tenant_id AS "tenantId", delivery.mode, delivery.endpoint_id AS "endpointId",
      delivery.event_id AS "eventId", delivery.status, delivery.attempts,
      delivery.last_response_status AS "lastResponseStatus", delivery.last_error AS "lastError",
      delivery.next_attempt_at AS "nextAttemptAt", delivery.created_at AS "createdAt"
    FROM unnest(${endpointIds}::uuid[]) AS endpoint (id)
    CROSS JOIN LATERAL (
      SELECT * FROM webhook_deliveries
      WHERE endpoint_id = endpoint.id AND ${isOwned} AND ${hasStatus(statuses)} AND ${isOnPage(where)}
      ORDER BY id ${order} LIMIT ${take} OFFSET ${skip}
    ) delivery
    ORDER BY delivery.id ${order}`;
  return Map.groupBy(rows, ({ endpointId }) => endpointId);
}

/** Counts the deliveries of any number of logs in one statement; a log without any is left out. */
export async function countDeliveries(
  { db, scope }: TenantRows,
  { endpointIds, statuses }: LogsOptions,
): Promise<Map<string, number>> {
  const rows = await ofTenant(db, scope).query<{ endpointId: string; count: number }[]>`
    SELECT endpoint_id AS "endpointId", count(*)::int AS count FROM webhook_deliveries
    WHERE endpoint_id = ANY (${endpointIds}::uuid[]) AND ${isOwned} AND ${hasStatus(statuses)}
    GROUP BY 1`;
  return new Map(rows.map(({ endpointId, count }) => [endpointId, count]));
}

const hasStatus = (statuses: LogsOptions['statuses']): Prisma.Sql =>
  statuses ? Prisma.sql`status = ANY (${statuses}::"WebhookDeliveryStatus"[])` : Prisma.sql`true`;
