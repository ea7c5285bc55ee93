import type { WebhookEndpoint } from '../../database/client/client.ts';
import { requireScope } from '../../domain/context.ts';
import { allEvents, isWebhookEvent } from '../../domain/events/event-types.ts';
import { deliveryFilter } from '../../domain/webhooks/delivery-filter.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import {
  offsetArgument,
  pageComplexity,
  resolvePage,
  rootPageComplexity,
  uuidCursor,
} from '../connection.ts';
import { requireTenant } from '../context.ts';
import { listFilter } from '../list-filter.ts';
import { rowPrice } from '../prices.ts';
import { AuditEventConnection, AuditEventType, resolveAuditEvents } from './audit-event.ts';
import { WebhookEventTypeEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { WebhookDeliveryConnection, WebhookDeliveryType } from './webhook-delivery.ts';

const filter = listFilter(deliveryFilter);

export const WebhookType = builder.objectRef<WebhookEndpoint>('Webhook').implement({
  interfaces: [NodeInterface],
  description: 'A URL that events are delivered to. It belongs to the mode of the key that created it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The webhook’s id.' }),
    url: t.expose('url', { type: 'URL', description: 'The address that events are sent to.' }),
    allEvents: t.boolean({
      description: 'Whether the webhook subscribes to every event, including types that are added later.',
      resolve: ({ events }) => events.includes(allEvents),
    }),
    events: t.field({
      type: [WebhookEventTypeEnum],
      description: 'The types of events that the webhook subscribes to. Empty with `allEvents`.',
      resolve: ({ events }) => events.filter(isWebhookEvent),
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'The purpose of the webhook, in the team’s words.',
    }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether events are delivered.' }),
    disabledReason: t.exposeString('disabledReason', {
      nullable: true,
      description: 'Why the gateway disabled the webhook automatically, in a sentence. `null` otherwise.',
    }),
    failingSince: t.expose('failingSince', {
      type: 'DateTime',
      nullable: true,
      description:
        'Since when every attempt has failed. `null` after a success. The webhook is disabled after five days.',
    }),
    formerSecretUntil: t.expose('formerSecretUntil', {
      type: 'DateTime',
      nullable: true,
      description:
        'Until when deliveries are also signed with the secret before the last rotation. `null` without a rotation.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the webhook was created.' }),
    deliveries: t.connection(
      {
        type: WebhookDeliveryType,
        description: 'The deliveries to this webhook, newest first.',
        complexity: pageComplexity,
        args: {
          ...filter.argument(t.arg),
          ...offsetArgument(t.arg),
        },
        resolve: ({ id }, args, context, info) => {
          const { deliveries, deliveryCount } = requireTenant(context).loaders.webhooks;
          const { statuses } = filter.read(args);
          return resolvePage({
            args,
            context,
            info,
            parseId: uuidCursor,
            rows: (page) => deliveries.load({ id, statuses, page }),
            idOf: (delivery) => delivery.id,
            count: () => deliveryCount.load({ id, statuses }),
          });
        },
      },
      WebhookDeliveryConnection,
    ),
    auditEvents: t.connection(
      {
        type: AuditEventType,
        description: 'The audit trail of the webhook, newest first.',
        complexity: pageComplexity,
        args: offsetArgument(t.arg),
        resolve: ({ id }, args, context, info) =>
          resolveAuditEvents({ of: 'webhook', id, args, context, info }),
      },
      AuditEventConnection,
    ),
  }),
});

builder.objectField(WebhookDeliveryType, 'webhook', (t) =>
  t.field({
    type: WebhookType,
    description: 'The webhook that the event is delivered to.',
    resolve: ({ endpointId }, _args, context) =>
      requireTenant(context).loaders.webhooks.endpoint.load(endpointId),
  }),
);

builder.queryField('webhook', (t) =>
  t.field({
    type: WebhookType,
    nullable: true,
    description: 'One webhook. Requires the `ADMIN` scope.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The webhook’s id.' }) },
    resolve: (_root, { id }, context) => {
      const { principal, db } = requireTenant(context);
      requireScope(principal, 'ADMIN');
      return isId(id) ? db.webhookEndpoint.findFirst({ where: { id, deletedAt: null } }) : null;
    },
  }),
);

builder.queryField('webhooks', (t) =>
  t.connection(
    {
      type: WebhookType,
      description: 'The webhooks of the key’s mode. Requires the `ADMIN` scope.',
      complexity: rootPageComplexity,
      args: offsetArgument(t.arg),
      resolve: (_root, args, context, info) => {
        const { principal, db } = requireTenant(context);
        requireScope(principal, 'ADMIN');
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: ({ where, ...page }) =>
            db.webhookEndpoint.findMany({ where: { deletedAt: null, ...where }, ...page }),
          idOf: (webhook) => webhook.id,
          count: () => db.webhookEndpoint.count({ where: { deletedAt: null } }),
        });
      },
    },
    { name: 'WebhookConnection', description: 'A page of webhooks.' },
    { name: 'WebhookEdge', description: 'A webhook with its cursor.' },
  ),
);
