import type { WebhookAttempt, WebhookDelivery } from '../../database/client/client.ts';
import { requireScope } from '../../domain/context.ts';
import type { WebhookEventName } from '../../domain/events/event-types.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { longValuePrice, rowPrice } from '../prices.ts';
import { AuditEventType } from './audit-event.ts';
import { WebhookDeliveryStatusEnum, WebhookEventTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';

const WebhookAttemptType = builder.objectRef<WebhookAttempt>('WebhookAttempt').implement({
  interfaces: [NodeInterface],
  description: 'One attempt to deliver an event.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The attempt’s id.' }),
    responseStatus: t.exposeInt('responseStatus', {
      nullable: true,
      description: 'The status of the HTTP response. `null` if there was none.',
    }),
    responseBody: t.exposeString('responseBody', {
      nullable: true,
      complexity: longValuePrice,
      description: 'The start of the response body, at most 4 KiB. `null` if there was no response.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'The reason of the failure, in a sentence. `null` if the event was delivered.',
    }),
    durationMs: t.exposeInt('durationMs', { description: 'The duration in milliseconds.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When the attempt started.' }),
  }),
});

export const WebhookDeliveryType = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  interfaces: [NodeInterface],
  description: 'The delivery of one event to one webhook.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The delivery’s id.' }),
    eventId: t.exposeID('eventId', {
      description:
        'The event’s id, sent as `webhook-id` on every attempt. The audit trail has the event under the same id.',
    }),
    eventType: t.field({
      type: WebhookEventTypeEnum,
      description: 'The type of the event.',
      resolve: async ({ eventId }, _args, context) =>
        (await loadersOf(context).event.load(eventId)).type as WebhookEventName,
    }),
    event: t.field({
      type: AuditEventType,
      nullable: true,
      complexity: rowPrice,
      description: 'The event in the audit trail. `null` for a test event, and after the event was pruned.',
      resolve: ({ eventId }, _args, context) => loadersOf(context).auditEvent.load(eventId),
    }),
    sequence: t.float({
      description:
        'The number of the event among those of its tenant and mode, in the order in which they were committed. A whole number, which can exceed 32 bits.',
      resolve: async ({ eventId }, _args, context) =>
        Number((await loadersOf(context).event.load(eventId)).sequence),
    }),
    data: t.field({
      type: 'JSON',
      complexity: longValuePrice,
      description: 'The resource that the event describes, as REST returned it at the time.',
      resolve: async ({ eventId }, _args, context) => (await loadersOf(context).event.load(eventId)).data,
    }),
    status: t.expose('status', {
      type: WebhookDeliveryStatusEnum,
      description: 'The delivery’s status.',
    }),
    attempts: t.exposeInt('attempts', { description: 'The number of attempts.' }),
    attemptLog: t.field({
      type: [WebhookAttemptType],
      description: 'The attempts, oldest first.',
      complexity: { field: 1, multiplier: 10 },
      resolve: ({ id }, _args, context) => loadersOf(context).attempts.load(id),
    }),
    lastResponseStatus: t.exposeInt('lastResponseStatus', {
      nullable: true,
      description: 'The status of the last HTTP response. `null` if there was none.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description:
        'Why the event is not delivered, in a sentence. `null` if it is, and before the first attempt.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next attempt is made. `null` if there is none, or if it waits for an earlier event.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the delivery was created.',
    }),
  }),
});

export const WebhookDeliveryConnection = builder.connectionObject(
  { type: WebhookDeliveryType, name: 'WebhookDeliveryConnection', description: 'A page of a delivery log.' },
  { name: 'WebhookDeliveryEdge', description: 'A delivery with its cursor.' },
);

const loadersOf = (context: Parameters<typeof requireTenant>[0]) => requireTenant(context).loaders.webhooks;

builder.queryField('webhookDelivery', (t) =>
  t.field({
    type: WebhookDeliveryType,
    nullable: true,
    description: 'One delivery with the log of its attempts. Requires the `ADMIN` scope.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The delivery’s id.' }) },
    resolve: (_root, { id }, context) => {
      const { principal, db } = requireTenant(context);
      requireScope(principal, 'ADMIN');
      return isId(id) ? db.webhookDelivery.findFirst({ where: { id, endpoint: { deletedAt: null } } }) : null;
    },
  }),
);
