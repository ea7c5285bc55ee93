import { Prisma } from '../../database/client/client.ts';
import { newId } from '../../ids.ts';
import type { AuditEntry, InternalEntry } from './audit-entry.ts';

/** The columns of `audit_events`, with their types. */
const columns = {
  id: 'uuid',
  tenant_id: 'uuid',
  mode: '"Mode"',
  type: 'text',
  actor_kind: '"ActorKind"',
  actor_id: 'uuid',
  actor_name: 'text',
  response_id: 'uuid',
  workflow_session_id: 'uuid',
  webhook_endpoint_id: 'uuid',
  details: 'jsonb',
  created_at: 'timestamptz',
};

const names = Prisma.raw(Object.keys(columns).join(', '));
const definitions = Prisma.raw(
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', '),
);

type Row = Record<keyof typeof columns, unknown>;

/** An event with the id of its row. */
type Identified<Entry extends AuditEntry> = Entry & { id: string };

/**
 * The part of a statement that writes an event that no webhook gets, for statements that write it together with the change.
 * A condition (`WHERE …`) can follow. All other events are written by `recordAuditEvents`.
 */
export const insertInternalEvent = (entry: InternalEntry): Prisma.Sql =>
  insertAuditEvents([{ ...entry, id: newId() }]);

/** The part of a statement that writes events into the audit trail. A condition or `RETURNING …` can follow. */
export const insertAuditEvents = (events: readonly Identified<AuditEntry>[]): Prisma.Sql => Prisma.sql`
  INSERT INTO audit_events (${names})
  SELECT ${names} FROM jsonb_to_recordset(${JSON.stringify(events.map(toRow))}::jsonb) AS event (${definitions})`;

const toRow = (event: Identified<AuditEntry>): Row => ({
  id: event.id,
  tenant_id: event.scope.tenantId,
  mode: event.scope.mode,
  type: event.type,
  actor_kind: event.actorKind,
  actor_id: event.actorId,
  actor_name: event.actorName,
  response_id: event.responseId ?? null,
  workflow_session_id: event.workflowSessionId ?? null,
  webhook_endpoint_id: event.webhookEndpointId ?? null,
  details: event.details ?? {},
  created_at: event.at,
});
