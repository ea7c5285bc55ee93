/**
 * Every type of event, in one table. All of them are in the audit trail. Those with a `resource` are public: webhooks get
 * them under the same name, with that resource as it is in REST; `responseWithAutofill` is a response and its newest autofill
 * run. `onboarding` is what a magic link asks for.
 */
export const eventTypes = {
  'onboarding.created': { resource: 'workflowSession' },
  'onboarding.dispatch_failed': { resource: null },
  'onboarding.opened': { resource: null },
  'onboarding.ddq_completed': { resource: 'workflowSession' },
  'onboarding.verification_completed': { resource: 'workflowSession' },
  'onboarding.completed': { resource: 'workflowSession' },
  'onboarding.expired': { resource: 'workflowSession' },
  'onboarding.revoked': { resource: 'workflowSession' },
  'onboarding.link_regenerated': { resource: 'workflowSession' },
  'response.created': { resource: 'response' },
  'response.answers_saved': { resource: null },
  'response.submitted': { resource: 'response' },
  'response.review_started': { resource: null },
  'response.changes_requested': { resource: null },
  'response.reviewed': { resource: 'response' },
  'response.approved': { resource: 'response' },
  'response.rejected': { resource: 'response' },
  'response.autofill_started': { resource: null },
  'response.autofill_completed': { resource: 'responseWithAutofill' },
  'document.uploaded': { resource: null },
  'document.deleted': { resource: null },
  'verification.consented': { resource: null },
  'verification.evidence_uploaded': { resource: null },
  'verification.evidence_deleted': { resource: null },
  'verification.completed': { resource: 'verificationSession' },
  'webhook.created': { resource: null },
  'webhook.updated': { resource: null },
  'webhook.secret_rotated': { resource: null },
  'webhook.disabled': { resource: null },
  'webhook.deleted': { resource: null },
} as const;

type EventTypes = typeof eventTypes;

/** The type of an event in the audit trail. */
export type AuditEventType = keyof EventTypes;

/** The types whose events describe a resource to webhooks; with null, those that are in the audit trail alone. */
export type EventTypeOf<Resource> = {
  [Type in AuditEventType]: EventTypes[Type]['resource'] extends Resource ? Type : never;
}[AuditEventType];

/** The resource that an event describes to webhooks. */
export type EventResource = NonNullable<EventTypes[AuditEventType]['resource']>;

/** The type of an event that webhooks can subscribe to. */
export type WebhookEventName = EventTypeOf<EventResource>;

export const isWebhookEvent = (type: string): type is WebhookEventName =>
  Object.hasOwn(eventTypes, type) && eventTypes[type as AuditEventType].resource !== null;

/** The types that webhooks can subscribe to. */
export const webhookEvents: readonly WebhookEventName[] = Object.keys(eventTypes).filter(isWebhookEvent);

/** Subscribes to every type, including those that are added later. */
export const allEvents = '*';
