import type { WebhookEndpoint } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { type EventServices, recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor } from '../context.ts';
import { failPendingDeliveries } from './fail-pending-deliveries.ts';

interface DisableOptions {
  endpoint: Pick<WebhookEndpoint, 'id' | 'tenantId' | 'mode'>;
  /** Why, in a sentence for the team. */
  reason: string;
  actor: Actor;
  now: Date;
}

/**
 * Switches an endpoint off because it cannot be told anything, gives its pending deliveries up, and says so in the audit
 * trail. It stays off until the team switches it on. Does nothing to one that is off or deleted already.
 */
export async function disableEndpoint(
  transaction: Transaction,
  services: EventServices,
  { endpoint: { id, tenantId, mode }, reason, actor, now }: DisableOptions,
): Promise<void> {
  const { count } = await transaction.webhookEndpoint.updateMany({
    where: { id, enabled: true, deletedAt: null },
    data: { enabled: false, disabledReason: reason },
  });
  if (count === 0) {
    return;
  }
  await failPendingDeliveries(transaction, {
    endpointId: id,
    reason: `The endpoint was switched off: ${reason}`,
  });
  await recordAuditEvent(transaction, services, {
    ...actor,
    scope: { tenantId, mode },
    type: 'webhook.disabled',
    webhookEndpointId: id,
    details: { reason },
    at: now,
  });
}
