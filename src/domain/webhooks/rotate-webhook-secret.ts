import { z } from 'zod';
import { NotFoundError } from '../../errors.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { idempotencyKey, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { secretDescription, type WebhookWithSecret } from './create-webhook.ts';
import { ifReadable } from './delivery-message.ts';
import { lockWebhook } from './lock-webhook.ts';
import {
  formerSecretHours,
  newWebhookSecret,
  openSecret,
  sealFormerSecret,
  sealSecret,
} from './webhook-secret.ts';

/**
 * Gives a webhook a new secret. The former one also signs for a day, so that every delivery of that day can be verified with
 * either, unless it cannot be read; one that was replaced before that no longer signs.
 *
 * An idempotency key keeps the webhook with its secret as the answer, sealed as a whole, so that a request that is repeated
 * because its response was lost does not replace the secret that it has just made.
 *
 * @throws ValidationError, NotFoundError
 */
export const rotateWebhookSecret = defineOperation({
  name: 'rotateWebhookSecret',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Replaces a webhook’s secret. For 24 hours, deliveries are signed with the previous secret as well.',
  errors: [NotFoundError],
  payload: {
    webhook: 'Webhook',
    secret: { type: 'String', description: secretDescription },
  },
  needs: ['cipher', 'clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z
    .strictObject({ id: uuid.describe('The webhook’s id.'), idempotencyKey })
    .describe('A webhook whose secret is replaced.'),
  run: ({ context, once, input: { id } }): Promise<WebhookWithSecret> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope, actor } = context;
      await once.claim(transaction);
      const endpoint = await lockWebhook(transaction, context, id);
      const former = ifReadable(() => openSecret(services.cipher, endpoint));
      const secret = newWebhookSecret();
      const now = services.clock();
      const formerSecretUntil = new Date(now.getTime() + formerSecretHours * 3_600_000);
      const webhook = await transaction.webhookEndpoint.update({
        where: { id },
        data: {
          sealedSecret: sealSecret(services.cipher, endpoint, secret),
          sealedFormerSecret:
            former === undefined ? null : sealFormerSecret(services.cipher, endpoint, former),
          formerSecretUntil: former === undefined ? null : formerSecretUntil,
        },
      });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'webhook.secret_rotated',
        webhookEndpointId: id,
        at: now,
      });
      const rotated = { webhook, secret };
      await once.complete(transaction, rotated);
      return rotated;
    }),
});
