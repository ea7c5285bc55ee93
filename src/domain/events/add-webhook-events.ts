import type { Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Services } from '../services.ts';
import { addDeliveries, type Distribution } from './add-deliveries.ts';
import type { WebhookEventName } from './event-types.ts';

/** An event that webhooks get, with what they get. */
export interface WebhookEventToAdd extends Distribution {
  type: WebhookEventName;
  /** The response that it is about, whose events are delivered in their order. */
  responseId?: string | null;
  /** The resource that it describes, as it is in REST. */
  data: Prisma.InputJsonObject;
}

/**
 * Writes events for webhooks, in the order of their ids and in the transaction of the change: their data, their sequence
 * numbers, and a delivery for each subscriber. All of it is committed together with the change, or none.
 *
 * Each tenant and mode has one row that counts its events. The row stays locked until the transaction ends, so that the order
 * of numbers is the order of commits and a transaction that is rolled back leaves no gap. The rows are locked in one order,
 * so that no two transactions wait for each other here.
 */
export async function addWebhookEvents(
  transaction: Transaction,
  services: Pick<Services, 'jobs'>,
  events: readonly WebhookEventToAdd[],
): Promise<void> {
  const rows = events.map(({ id, scope, type, responseId, data, at }) => ({
    id,
    tenant_id: scope.tenantId,
    mode: scope.mode,
    type,
    response_id: responseId ?? null,
    data,
    created_at: at,
  }));
  await acrossTenants(transaction).execute`
    WITH event AS (
      SELECT *, row_number() OVER (PARTITION BY tenant_id, mode ORDER BY id DESC) - 1 AS number_of_later
      FROM jsonb_populate_recordset(NULL::webhook_events, ${JSON.stringify(rows)}::jsonb)
    ), counted AS (
      INSERT INTO webhook_sequences AS sequence (tenant_id, mode, value)
      SELECT tenant_id, mode, count(*) FROM event GROUP BY tenant_id, mode ORDER BY tenant_id, mode
      ON CONFLICT (tenant_id, mode) DO UPDATE SET value = sequence.value + excluded.value
      RETURNING tenant_id, mode, value
    )
    INSERT INTO webhook_events (id, tenant_id, mode, type, sequence, response_id, data, created_at)
    SELECT id, tenant_id, mode, type, counted.value - number_of_later, response_id, data, created_at
    FROM event JOIN counted USING (tenant_id, mode)`;
  await addDeliveries(transaction, services, events);
}
