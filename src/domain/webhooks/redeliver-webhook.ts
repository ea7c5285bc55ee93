import { z } from 'zod';
import type { WebhookDelivery } from '../../database/client/client.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { idempotencyKey, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { requireQuota } from '../quotas.ts';
import { lockWebhook } from './lock-webhook.ts';
import { requireEnabled } from './require-enabled.ts';
import { requireRoomForDelivery } from './require-room-for-delivery.ts';

/**
 * Sends an event to an endpoint again, under the same id and with the same body, as soon as this is committed: one that was
 * delivered or has failed, and one whose next attempt is pending. Earlier attempts stay in its log.
 *
 * @throws ValidationError
 * @throws NotFoundError also when the webhook was deleted
 * @throws InvalidStateError when the webhook is switched off
 * @throws ConflictError when the delivery was attempted as often as it can be, or as many deliveries wait as can
 */
export const redeliverWebhook = defineOperation({
  name: 'redeliverWebhook',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Delivers an event again immediately, under the same `webhook-id`, whether it was delivered, has failed or is waiting for its next attempt. The webhook must be enabled. A delivery that has used up its attempts gets one more.',
  errors: [NotFoundError, InvalidStateError],
  subject: { delivery: 'WebhookDelivery' },
  needs: ['clock', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({ deliveryId: uuid.describe('The delivery’s id.'), idempotencyKey })
    .describe('A delivery to repeat.'),
  run: ({ context, once, input: { deliveryId } }): Promise<WebhookDelivery> =>
    context.db.$transaction(async (transaction) => {
      const { services } = context;
      await once.claim(transaction);
      const delivery = await transaction.webhookDelivery.findFirst({
        where: { id: deliveryId, endpoint: { deletedAt: null } },
        select: { endpointId: true },
      });
      if (!delivery) {
        throw new NotFoundError('Delivery');
      }
      const endpoint = await lockWebhook(transaction, context, delivery.endpointId);
      requireEnabled(endpoint);
      const current = await transaction.webhookDelivery.findUniqueOrThrow({ where: { id: deliveryId } });
      requireQuota('attemptsOfDelivery', current.attempts);
      const now = services.clock();
      const { status, nextAttemptAt } = current;
      if (status === 'PENDING' && nextAttemptAt !== null && nextAttemptAt <= now) {
        // Its job is there already. Another one for each request would fill the queue.
        await once.complete(transaction, current);
        return current;
      }
      if (status !== 'PENDING') {
        await requireRoomForDelivery(transaction, endpoint.id);
      }
      const pending = await transaction.webhookDelivery.update({
        where: { id: deliveryId },
        data: { status: 'PENDING', nextAttemptAt: now },
      });
      await services.jobs.enqueue(transaction, 'webhook-delivery', [
        { tenantId: context.scope.tenantId, data: { deliveryId }, group: delivery.endpointId },
      ]);
      await once.complete(transaction, pending);
      return pending;
    }),
});
