import { Prisma } from '../../database/client/client.ts';
import { newId } from '../../ids.ts';
import type { AuditEntry, InternalEntry } from './audit-entry.ts';

/** The columns of `audit_events` that are written as they are. */
const columns = [
  'id',
  'tenant_id',
  'mode',
  'type',
  'actor_kind',
  'actor_id',
  'actor_name',
  'acting_user',
  'response_id',
  'workflow_session_id',
  'webhook_endpoint_id',
  'details',
  'created_at',
] as const;

const names = Prisma.raw(columns.join(', '));

type Row = Record<(typeof columns)[number] | 'entity_id', unknown>;

/** An event with the id of its row. */
type Identified<Entry extends AuditEntry> = Entry & { id: string };

/**
 * The part of a statement that writes an event that no webhook gets, for statements that write it together with the change.
 * A condition (`WHERE …`) can follow. All other events are written by `recordAuditEvents`.
 */
export const insertInternalEvent = (entry: InternalEntry): Prisma.Sql =>
  insertAuditEvents([{ ...entry, id: newId() }]);

/**
 * The part of a statement that writes events into the audit trail. A condition or `RETURNING …` can follow. The entity of an
 * event that does not name it is that of its response or its session, whose row must be there before the statement starts.
 */
export const insertAuditEvents = (events: readonly Identified<AuditEntry>[]): Prisma.Sql => Prisma.sql`
  INSERT INTO audit_events (${names}, entity_id)
  SELECT ${names}, coalesce(entry.entity_id,
    (SELECT responses.entity_id FROM responses WHERE responses.id = entry.response_id),
    (SELECT workflow_sessions.entity_id FROM workflow_sessions WHERE workflow_sessions.id = entry.workflow_session_id))
  FROM jsonb_populate_recordset(NULL::audit_events, ${JSON.stringify(events.map(toRow))}::jsonb) entry`;

const toRow = (event: Identified<AuditEntry>): Row => ({
  id: event.id,
  tenant_id: event.scope.tenantId,
  mode: event.scope.mode,
  type: event.type,
  actor_kind: event.actorKind,
  actor_id: event.actorId,
  actor_name: event.actorName,
  acting_user: event.actingUser,
  entity_id: event.entityId ?? null,
  response_id: event.responseId ?? null,
  workflow_session_id: event.workflowSessionId ?? null,
  webhook_endpoint_id: event.webhookEndpointId ?? null,
  details: event.details ?? {},
  created_at: event.at,
});
