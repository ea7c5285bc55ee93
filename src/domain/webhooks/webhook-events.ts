import type { AuditEventType } from '../audit/record-audit-event.ts';

/**
 * The closed list of what an endpoint can be told of. Each is an event of the audit trail too, under the same name, and it
 * is the record in the audit trail that tells the endpoints.
 */
export const webhookEvents = [
  'onboarding.created',
  'onboarding.ddq_completed',
  'onboarding.verification_completed',
  'onboarding.completed',
  'onboarding.expired',
  'onboarding.revoked',
  'onboarding.link_regenerated',
  'response.created',
  'response.submitted',
  'response.reviewed',
  'response.approved',
  'response.rejected',
  'response.autofill_completed',
  'verification.completed',
] as const satisfies readonly AuditEventType[];

/** What an endpoint can be told of. */
export type WebhookEventName = (typeof webhookEvents)[number];

/** Stands in place of every name, those that are yet to come included. */
export const allEvents = '*';

export const isWebhookEvent = (type: string): type is WebhookEventName =>
  (webhookEvents as readonly string[]).includes(type);
