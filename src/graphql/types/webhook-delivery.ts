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
      description: 'The HTTP status of the answer; null where none came.',
    }),
    responseBody: t.exposeString('responseBody', {
      nullable: true,
      complexity: longValuePrice,
      description: 'The beginning of the answer’s body, at most 4 KiB; null where none came.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'What went wrong, in a sentence; null when the event was delivered.',
    }),
    durationMs: t.exposeInt('durationMs', { description: 'How long it took, in milliseconds.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
  }),
});

export const WebhookDeliveryType = builder.objectRef<WebhookDelivery>('WebhookDelivery').implement({
  interfaces: [NodeInterface],
  description: 'The telling of one event to one webhook.',
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
      description: 'Where the delivery stands.',
    }),
    attempts: t.exposeInt('attempts', { description: 'How many attempts were made.' }),
    attemptLog: t.field({
      type: [WebhookAttemptType],
      description: 'What came of each attempt, oldest first.',
      complexity: { field: 1, multiplier: 10 },
      resolve: ({ id }, _args, context) => loadersOf(context).attempts.load(id),
    }),
    lastResponseStatus: t.exposeInt('lastResponseStatus', {
      nullable: true,
      description: 'The HTTP status of the last answer; null where none came.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why it is not delivered, in a sentence; null when it is, and before the first attempt.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next attempt is made; null where there is none, or where it waits for an earlier event.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the event was to be delivered first.',
    }),
  }),
});

export const WebhookDeliveryConnection = builder.connectionObject(
  { type: WebhookDeliveryType, name: 'WebhookDeliveryConnection', description: 'A page of a delivery log.' },
  { name: 'WebhookDeliveryEdge', description: 'A delivery with its place in the log.' },
);

const loadersOf = (context: Parameters<typeof requireTenant>[0]) => requireTenant(context).loaders.webhooks;

builder.queryField('webhookDelivery', (t) =>
  t.field({
    type: WebhookDeliveryType,
    nullable: true,
    description: 'One delivery with the log of its attempts. Takes the scope ADMIN.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The delivery’s id.' }) },
    resolve: (_root, { id }, context) => {
      const { principal, db } = requireTenant(context);
      requireScope(principal, 'ADMIN');
      return isId(id) ? db.webhookDelivery.findFirst({ where: { id, endpoint: { deletedAt: null } } }) : null;
    },
  }),
);
