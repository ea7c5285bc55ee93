import { acrossTenants, type SqlHandle } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import { type FeedEvent, feedColumns, type PositionRange } from './feed-event.ts';

/** Reads the events of any number of tenants in one statement, those of each in their order. */
export const readNewEvents = (
  database: SqlHandle,
  scopes: readonly Scope[],
  { from, to, take }: PositionRange,
): Promise<FeedEvent[]> => acrossTenants(database).query<FeedEvent[]>`
  SELECT ${feedColumns}
  FROM unnest(${scopes.map(({ tenantId }) => tenantId)}::uuid[], ${scopes.map(({ mode }) => mode)}::text[]) AS scope (tenant_id, mode)
  CROSS JOIN LATERAL (
    SELECT * FROM audit_events
    WHERE tenant_id = scope.tenant_id AND mode = scope.mode::"Mode" AND position > ${from} AND position <= ${to}
    ORDER BY position LIMIT ${take}
  ) event
  ORDER BY event.position`;
