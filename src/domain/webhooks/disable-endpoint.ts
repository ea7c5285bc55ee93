import type { WebhookEndpoint } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Actor } from '../context.ts';
import { type EventServices, recordAuditEvent } from '../events/record-audit-events.ts';
import { failPendingDeliveries } from './fail-pending-deliveries.ts';

interface DisableOptions {
  endpoint: Pick<WebhookEndpoint, 'id' | 'tenantId' | 'mode'>;
  /** Why, in a sentence for the team. */
  reason: string;
  actor: Actor;
  now: Date;
}

/**
 * Disables an endpoint because nothing can be delivered to it, abandons its pending deliveries, and records it in the audit
 * trail. It stays disabled until the team enables it. Does nothing if it is disabled or deleted already.
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
    reason: `The webhook was disabled: ${reason}`,
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
