import type { Prisma } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Actor } from '../context.ts';
import { type EventResource, type EventTypeOf, eventTypes, isWebhookEvent } from './event-types.ts';

interface EntryFields extends Actor {
  scope: Scope;
  /** The entity that the event is about. Defaults to that of its response or its session. */
  entityId?: string | null;
  responseId?: string | null;
  workflowSessionId?: string | null;
  webhookEndpointId?: string | null;
  /** Keys in snake_case, because every API returns it as it is. Never an answer, a token or a key. */
  details?: Prisma.InputJsonObject;
  at: Date;
}

/** The ids of the resources that public events describe. */
interface ResourceIds {
  workflowSession: { workflowSessionId: string };
  response: { responseId: string };
  responseWithAutofill: { responseId: string };
  verificationSession: { verificationSessionId: string; workflowSessionId: string };
}

type EntryOf<Resource extends EventResource> = EntryFields &
  ResourceIds[Resource] & { type: EventTypeOf<Resource> };

/** An event that webhooks can subscribe to. It names the resource that it describes. */
export type PublicEntry = { [Resource in EventResource]: EntryOf<Resource> }[EventResource];

/** The ids by which internal events are found. Through a response or a session they also lead to its entity. */
type SubjectOf<Type extends EventTypeOf<null>> = Type extends `response.${string}`
  ? { responseId: string }
  : Type extends `verification.${string}` | 'onboarding.opened'
    ? { workflowSessionId: string }
    : Type extends `webhook.${string}`
      ? { webhookEndpointId: string }
      : Type extends `batch.${string}`
        ? { details: { batch_id: string } }
        : { entityId: string };

/** An event that is in the audit trail alone. */
export type InternalEntry = {
  [Type in EventTypeOf<null>]: EntryFields & SubjectOf<Type> & { type: Type };
}[EventTypeOf<null>];

/** An event as an operation reports it. */
export type AuditEntry = PublicEntry | InternalEntry;

export const isPublic = (entry: AuditEntry): entry is PublicEntry => isWebhookEvent(entry.type);

/** The id of the resource that an event describes. */
export function resourceIdOf(entry: PublicEntry): string {
  if (describesSession(entry)) {
    return entry.workflowSessionId;
  }
  return describesVerification(entry) ? entry.verificationSessionId : entry.responseId;
}

const describesSession = (entry: PublicEntry): entry is EntryOf<'workflowSession'> =>
  eventTypes[entry.type].resource === 'workflowSession';

const describesVerification = (entry: PublicEntry): entry is EntryOf<'verificationSession'> =>
  eventTypes[entry.type].resource === 'verificationSession';
