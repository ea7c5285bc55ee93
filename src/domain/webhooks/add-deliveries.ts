import type { WebhookEvent } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Services } from '../context.ts';
import { newId } from '../identifiers.ts';

/** One event and whom to tell of it, each endpoint once. */
export interface Telling {
  event: Pick<WebhookEvent, 'id' | 'tenantId' | 'mode' | 'responseId'>;
  endpointIds: readonly string[];
  now: Date;
}

/**
 * Writes that endpoints are to be told of an event, with one job for each, in the caller's transaction. The first attempt is
 * made as soon as it is committed.
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
  await transaction.$executeRaw`
    INSERT INTO webhook_deliveries (id, tenant_id, mode, endpoint_id, event_id, next_attempt_at, created_at)
    SELECT delivery.*, delivery.now FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) AS delivery (
      "id" uuid, "tenantId" uuid, "mode" "Mode", "endpointId" uuid, "eventId" uuid, "now" timestamptz)`;
  await services.jobs.enqueue(
    transaction,
    'webhook-delivery',
    deliveries.map(({ id, tenantId, endpointId }) => ({
      tenantId,
      data: { deliveryId: id },
      group: endpointId,
    })),
  );
  return deliveries.map(({ id }) => id);
}
