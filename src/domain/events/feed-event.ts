import { type AuditEvent, Prisma } from '../../database/client/client.ts';

/** An event with what decides who gets it. */
export type FeedEvent = Pick<
  AuditEvent,
  | 'id'
  | 'type'
  | 'actorKind'
  | 'actorName'
  | 'actingUser'
  | 'entityId'
  | 'responseId'
  | 'workflowSessionId'
  | 'webhookEndpointId'
  | 'details'
  | 'createdAt'
  | 'tenantId'
  | 'mode'
> & { position: bigint };

/** The columns of an event in the order of positions. */
export const feedColumns = Prisma.sql`event.id, event.type, event.actor_kind AS "actorKind", event.actor_name AS "actorName",
  event.acting_user AS "actingUser", event.entity_id AS "entityId", event.response_id AS "responseId", event.workflow_session_id AS "workflowSessionId",
  event.webhook_endpoint_id AS "webhookEndpointId", event.details, event.created_at AS "createdAt",
  event.position, event.tenant_id AS "tenantId", event.mode`;

/** Positions after `from`, up to `to`. */
export interface PositionRange {
  from: bigint;
  to: bigint;
  /** The highest number of events, of each tenant and mode. */
  take: number;
}
