import { z } from 'zod';
import { type AuditEvent, Prisma } from '../../database/client/client.ts';
import { named } from '../api-types.ts';
import type { TenantPrincipal } from '../context.ts';
import { optional, someOf, uuid } from '../fields.ts';
import { auditEventTypes } from './event-types.ts';

export const auditEventFilter = named(
  'AuditEventFilter',
  z.strictObject({
    types: someOf('AuditEventType', auditEventTypes).describe('Only events of one of these types.'),
    entityId: optional(uuid).describe(
      'Only events about this entity: its responses, workflow sessions, verifications, documents and failed sends.',
    ),
    responseId: optional(uuid).describe('Only events in the audit trail of this response.'),
    workflowSessionId: optional(uuid).describe('Only events in the audit trail of this workflow session.'),
  }),
  'Which events to return. All filters must match.',
);

/** The conditions of a filter on the table `audit_events`. */
export const auditEventConditions = ({
  types,
  entityId,
  responseId,
  workflowSessionId,
}: z.output<typeof auditEventFilter>): Prisma.Sql[] => [
  ...(types ? [Prisma.sql`type = ANY (${types}::text[])`] : []),
  ...(entityId ? [Prisma.sql`entity_id = ${entityId}::uuid`] : []),
  ...(responseId ? [Prisma.sql`response_id = ${responseId}::uuid`] : []),
  ...(workflowSessionId ? [Prisma.sql`workflow_session_id = ${workflowSessionId}::uuid`] : []),
];

/** Whether an event meets the same conditions. */
export const meetsFilter = (
  event: Pick<AuditEvent, 'type' | 'entityId' | 'responseId' | 'workflowSessionId'>,
  { types, entityId, responseId, workflowSessionId }: Partial<z.output<typeof auditEventFilter>>,
): boolean =>
  (!types || (types as readonly string[]).includes(event.type)) &&
  (!entityId || event.entityId === entityId) &&
  (!responseId || event.responseId === responseId) &&
  (!workflowSessionId || event.workflowSessionId === workflowSessionId);

/** The condition for events that a key can read: those of webhooks require the scope `ADMIN`, like the webhooks. */
export const isReadableEvent = ({ scopes }: Pick<TenantPrincipal, 'scopes'>): Prisma.Sql =>
  scopes.includes('ADMIN') ? Prisma.sql`true` : Prisma.sql`webhook_endpoint_id IS NULL`;

/** Whether the same holds of an event. */
export const canReadEvent = (
  { scopes }: Pick<TenantPrincipal, 'scopes'>,
  { webhookEndpointId }: Pick<AuditEvent, 'webhookEndpointId'>,
): boolean => scopes.includes('ADMIN') || webhookEndpointId === null;
