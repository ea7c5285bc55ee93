import { acrossTenants } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import { quotas } from '../quotas.ts';
import type { Services } from '../services.ts';

/** One event and the endpoints that get it, each once. */
export interface Distribution {
  /** The event's id, the same as in the audit trail. */
  id: string;
  scope: Scope;
  endpointIds: readonly string[];
  at: Date;
}

const { max: maxWaiting } = quotas.waitingDeliveries;
const tooManyWaiting = `Not attempted: ${maxWaiting} deliveries were waiting for this webhook.`;

/**
 * Writes the deliveries of events, with one job for each, in the caller's transaction. The first attempt is made as soon as
 * it is committed. Once the maximum number of deliveries to an endpoint are waiting, further ones are written as failed and
 * not attempted, because the change that they report must not fail; they can be redelivered. The number of statements does
 * not depend on that of events.
 */
export async function addDeliveries(
  transaction: Transaction,
  services: Pick<Services, 'jobs'>,
  events: readonly Distribution[],
): Promise<void> {
  const deliveries = events.flatMap(({ id, scope, endpointIds, at }) =>
    endpointIds.map((endpointId) => ({
      id: newId(),
      tenant_id: scope.tenantId,
      mode: scope.mode,
      endpoint_id: endpointId,
      event_id: id,
      created_at: at,
    })),
  );
  const pending = await acrossTenants(transaction).query<
    { id: string; tenantId: string; endpointId: string }[]
  >`
    WITH delivery AS (
      SELECT id, tenant_id, mode, endpoint_id, event_id, created_at
      FROM jsonb_populate_recordset(NULL::webhook_deliveries, ${JSON.stringify(deliveries)}::jsonb)
    ), full_endpoint AS (
      SELECT endpoint_id AS id FROM webhook_deliveries
      WHERE status = 'PENDING' AND endpoint_id IN (SELECT endpoint_id FROM delivery)
      GROUP BY endpoint_id HAVING count(*) >= ${maxWaiting}
    ), written AS (
      INSERT INTO webhook_deliveries
        (id, tenant_id, mode, endpoint_id, event_id, status, last_error, next_attempt_at, created_at)
      SELECT delivery.id, tenant_id, mode, endpoint_id, event_id,
        (CASE WHEN full_endpoint.id IS NULL THEN 'PENDING' ELSE 'FAILED' END)::"WebhookDeliveryStatus",
        CASE WHEN full_endpoint.id IS NOT NULL THEN ${tooManyWaiting} END,
        CASE WHEN full_endpoint.id IS NULL THEN created_at END, created_at
      FROM delivery LEFT JOIN full_endpoint ON full_endpoint.id = endpoint_id
      RETURNING id, tenant_id, endpoint_id, status
    )
    SELECT id, tenant_id AS "tenantId", endpoint_id AS "endpointId" FROM written
    WHERE status = 'PENDING' ORDER BY id`;
  await services.jobs.enqueue(
    transaction,
    'webhook-delivery',
    pending.map(({ id, tenantId, endpointId }) => ({
      tenantId,
      data: { deliveryId: id },
      group: endpointId,
    })),
  );
}
