import { acrossTenants } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../services.ts';
import { addTeamNotices } from '../team-emails/add-team-notices.ts';
import { addWebhookEvents } from './add-webhook-events.ts';
import { type AuditEntry, isPublic, resourceIdOf } from './audit-entry.ts';
import { allEvents, webhookEvents } from './event-types.ts';
import { insertAuditEvents } from './insert-audit-events.ts';

/** The effects that recording an event needs. */
export type EventServices = Pick<Services, 'eventData' | 'jobs'>;

/**
 * Adds an event to the audit trail in the transaction of the change, so that neither exists without the other, delivers it to
 * the tenant's webhooks that subscribe to it, and notes it for the email to the tenant's team. The state that the event describes
 * must be written by then.
 */
export const recordAuditEvent = (
  transaction: Transaction,
  services: EventServices,
  entry: AuditEntry,
): Promise<void> => recordAuditEvents(transaction, services, [entry]);

/**
 * The same for several events, in their order. One statement writes them and finds the subscribers, so that an event costs
 * nothing more where there are none.
 */
export async function recordAuditEvents(
  transaction: Transaction,
  services: EventServices,
  entries: readonly AuditEntry[],
): Promise<void> {
  const events = entries.map((entry) => ({ ...entry, id: newId() }));
  const subscriptions = await acrossTenants(transaction).query<{ eventId: string; endpointId: string }[]>`
    WITH event AS (${insertAuditEvents(events)} RETURNING id, tenant_id, mode, type, created_at),
    notice AS (${addTeamNotices})
    SELECT event.id AS "eventId", endpoint.id AS "endpointId"
    FROM event JOIN webhook_endpoints endpoint USING (tenant_id, mode)
    WHERE event.type = ANY (${webhookEvents}::text[]) AND endpoint.enabled AND endpoint.deleted_at IS NULL
      AND endpoint.events && ARRAY[event.type, ${allEvents}]
    ORDER BY endpoint.id`;
  const byEvent = Map.groupBy(subscriptions, ({ eventId }) => eventId);
  const subscribed = events.flatMap((event) => {
    const endpointIds = byEvent.get(event.id)?.map(({ endpointId }) => endpointId);
    return endpointIds && isPublic(event) ? [{ ...event, endpointIds, resourceId: resourceIdOf(event) }] : [];
  });
  if (subscribed.length > 0) {
    const described = await services.eventData.describe(transaction, subscribed);
    await addWebhookEvents(transaction, services, described);
  }
}
