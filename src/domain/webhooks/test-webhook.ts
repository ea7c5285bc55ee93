import { z } from 'zod';
import type { WebhookDelivery, WebhookEndpoint } from '../../database/client/client.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { named } from '../api-types.ts';
import { addWebhookEvents } from '../events/add-webhook-events.ts';
import { isWebhookEvent, type WebhookEventName, webhookEvents } from '../events/event-types.ts';
import { idempotencyKey, oneOf, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { lockWebhook } from './lock-webhook.ts';
import { requireEnabled } from './require-enabled.ts';
import { requireRoomForDelivery } from './require-room-for-delivery.ts';

/** What a webhook that subscribes to all events is tested with. */
const usualEvent: WebhookEventName = 'response.submitted';

/**
 * Delivers an event that has not happened to one webhook, exactly as real ones are delivered: a type that the webhook
 * subscribes to, the same body and signature, a sequence number, retries and an entry in the log. The resource that it
 * describes does not exist, which its data shows.
 *
 * @throws ValidationError, NotFoundError
 * @throws InvalidStateError when the webhook is disabled
 * @throws ConflictError when the maximum number of deliveries to it are waiting
 */
export const testWebhook = defineOperation({
  name: 'testWebhook',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Sends a test event to this webhook only, in the same way as a real one. The webhook must be enabled. It has every field of a real one, with sample values: its ids are zeros, and its texts are “Test event”.',
  errors: [NotFoundError, InvalidStateError],
  subject: { delivery: 'WebhookDelivery' },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({
      id: uuid.describe('The webhook’s id.'),
      event: optional(named('WebhookEventType', oneOf(webhookEvents))).describe(
        'The type of the event to send. Defaults to the first that the webhook subscribes to, and to `RESPONSE_SUBMITTED` for one that subscribes to all.',
      ),
      idempotencyKey,
    })
    .describe('A webhook to send a test event to.'),
  run: ({ context, once, input: { id, event } }): Promise<WebhookDelivery> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope } = context;
      await once.claim(transaction);
      const endpoint = await lockWebhook(transaction, context, id);
      requireEnabled(endpoint);
      await requireRoomForDelivery(transaction, id);
      const now = services.clock();
      const type = event ?? firstEvent(endpoint);
      const eventId = newId();
      await addWebhookEvents(transaction, services, [
        { id: eventId, scope, type, data: services.eventData.sample(type, now), endpointIds: [id], at: now },
      ]);
      const delivery = await transaction.webhookDelivery.findFirstOrThrow({ where: { eventId } });
      await once.complete(transaction, delivery);
      return delivery;
    }),
});

const firstEvent = ({ events }: WebhookEndpoint): WebhookEventName =>
  events.find(isWebhookEvent) ?? usualEvent;
