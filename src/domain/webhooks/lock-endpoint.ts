import type { WebhookEndpoint } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';

/**
 * Lets nobody else change an endpoint until the transaction ends, and reads it. Whoever changes several deliveries of an
 * endpoint holds this lock, so that no two of them wait for each other. New events do not wait for it.
 */
export async function lockEndpoint(
  transaction: Transaction,
  endpointId: string,
): Promise<Pick<WebhookEndpoint, 'url' | 'enabled' | 'failingSince' | 'deletedAt'>> {
  await transaction.$queryRaw`
    SELECT id FROM webhook_endpoints WHERE id = ${endpointId}::uuid FOR NO KEY UPDATE`;
  return transaction.webhookEndpoint.findUniqueOrThrow({
    where: { id: endpointId },
    select: { url: true, enabled: true, failingSince: true, deletedAt: true },
  });
}
