import { z } from 'zod';
import type { WebhookDelivery, WebhookEndpoint } from '../../database/client/client.ts';
import { newId } from '../../ids.ts';
import { existingId, idempotencyKey, oneOf, optional } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { addDeliveries } from './add-deliveries.ts';
import { lockWebhook } from './lock-webhook.ts';
import { requireEnabled } from './require-enabled.ts';
import { requireRoomForDelivery } from './require-room-for-delivery.ts';
import { sampleData } from './sample-data.ts';
import { takeSequenceNumbers } from './take-sequence-numbers.ts';
import { isWebhookEvent, type WebhookEventName, webhookEvents } from './webhook-events.ts';

/** What a webhook that is told of everything is tested with. */
const usualEvent: WebhookEventName = 'response.submitted';

/**
 * Tells one webhook of an event that has not happened, in the very way of real ones: a type that it will meet, the same
 * body and signature, a sequence number, retries and a place in the log. What it tells of exists nowhere and says so.
 *
 * @throws ValidationError, NotFoundError
 * @throws InvalidStateError when the webhook is switched off
 * @throws ConflictError when as many deliveries to it wait as can
 */
export const testWebhook = defineOperation({
  name: 'testWebhook',
  needs: ['clock', 'jobs'],
  scope: 'ADMIN',
  input: z.strictObject({
    id: existingId,
    event: optional(oneOf(webhookEvents)),
    idempotencyKey: optional(idempotencyKey),
  }),
  run: ({ context, once, input: { id, event } }): Promise<WebhookDelivery> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope } = context;
      await once.claim(transaction);
      const endpoint = await lockWebhook(transaction, context, id);
      requireEnabled(endpoint);
      await requireRoomForDelivery(transaction, id);
      const now = services.clock();
      const type = event ?? firstEvent(endpoint);
      const [sequence = 0] = await takeSequenceNumbers(transaction, [scope]);
      const told = await transaction.webhookEvent.create({
        data: { id: newId(), ...scope, type, sequence, data: sampleData(type, now), createdAt: now },
      });
      const [deliveryId = ''] = await addDeliveries(transaction, services, {
        event: told,
        endpointIds: [id],
        now,
      });
      const delivery = await transaction.webhookDelivery.findUniqueOrThrow({ where: { id: deliveryId } });
      await once.complete(transaction, delivery);
      return delivery;
    }),
});

const firstEvent = ({ events }: WebhookEndpoint): WebhookEventName =>
  events.find(isWebhookEvent) ?? usualEvent;
