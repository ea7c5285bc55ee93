import { z } from 'zod';
import type { WebhookEndpoint } from '../../database/client/client.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { existingId, idempotencyKey, optional } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { lockWebhook } from './lock-webhook.ts';
import { formerSecretHours, newWebhookSecret } from './webhook-secret.ts';

/**
 * Gives a webhook a new secret. The former one signs too for a day, so that every delivery of that day can be verified
 * with either; one that was replaced before that is done with.
 *
 * An idempotency key keeps the webhook as the answer, with the secret encrypted, so that a request that is repeated
 * because its answer was lost does not replace the secret that it has just made.
 *
 * @throws ValidationError, NotFoundError
 */
export const rotateWebhookSecret = defineOperation({
  name: 'rotateWebhookSecret',
  scope: 'ADMIN',
  input: z.strictObject({ id: existingId, idempotencyKey: optional(idempotencyKey) }),
  run: ({ context, once, input: { id } }): Promise<WebhookEndpoint> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope, actor } = context;
      await once.claim(transaction);
      const { sealedSecret: sealedFormerSecret } = await lockWebhook(transaction, context, id);
      const now = services.clock();
      const formerSecretUntil = new Date(now.getTime() + formerSecretHours * 3_600_000);
      const rotated = await transaction.webhookEndpoint.update({
        where: { id },
        data: {
          sealedSecret: services.cipher.seal(newWebhookSecret()),
          sealedFormerSecret,
          formerSecretUntil,
        },
      });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'webhook.secret_rotated',
        webhookEndpointId: id,
        at: now,
      });
      await once.complete(transaction, rotated);
      return rotated;
    }),
});
