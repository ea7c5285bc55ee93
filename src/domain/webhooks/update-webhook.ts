import type { Prisma, WebhookEndpoint } from '../../database/client/client.ts';
import { NotFoundError } from '../../errors.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { cleared, flag, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { objectWithRules } from '../parse-input.ts';
import { failPendingDeliveries } from './fail-pending-deliveries.ts';
import { lockWebhook } from './lock-webhook.ts';
import { checkSubscription, checkWebhookTarget, storedEvents, webhookFields } from './webhook-input.ts';

/**
 * Changes the fields of a webhook that are present; the others stay, and null clears the description. Pending deliveries go to
 * the new URL. Disabling a webhook abandons its pending deliveries; enabling it clears the reason why it was disabled, and it
 * gets the events from then on.
 *
 * @throws ValidationError, NotFoundError
 */
export const updateWebhook = defineOperation({
  name: 'updateWebhook',
  actor: 'tenant',
  description: 'Changes a webhook.',
  errors: [NotFoundError],
  subject: { webhook: 'Webhook' },
  needs: ['allowPrivateWebhooks', 'clock', 'eventData', 'jobs', 'requireWebhookTls'],
  scope: 'ADMIN',
  input: objectWithRules(
    {
      id: uuid.describe('The webhook’s id.'),
      url: webhookFields.url
        .optional()
        .describe('The address to send events to, including those that are pending.'),
      allEvents: webhookFields.allEvents
        .optional()
        .describe('True subscribes to every event. Use either this or `events`, or neither to keep both.'),
      events: webhookFields.events
        .optional()
        .describe('The types of events that the webhook subscribes to from now on.'),
      description: cleared(webhookFields.description).describe(
        'The purpose of the webhook. `null` clears it.',
      ),
      enabled: flag
        .optional()
        .describe(
          'False disables the webhook and abandons its pending deliveries. True enables it again; events in the meantime are not delivered.',
        ),
    },
    checkSubscription,
  ).describe('The changes to a webhook. Fields that are absent stay as they are.'),
  run: async ({ context, input: { id, allEvents, ...given } }): Promise<WebhookEndpoint> => {
    const { services, scope, actor } = context;
    const changes = { ...given, events: storedEvents({ allEvents, events: given.events }) };
    if (changes.url !== undefined) {
      checkWebhookTarget(services, changes.url);
    }
    return context.db.$transaction(async (transaction) => {
      const endpoint = await lockWebhook(transaction, context, id);
      const changed = changedFields(endpoint, changes);
      if (changed.length === 0) {
        return endpoint;
      }
      const { url, events, description, enabled } = changes;
      const isOtherPlace = changed.includes('url');
      const updated = await transaction.webhookEndpoint.update({
        where: { id },
        data: {
          ...(url !== undefined && { url }),
          ...(events !== undefined && { events }),
          ...(description !== undefined && { description }),
          ...(enabled !== undefined && { enabled, disabledReason: null }),
          // What has failed before says nothing of another place, nor of one that was just enabled.
          ...((isOtherPlace || enabled) && { failingSince: null }),
        },
      });
      if (endpoint.enabled && !updated.enabled) {
        await failPendingDeliveries(transaction, {
          endpointId: id,
          reason: 'The webhook was disabled by the team.',
        });
      }
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'webhook.updated',
        webhookEndpointId: id,
        details: detailsOf(updated, changed),
        at: services.clock(),
      });
      return updated;
    });
  },
});

const changeable = ['url', 'events', 'description', 'enabled'] as const;
type Changeable = (typeof changeable)[number];
type Changes = { [Name in Changeable]?: WebhookEndpoint[Name] | undefined };

const changedFields = (endpoint: WebhookEndpoint, changes: Changes): Changeable[] =>
  changeable.filter(
    (name) => changes[name] !== undefined && JSON.stringify(changes[name]) !== JSON.stringify(endpoint[name]),
  );

/** What has changed, and to what; of a URL the host alone, because the rest of it may be secret. */
const detailsOf = (
  { url, events, enabled }: WebhookEndpoint,
  changed: readonly Changeable[],
): Prisma.InputJsonObject => ({
  changed,
  ...(changed.includes('url') && { host: new URL(url).host }),
  ...(changed.includes('events') && { events }),
  ...(changed.includes('enabled') && { enabled }),
});
