import type { WebhookEndpoint } from '../../database/client/client.ts';
import { newId } from '../../ids.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { idempotencyKey, optional } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { objectWithRules } from '../parse-input.ts';
import { lockTenant, requireQuota } from '../quotas.ts';
import { checkWebhookTarget, requireSubscription, storedEvents, webhookFields } from './webhook-input.ts';
import { newWebhookSecret, sealSecret } from './webhook-secret.ts';

/** A webhook and the secret that it has just been given. */
export interface WebhookWithSecret {
  webhook: WebhookEndpoint;
  secret: string;
}

/** What the APIs say of a webhook's secret. */
export const secretDescription =
  'The secret that signs deliveries, `whsec_…`. It is shown only in this response and in replays of it.';

/**
 * Creates a webhook: from then on the URL gets the events that it subscribes to, in the mode of the key. It has a secret of
 * its own, with which its deliveries are signed.
 *
 * An idempotency key keeps the webhook with its secret as the answer, which is sealed as a whole.
 *
 * @throws ValidationError
 * @throws ConflictError when there are as many as there may be
 */
export const createWebhook = defineOperation({
  name: 'createWebhook',
  createsOrSends: true,
  actor: 'tenant',
  description: 'Creates a webhook in the key’s mode, at most 20 per mode.',
  errors: [],
  payload: {
    webhook: 'Webhook',
    secret: { type: 'String', description: secretDescription },
  },
  needs: ['allowPrivateWebhooks', 'cipher', 'clock', 'eventData', 'jobs', 'requireWebhookTls'],
  scope: 'ADMIN',
  input: objectWithRules(
    {
      url: webhookFields.url.describe(
        'The address to send events to, at most 2000 characters, without a user name, a password or a fragment. Must be `https://` in production.',
      ),
      allEvents: optional(webhookFields.allEvents).describe(
        'True subscribes to every event, including types that are added later. Use either this or `events`.',
      ),
      events: optional(webhookFields.events).describe(
        'The types of events that the webhook subscribes to. Use either this or `allEvents`.',
      ),
      description: optional(webhookFields.description).describe(
        'The purpose of the webhook, at most 500 characters.',
      ),
      idempotencyKey,
    },
    requireSubscription,
  ).describe('A webhook to create.'),
  run: async ({
    context,
    once,
    input: { url, description, ...subscription },
  }): Promise<WebhookWithSecret> => {
    const { services, scope, actor } = context;
    checkWebhookTarget(services, url);
    const id = newId();
    const secret = newWebhookSecret();
    const events = storedEvents(subscription) ?? [];
    return context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      await lockTenant(transaction, scope);
      requireQuota('webhooks', await transaction.webhookEndpoint.count({ where: { deletedAt: null } }));
      const now = services.clock();
      const webhook = await transaction.webhookEndpoint.create({
        data: {
          id,
          ...scope,
          url,
          events,
          description: description ?? null,
          sealedSecret: sealSecret(services.cipher, { tenantId: scope.tenantId, id }, secret),
          createdAt: now,
        },
      });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'webhook.created',
        webhookEndpointId: webhook.id,
        details: { host: new URL(url).host, events },
        at: now,
      });
      const created = { webhook, secret };
      await once.complete(transaction, created);
      return created;
    });
  },
});
