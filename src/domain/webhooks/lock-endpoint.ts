import type { WebhookDelivery, WebhookEndpoint } from '../../database/client/client.ts';
import { isOfTenant, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';

type LockedEndpoint = Pick<WebhookEndpoint, 'url' | 'enabled' | 'failingSince' | 'deletedAt'>;

/**
 * Lets no one else change an endpoint until the transaction ends, and reads it. Whoever changes several deliveries of an
 * endpoint holds this lock, so that no two of them wait for each other. New events do not wait for it.
 */
export async function lockEndpoint(
  transaction: Transaction,
  delivery: Pick<WebhookDelivery, 'tenantId' | 'endpointId'>,
): Promise<LockedEndpoint> {
  const [endpoint] = await ofTenant(transaction, delivery).query<LockedEndpoint[]>`
    SELECT url, enabled, failing_since AS "failingSince", deleted_at AS "deletedAt"
    FROM webhook_endpoints WHERE id = ${delivery.endpointId}::uuid AND ${isOfTenant} FOR NO KEY UPDATE`;
  if (!endpoint) {
    throw new Error(`The webhook endpoint ${delivery.endpointId} does not exist.`);
  }
  return endpoint;
}
