import DataLoader from 'dataloader';
import type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryStatus,
  WebhookEndpoint,
  WebhookEvent,
} from '../database/client/client.ts';
import type { TenantRows } from '../domain/context.ts';
import type { AuditRecord } from '../domain/events/read-audit-events.ts';
import type { ListPage } from '../domain/list-page.ts';
import { countDeliveries, readDeliveries } from '../domain/webhooks/read-deliveries.ts';
import { loadTogether } from './load-together.ts';

interface Log {
  /** The webhook whose log it is. */
  id: string;
  statuses: readonly WebhookDeliveryStatus[] | undefined;
}

/** The delivery logs of a whole list of webhooks are read together, and so is what belongs to a list of deliveries. */
export interface WebhookLoaders {
  deliveries: DataLoader<Log & { page: ListPage }, WebhookDelivery[]>;
  deliveryCount: DataLoader<Log, number>;
  endpoint: DataLoader<string, WebhookEndpoint>;
  event: DataLoader<string, WebhookEvent>;
  /** The event in the audit trail; null if it does not exist. */
  auditEvent: DataLoader<string, AuditRecord | null>;
  /** The attempts of a delivery, by its id, oldest first. */
  attempts: DataLoader<string, WebhookAttempt[]>;
}

export const createWebhookLoaders = (reader: TenantRows): WebhookLoaders => ({
  deliveries: loadTogether({
    read: ({ statuses, page }, endpointIds) => readDeliveries(reader, { endpointIds, statuses, page }),
    fallback: [],
  }),
  deliveryCount: loadTogether({
    read: ({ statuses }, endpointIds) => countDeliveries(reader, { endpointIds, statuses }),
    fallback: 0,
  }),
  endpoint: loadRows((ids) => reader.db.webhookEndpoint.findMany({ where: { id: { in: ids } } })),
  event: loadRows((ids) => reader.db.webhookEvent.findMany({ where: { id: { in: ids } } })),
  auditEvent: new DataLoader(
    async (ids) => {
      const found = await reader.db.auditEvent.findMany({ where: { id: { in: [...new Set(ids)] } } });
      const byId = new Map(found.map((event) => [event.id, event]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    { cache: false },
  ),
  attempts: new DataLoader(
    async (deliveryIds) => {
      const attempts = await reader.db.webhookAttempt.findMany({
        where: { deliveryId: { in: [...deliveryIds] } },
        orderBy: { id: 'asc' },
      });
      const byDelivery = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
      return deliveryIds.map((id) => byDelivery.get(id) ?? []);
    },
    { cache: false },
  ),
});

const loadRows = <Row extends { id: string }>(read: (ids: string[]) => Promise<Row[]>) =>
  new DataLoader<string, Row>(
    async (ids) => {
      const byId = new Map((await read([...new Set(ids)])).map((row) => [row.id, row]));
      return ids.map(
        (id) => byId.get(id) ?? new Error('A delivery belongs to a webhook or an event that does not exist.'),
      );
    },
    { cache: false },
  );
