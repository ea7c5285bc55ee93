/**
 * Every type of event, in one table. All of them are in the audit trail. Those with a `resource` are public: webhooks get
 * them under the same name, with that resource as it is in REST; `responseWithAutofill` is a response and its newest autofill
 * run. `onboarding` is what a magic link asks for.
 */
export const eventTypes = {
  'onboarding.created': { resource: 'workflowSession', description: 'A link was sent.' },
  'onboarding.dispatch_failed': {
    resource: null,
    description: 'The mail server did not accept an email, and the send was rolled back.',
  },
  'onboarding.opened': { resource: null, description: 'The recipient saved something for the first time.' },
  'onboarding.ddq_completed': {
    resource: 'workflowSession',
    description: 'The recipient submitted the questionnaire.',
  },
  'onboarding.verification_completed': {
    resource: 'workflowSession',
    description: 'The recipient completed the verification.',
  },
  'onboarding.completed': {
    resource: 'workflowSession',
    description: 'Every step of the session is completed.',
  },
  'onboarding.expired': {
    resource: 'workflowSession',
    description: 'The link expired before every step was completed.',
  },
  'onboarding.revoked': { resource: 'workflowSession', description: 'The link was revoked.' },
  'onboarding.link_regenerated': {
    resource: 'workflowSession',
    description: 'A new link replaced the previous one.',
  },
  'onboarding.link_requested': {
    resource: 'workflowSession',
    description: 'The recipient of an expired link requested a new one, which only a resend sends.',
  },
  'response.created': { resource: 'response', description: 'The response was created.' },
  'response.answers_saved': { resource: null, description: 'Answers were saved.' },
  'response.submitted': {
    resource: 'response',
    description: 'The response was submitted, for the first time or again.',
  },
  'response.review_started': { resource: null, description: 'The review was started.' },
  'response.assigned': { resource: null, description: 'The response was assigned to someone, or to no one.' },
  'response.tagged': { resource: null, description: 'The response’s tags were replaced.' },
  'response.due_date_set': { resource: null, description: 'The response’s due date was set or removed.' },
  'response.commented': { resource: null, description: 'The team commented on an answer.' },
  'response.changes_requested': { resource: null, description: 'Changes were requested from the recipient.' },
  'response.reviewed': { resource: 'response', description: 'The review was completed.' },
  'response.approved': { resource: 'response', description: 'The response was approved.' },
  'response.rejected': { resource: 'response', description: 'The response was rejected.' },
  'response.autofill_started': { resource: null, description: 'An autofill was requested.' },
  'response.autofill_completed': {
    resource: 'responseWithAutofill',
    description: 'An autofill finished, successfully or not.',
  },
  'response.erased': {
    resource: null,
    description: 'The response was erased, because the tenant’s retention has ended.',
  },
  'entity.held': { resource: null, description: 'The entity was put on hold.' },
  'entity.released': { resource: null, description: 'The entity’s hold was ended.' },
  'entity.erased': { resource: null, description: 'The entity was erased with all its responses.' },
  'document.uploaded': { resource: null, description: 'A document was uploaded.' },
  'document.deleted': { resource: null, description: 'A document was deleted.' },
  'verification.consented': { resource: null, description: 'The recipient consented to the verification.' },
  'verification.evidence_uploaded': {
    resource: null,
    description: 'The recipient uploaded a file for a check.',
  },
  'verification.evidence_deleted': {
    resource: null,
    description: 'The recipient deleted a file for a check.',
  },
  'verification.completed': {
    resource: 'verificationSession',
    description: 'The outcome of the verification was recorded.',
  },
  'batch.created': { resource: null, description: 'The batch was created.' },
  'batch.item_ended': { resource: null, description: 'A send of the batch succeeded or failed.' },
  'batch.cancelled': { resource: null, description: 'The batch was cancelled.' },
  'webhook.created': { resource: null, description: 'The webhook was created.' },
  'webhook.updated': { resource: null, description: 'The webhook was changed.' },
  'webhook.secret_rotated': { resource: null, description: 'The webhook’s secret was replaced.' },
  'webhook.disabled': { resource: null, description: 'The gateway disabled the webhook.' },
  'webhook.deleted': { resource: null, description: 'The webhook was deleted.' },
} as const;

type EventTypes = typeof eventTypes;

/** The type of an event in the audit trail. */
export type AuditEventType = keyof EventTypes;

/** Every type. */
export const auditEventTypes = Object.keys(eventTypes) as AuditEventType[];

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

/** A type as an enum of GraphQL has it: `RESPONSE_SUBMITTED` for `response.submitted`. */
export const eventEnumName = (type: AuditEventType): string => type.replace('.', '_').toUpperCase();
