import type { PrismaClient, WebhookDelivery, WebhookEvent } from '../../database/client/client.ts';
import { ofTenant, ownTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Services } from '../services.ts';
import { lockEndpoint } from './lock-endpoint.ts';

type Turn = Pick<WebhookDelivery, 'id' | 'tenantId' | 'endpointId' | 'attempts'> & {
  event: Pick<WebhookEvent, 'responseId' | 'sequence'>;
};

/**
 * Keeps the order in which an endpoint gets the events of one response: a first attempt waits while that of an earlier event
 * is pending or in progress. An event whose first attempt has failed is overtaken, because it may take a day; the sequence
 * number in the body then shows the order.
 *
 * @returns whether it has to wait. Then nothing more is to be done: whoever ends the earlier attempt gives it a job.
 */
export async function waitForTurn(services: Pick<Services, 'allTenants'>, turn: Turn): Promise<boolean> {
  if (turn.attempts > 0 || !(await hasEarlier(services.allTenants, turn))) {
    return false;
  }
  return services.allTenants.$transaction(async (transaction) => {
    // Attempts of the endpoint are recorded one after the other, so that none can end between the look and the mark.
    await lockEndpoint(transaction, turn);
    if (!(await hasEarlier(transaction, turn))) {
      return false;
    }
    const { count } = await transaction.webhookDelivery.updateMany({
      where: { id: turn.id, status: 'PENDING', attempts: 0 },
      data: { nextAttemptAt: null },
    });
    return count > 0;
  });
}

async function hasEarlier(database: PrismaClient | Transaction, turn: Turn): Promise<boolean> {
  const { responseId, sequence } = turn.event;
  if (responseId === null) {
    return false;
  }
  const earlier = await ofTenant(database, turn).query<unknown[]>`
    SELECT delivery.id FROM webhook_events event
    JOIN webhook_deliveries delivery ON delivery.event_id = event.id AND delivery.endpoint_id = ${turn.endpointId}::uuid
    WHERE event.response_id = ${responseId}::uuid AND event.tenant_id = ${ownTenant} AND event.sequence < ${sequence}
      AND delivery.status = 'PENDING' AND delivery.attempts = 0
    LIMIT 1`;
  return earlier.length > 0;
}

/**
 * Gives the next delivery that waits behind this one its job, in the transaction that ends this one's first attempt while
 * it holds the lock on the endpoint.
 */
export async function endTurn(
  transaction: Transaction,
  services: Pick<Services, 'jobs'>,
  { turn, now }: { turn: Turn; now: Date },
): Promise<void> {
  const { responseId } = turn.event;
  if (turn.attempts > 0 || responseId === null) {
    return;
  }
  const [next] = await ofTenant(transaction, turn).query<{ id: string }[]>`
    UPDATE webhook_deliveries SET next_attempt_at = ${now} WHERE id = (
      SELECT delivery.id FROM webhook_events event
      JOIN webhook_deliveries delivery ON delivery.event_id = event.id AND delivery.endpoint_id = ${turn.endpointId}::uuid
      WHERE event.response_id = ${responseId}::uuid AND event.tenant_id = ${ownTenant} AND delivery.status = 'PENDING' AND delivery.attempts = 0
        AND delivery.next_attempt_at IS NULL
      ORDER BY event.sequence LIMIT 1)
    RETURNING id`;
  if (next) {
    await services.jobs.enqueue(transaction, 'webhook-delivery', [
      { tenantId: turn.tenantId, data: { deliveryId: next.id }, group: turn.endpointId },
    ]);
  }
}
