import type { WebhookEvent } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import { quotas } from '../quotas.ts';
import type { Services } from '../services.ts';

/** One event and whom to tell of it, each endpoint once. */
export interface Telling {
  event: Pick<WebhookEvent, 'id' | 'tenantId' | 'mode' | 'responseId'>;
  endpointIds: readonly string[];
  now: Date;
}

const { max: maxWaiting } = quotas.waitingDeliveries;
const tooManyWaiting = `Not attempted: ${maxWaiting} deliveries were waiting for this webhook.`;

/**
 * Writes that endpoints are to be told of an event, with one job for each, in the caller's transaction. The first attempt is
 * made as soon as it is committed. While as many deliveries to an endpoint wait as can, further ones are written as failed
 * and not attempted, because what they report must not fail; they can be redelivered.
 *
 * @returns the ids of the deliveries, in the order of the endpoints
 */
export const addDeliveries = (
  transaction: Transaction,
  services: Pick<Services, 'jobs'>,
  telling: Telling,
): Promise<string[]> => addDeliveriesOfEvents(transaction, services, [telling]);

/** The same for several events, in as many statements as for one. */
export async function addDeliveriesOfEvents(
  transaction: Transaction,
  services: Pick<Services, 'jobs'>,
  tellings: readonly Telling[],
): Promise<string[]> {
  const deliveries = tellings.flatMap(({ event: { id: eventId, tenantId, mode }, endpointIds, now }) =>
    endpointIds.map((endpointId) => ({ id: newId(), tenantId, mode, endpointId, eventId, now })),
  );
  const written = await transaction.$queryRaw<{ id: string; isPending: boolean }[]>`
    WITH delivery AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) AS delivery (
        "id" uuid, "tenantId" uuid, "mode" "Mode", "endpointId" uuid, "eventId" uuid, "now" timestamptz)
    ), full_endpoint AS (
      SELECT endpoint_id AS id FROM webhook_deliveries
      WHERE status = 'PENDING' AND endpoint_id IN (SELECT "endpointId" FROM delivery)
      GROUP BY endpoint_id HAVING count(*) >= ${maxWaiting}
    )
    INSERT INTO webhook_deliveries
      (id, tenant_id, mode, endpoint_id, event_id, status, last_error, next_attempt_at, created_at)
    SELECT delivery.id, "tenantId", mode, "endpointId", "eventId",
      (CASE WHEN full_endpoint.id IS NULL THEN 'PENDING' ELSE 'FAILED' END)::"WebhookDeliveryStatus",
      CASE WHEN full_endpoint.id IS NOT NULL THEN ${tooManyWaiting} END,
      CASE WHEN full_endpoint.id IS NULL THEN now END, now
    FROM delivery LEFT JOIN full_endpoint ON full_endpoint.id = "endpointId"
    RETURNING id, status = 'PENDING' AS "isPending"`;
  const pendingIds = new Set(written.filter(({ isPending }) => isPending).map(({ id }) => id));
  const pending = deliveries.filter(({ id }) => pendingIds.has(id));
  await services.jobs.enqueue(
    transaction,
    'webhook-delivery',
    pending.map(({ id, tenantId, endpointId }) => ({
      tenantId,
      data: { deliveryId: id },
      group: endpointId,
    })),
  );
  return deliveries.map(({ id }) => id);
}
