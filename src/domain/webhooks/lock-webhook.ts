import type { WebhookEndpoint } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';

/**
 * Reads a webhook and locks it until the transaction ends, against those who would change it too and not against events:
 * whoever writes a delivery to it continues. Whoever locks deliveries as well locks them afterwards.
 *
 * @throws NotFoundError also when it was deleted
 */
export async function lockWebhook(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  id: string,
): Promise<WebhookEndpoint> {
  await ofTenant(transaction, scope).query`
    SELECT 1 FROM webhook_endpoints
    WHERE id = ${id}::uuid AND ${isOwned}
    FOR NO KEY UPDATE`;
  const endpoint = await transaction.webhookEndpoint.findUnique({ where: { id } });
  if (!endpoint || endpoint.deletedAt !== null) {
    throw new NotFoundError('Webhook');
  }
  return endpoint;
}
