import { z } from 'zod';
import { NotFoundError } from '../../errors.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { failPendingDeliveries } from './fail-pending-deliveries.ts';
import { lockWebhook } from './lock-webhook.ts';

/**
 * Deletes a webhook: it gets no further event, its pending deliveries are abandoned, and no API returns it again. Its rows
 * stay for the gateway's own records.
 *
 * @throws ValidationError
 * @throws NotFoundError also when it was deleted already
 */
export const deleteWebhook = defineOperation({
  name: 'deleteWebhook',
  actor: 'tenant',
  description: 'Deletes a webhook and abandons its pending deliveries.',
  errors: [NotFoundError],
  payload: { webhookId: { type: 'ID', description: 'The id of the deleted webhook.' } },
  needs: ['clock', 'eventData', 'jobs'],
  scope: 'ADMIN',
  input: z.strictObject({ id: uuid.describe('The webhook’s id.') }).describe('A webhook to delete.'),
  run: ({ context, input: { id } }): Promise<{ webhookId: string }> =>
    context.db.$transaction(async (transaction) => {
      const { services, scope, actor } = context;
      await lockWebhook(transaction, context, id);
      const now = services.clock();
      await transaction.webhookEndpoint.update({ where: { id }, data: { deletedAt: now } });
      await failPendingDeliveries(transaction, { endpointId: id, reason: 'The webhook was deleted.' });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'webhook.deleted',
        webhookEndpointId: id,
        at: now,
      });
      return { webhookId: id };
    }),
});
