import type { Prisma } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import type { Actor } from '../context.ts';
import type { Services } from '../services.ts';
import { type NewEvent, tellEndpoints } from '../webhooks/tell-endpoints.ts';
import {
  allEvents,
  isWebhookEvent,
  type WebhookEventName,
  webhookEvents,
} from '../webhooks/webhook-events.ts';

/**
 * The closed list of what the audit trail tells of. What subscribers are told too has the same name in both places;
 * `onboarding` is what a magic link asks for.
 */
export type AuditEventType =
  | 'onboarding.created'
  | 'onboarding.dispatch_failed'
  | 'onboarding.opened'
  | 'onboarding.ddq_completed'
  | 'onboarding.verification_completed'
  | 'onboarding.completed'
  | 'onboarding.expired'
  | 'onboarding.revoked'
  | 'onboarding.link_regenerated'
  | 'response.created'
  | 'response.answers_saved'
  | 'response.submitted'
  | 'response.review_started'
  | 'response.changes_requested'
  | 'response.reviewed'
  | 'response.autofill_started'
  | 'response.autofill_completed'
  | 'response.approved'
  | 'response.rejected'
  | 'document.uploaded'
  | 'document.deleted'
  | 'verification.consented'
  | 'verification.evidence_uploaded'
  | 'verification.evidence_deleted'
  | 'verification.completed'
  | 'webhook.created'
  | 'webhook.updated'
  | 'webhook.secret_rotated'
  | 'webhook.disabled'
  | 'webhook.deleted';

/** What telling of events takes. */
export type EventServices = Pick<Services, 'jobs'>;

export interface AuditEntry extends Actor {
  scope: Scope;
  type: AuditEventType;
  responseId?: string | null;
  workflowSessionId?: string | null;
  webhookEndpointId?: string | null;
  /** Keys in snake_case, because every API returns it as it is. Never an answer, a token or a key. */
  details?: Prisma.InputJsonObject;
  at: Date;
}

/**
 * Adds to the audit trail in the transaction of what it tells of, so that neither exists without the other, and tells the
 * tenant's endpoints of those events that they are to be told of. The state that the events tell of must be written by then.
 */
export const recordAuditEvent = (
  transaction: Transaction,
  services: EventServices,
  entry: AuditEntry,
): Promise<void> => recordAuditEvents(transaction, services, [entry]);

/**
 * The same for several events, in their order. One statement writes them and finds out who is to be told, so that telling
 * costs nothing where nobody listens.
 */
export async function recordAuditEvents(
  transaction: Transaction,
  services: EventServices,
  entries: readonly AuditEntry[],
): Promise<void> {
  const rows = entries.map(toRow);
  const listeners = await transaction.$queryRaw<{ eventId: string; endpointId: string }[]>`
    WITH event AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS event (
        "id" uuid, "tenantId" uuid, "mode" "Mode", "type" text, "actorKind" "ActorKind", "actorId" uuid,
        "actorName" text, "responseId" uuid, "workflowSessionId" uuid, "webhookEndpointId" uuid, "details" jsonb,
        "createdAt" timestamptz)
    ), written AS (
      INSERT INTO audit_events (id, tenant_id, mode, type, actor_kind, actor_id, actor_name, response_id,
        workflow_session_id, webhook_endpoint_id, details, created_at)
      SELECT * FROM event
    )
    SELECT event.id AS "eventId", endpoint.id AS "endpointId"
    FROM event JOIN webhook_endpoints endpoint ON endpoint.tenant_id = event."tenantId" AND endpoint.mode = event.mode
    WHERE event.type = ANY (${webhookEvents}::text[]) AND endpoint.enabled AND endpoint.deleted_at IS NULL
      AND endpoint.events && ARRAY[event.type, ${allEvents}]
    ORDER BY endpoint.id`;
  if (listeners.length === 0) {
    return;
  }
  const told = Map.groupBy(listeners, ({ eventId }) => eventId);
  const news = entries.flatMap((entry, index): NewEvent[] => {
    const id = rows[index]?.id ?? '';
    const endpointIds = told.get(id)?.map(({ endpointId }) => endpointId);
    return endpointIds && isToldEntry(entry) ? [{ ...entry, id, endpointIds }] : [];
  });
  await tellEndpoints(transaction, services, news);
}

const isToldEntry = (entry: AuditEntry): entry is AuditEntry & { type: WebhookEventName } =>
  isWebhookEvent(entry.type);

const toRow = ({
  scope,
  at,
  responseId,
  workflowSessionId,
  webhookEndpointId,
  details,
  ...entry
}: AuditEntry) => ({
  id: newId(),
  tenantId: scope.tenantId,
  mode: scope.mode,
  ...entry,
  responseId: responseId ?? null,
  workflowSessionId: workflowSessionId ?? null,
  webhookEndpointId: webhookEndpointId ?? null,
  details: details ?? {},
  createdAt: at,
});
