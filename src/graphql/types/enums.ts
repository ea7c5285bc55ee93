import type {
  ActorKind,
  ApiKeyScope,
  AutofillEngine,
  AutofillStatus,
  BatchItemStatus,
  EntityType,
  Mode,
  QuestionnaireType,
  QuestionType,
  ResponseStatus,
  RiskLevel,
  TeamEmailSchedule,
  VerificationCheck,
  VerificationOutcome,
  VerificationStatus,
  WebhookDeliveryStatus,
  WorkflowSessionStatus,
  WorkflowStep,
} from '../../database/client/client.ts';
import { type ItemErrorCode, itemErrorCodes } from '../../domain/batches/item-content.ts';
import type { BatchStatus } from '../../domain/batches/read-progress.ts';
import {
  type AuditEventType,
  auditEventTypes,
  eventEnumName,
  eventTypes,
  webhookEvents,
} from '../../domain/events/event-types.ts';
import type { WorkflowReceipt } from '../../domain/workflows/receipt.ts';
import { type EmailFailureReason, errorCodes, type MemberCode } from '../../errors.ts';
import type { JobState } from '../../jobs/job-console.ts';
import type { QueueName } from '../../jobs/queues.ts';
import { type Language, languages } from '../../languages.ts';
import { builder } from '../builder.ts';

/** Makes an enum of which every value has a description; leaving one out does not type-check. */
function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: Record<Value, string>,
) {
  const described = Object.fromEntries(
    Object.entries<string>(values).map(([value, meaning]) => [value, { value, description: meaning }]),
  ) as Record<Value, { value: Value; description: string }>;
  return builder.enumType(name, { description, values: described });
}

const meanings = Object.fromEntries(
  Object.entries(errorCodes)
    .filter(([, definition]) => 'isMember' in definition)
    .map(([code, { meaning }]) => [code, meaning]),
) as Record<MemberCode, string>;

export const ErrorCodeEnum = describedEnum<MemberCode>(
  'ErrorCode',
  'The codes of the errors that mutations return as data. REST has the same codes in lower case.',
  meanings,
);

export const EmailFailureReasonEnum = describedEnum<EmailFailureReason>(
  'EmailFailureReason',
  'Why an email was not accepted.',
  {
    REFUSED: 'The mail server rejected the address or the message permanently (SMTP 5xx).',
    DEFERRED: 'The mail server rejected the email for now (SMTP 4xx).',
    TIMEOUT: 'The mail server did not accept the email in time.',
    UNREACHABLE:
      'The mail server cannot be reached, or does not accept the connection or login of this gateway.',
  },
);

/** An enum of types of events, whose values are the types themselves. */
const eventEnum = <Type extends AuditEventType>(name: string, description: string, types: readonly Type[]) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      types.map((type) => [eventEnumName(type), { value: type, description: eventTypes[type].description }]),
    ),
  });

export const AuditEventTypeEnum = eventEnum(
  'AuditEventType',
  'The type of an event in the audit trail.',
  auditEventTypes,
);

export const WebhookEventTypeEnum = eventEnum(
  'WebhookEventType',
  'The type of an event that webhooks can subscribe to.',
  webhookEvents,
);

const languageNames: Record<Language, string> = { en: 'English.', de: 'German.' };

export const LanguageEnum = builder.enumType('Language', {
  description: 'A language of emails and of recipients’ pages.',
  values: Object.fromEntries(
    languages.map((language) => [
      language.toUpperCase(),
      { value: language, description: languageNames[language] },
    ]),
  ),
});

export const TeamEmailScheduleEnum = describedEnum<TeamEmailSchedule>(
  'TeamEmailSchedule',
  'When a tenant’s team is notified of events by email.',
  {
    IMMEDIATE: 'Within seconds. Events in quick succession share an email.',
    DAILY: 'Once a day, at 06:00 UTC, of all events since the last email.',
  },
);

export const ModeEnum = describedEnum<Mode>(
  'Mode',
  'Whether a key works on real data or on test data. The two see nothing of each other.',
  {
    LIVE: 'Real sends: emails are sent and credits are charged.',
    TEST: 'Rehearsals: the same statuses and working links, but emails are captured and nothing is charged.',
  },
);

export const ApiKeyScopeEnum = describedEnum<ApiKeyScope>(
  'ApiKeyScope',
  'A permission of an API key. Every scope includes `READ` and no other scope.',
  {
    READ: 'Read everything of the tenant except webhooks.',
    WRITE:
      'Change entities, answers and documents, run autofill, and create prefilled responses, which sends nothing.',
    SEND: 'Send workflows and prefilled responses to recipients.',
    ADMIN: 'Manage questionnaires, webhooks and API keys, review responses and record outcomes.',
  },
);

export const EntityTypeEnum = describedEnum<EntityType>(
  'EntityType',
  'Whether an entity is an organisation or a natural person.',
  {
    COMPANY: 'An organisation, known by its legal name.',
    INDIVIDUAL: 'A natural person, known by first and last name.',
  },
);

export const QuestionnaireTypeEnum = describedEnum<QuestionnaireType>(
  'QuestionnaireType',
  'The purpose of a questionnaire.',
  { DDQ: 'A due-diligence questionnaire.', RFI: 'A request for information.' },
);

export const QuestionTypeEnum = describedEnum<QuestionType>(
  'QuestionType',
  'The type of the answer to a question.',
  {
    TEXT: 'A string of one line.',
    LONG_TEXT: 'A string of any number of lines.',
    NUMBER: 'A number.',
    DATE: 'A calendar date as a string, written YYYY-MM-DD.',
    BOOLEAN: 'True or false.',
    SINGLE_CHOICE: 'A string, one of the question’s options.',
    MULTI_CHOICE: 'A list of one or more of the question’s options, each once.',
    COUNTRY: 'A country as an ISO 3166-1 alpha-2 code, such as GB.',
    EMAIL: 'An email address.',
    URL: 'A web address that starts with http:// or https://.',
    FILE: 'A list of ids of the entity’s documents.',
    ATTESTATION:
      'A statement that the recipient confirms: true, or null while it is not confirmed. A required one must be confirmed before submission.',
    COUNTRIES: 'A list of ISO 3166-1 alpha-2 country codes, each once.',
    PHONE:
      'A telephone number with the code of its country. Kept in the form of E.164, such as +442079460958.',
    PERCENTAGE: 'A number from 0 to 100, between `min` and `max` if the question has them.',
    LEI: 'A legal entity identifier (ISO 17442) with valid check digits, kept in upper case without spaces.',
    IBAN: 'An international bank account number (ISO 13616) with valid check digits, kept in upper case without spaces.',
  },
);

export const ResponseStatusEnum = describedEnum<ResponseStatus>(
  'ResponseStatus',
  'The status of a response, from the first prefilled answer to the decision.',
  {
    PREFILL: 'The team is preparing answers; nothing has been sent.',
    DRAFT: 'Sent to the recipient, who has not submitted yet.',
    SUBMITTED: 'Submitted by the recipient, waiting for review.',
    UNDER_REVIEW: 'The team is reviewing it.',
    CHANGES_REQUESTED: 'The team asked the recipient for changes.',
    REVIEWED: 'The review is complete, the decision is open.',
    APPROVED: 'Decided: approved.',
    REJECTED: 'Decided: rejected.',
    RESUBMITTED: 'Submitted again after changes were requested.',
  },
);

export const RiskLevelEnum = describedEnum<RiskLevel>(
  'RiskLevel',
  'How serious a flag is, from the lowest to the highest.',
  { LOW: 'Worth knowing.', MEDIUM: 'Needs a closer look.', HIGH: 'Needs a decision by someone senior.' },
);

export const WorkflowStepEnum = describedEnum<WorkflowStep>(
  'WorkflowStep',
  'A step that a magic link requests of its recipient.',
  { DDQ: 'Fill in the questionnaire.', VERIFICATION: 'Complete the identity verification.' },
);

export const WorkflowSessionStatusEnum = describedEnum<WorkflowSessionStatus>(
  'WorkflowSessionStatus',
  'The status of a workflow session.',
  {
    SENT: 'The mail server accepted the email with the link.',
    OPENED: 'The recipient has started.',
    COMPLETED: 'Every step is completed.',
    EXPIRED: 'The link expired before every step was completed.',
    REVOKED: 'The team revoked the link.',
  },
);

export const ReceiptStatusEnum = describedEnum<WorkflowReceipt['status']>(
  'WorkflowReceiptStatus',
  'The outcome of a send.',
  {
    SENT: 'The mail server accepted the email, and one credit was charged unless the key is a test key.',
    PREFILL_READY: 'A response waits to be filled in by the team; nothing was sent.',
  },
);

export const VerificationStatusEnum = describedEnum<VerificationStatus>(
  'VerificationStatus',
  'The status of a verification session.',
  {
    PENDING: 'Requested, not started.',
    ACCESSED: 'The person has started.',
    COMPLETED: 'The person has provided everything.',
    EXPIRED: 'The time limit passed.',
    REVOKED: 'The team revoked it.',
    FAILED: 'The verification could not be carried out.',
  },
);

export const VerificationCheckEnum = describedEnum<VerificationCheck>(
  'VerificationCheck',
  'One check of an identity verification.',
  {
    DOCUMENT: 'A passport, driving licence or identity card.',
    IDENTITY: 'A selfie compared with the identity document.',
    ENHANCED_IDENTITY: 'A short video compared with the identity document.',
    PROOF_OF_ADDRESS: 'A document that shows the person’s address.',
  },
);

export const VerificationOutcomeEnum = describedEnum<VerificationOutcome>(
  'VerificationOutcome',
  'The outcome of a verification.',
  {
    PENDING: 'Not known yet.',
    CLEAR: 'Nothing was found against the person.',
    CONSIDER: 'A person has to judge.',
    ATTENTION: 'Something needs attention.',
    ISSUE: 'Something is wrong.',
    ERROR: 'The verification failed technically.',
  },
);

export const AutofillEngineEnum = describedEnum<AutofillEngine>(
  'AutofillEngine',
  'The engine that found an answer.',
  { BUILTIN: 'The gateway’s own retrieval, without a model.', MODEL: 'A language model behind an API.' },
);

export const AutofillStatusEnum = describedEnum<AutofillStatus>(
  'AutofillStatus',
  'The status of an autofill run.',
  {
    PROCESSING: 'The documents are being read.',
    COMPLETED: 'The answers that were found are filled in.',
    FAILED: 'Nothing was filled in. `error` has the reason.',
  },
);

export const BatchStatusEnum = describedEnum<BatchStatus>('BatchStatus', 'The status of a batch.', {
  PROCESSING: 'Sends are pending or in progress.',
  COMPLETED: 'Every send has ended.',
  CANCELLED: 'Cancelled. Sends that were in progress may still finish.',
});

export const BatchItemStatusEnum = describedEnum<BatchItemStatus>(
  'BatchItemStatus',
  'The status of one send of a batch.',
  {
    PENDING: 'Waiting for its turn, or in progress.',
    SENT: 'The mail server accepted the email.',
    PREFILL_READY: 'The response waits to be filled in by the team; nothing was sent.',
    FAILED: 'Failed. `error` has the reason.',
    CANCELLED: 'Cancelled before it started.',
  },
);

export const BatchItemErrorCodeEnum = describedEnum<ItemErrorCode>(
  'BatchItemErrorCode',
  'Why a send of a batch failed. REST has the same codes in lower case.',
  Object.fromEntries(itemErrorCodes.map((code) => [code, errorCodes[code].meaning])) as Record<
    ItemErrorCode,
    string
  >,
);

export const WebhookDeliveryStatusEnum = describedEnum<WebhookDeliveryStatus>(
  'WebhookDeliveryStatus',
  'The status of the delivery of an event to one webhook.',
  {
    PENDING: 'An attempt is in progress or pending.',
    DELIVERED: 'The webhook responded with a status from 200 to 299.',
    FAILED: 'Failed. No further attempt is made unless it is requested.',
  },
);

export const ActorKindEnum = describedEnum<ActorKind>('ActorKind', 'The kind of actor.', {
  API_KEY: 'A program of the team, identified by its API key.',
  OPERATOR: 'The operator of the gateway.',
  RECIPIENT: 'A recipient who followed a magic link.',
  SYSTEM: 'The gateway itself, because of time or a provider’s response.',
});

export const JobQueueEnum = builder.enumType('JobQueue', {
  description: 'A kind of background work.',
  values: {
    AUTOFILL: { value: 'autofill', description: 'Reads documents and fills in a response.' },
    BATCH_EMAIL: { value: 'batch-email', description: 'Sends an email for an item of a batch.' },
    BATCH_ITEM: {
      value: 'batch-item',
      description: 'Carries out an item of a batch that sends nothing: a prefill, or a send of a test key.',
    },
    DOCUMENT_TEXT: {
      value: 'document-text',
      description: 'Reads the text of a document that a recipient has uploaded.',
    },
    TEAM_EMAIL: {
      value: 'team-email',
      description: 'Notifies one address of a tenant’s team of events.',
    },
    WEBHOOK_DELIVERY: {
      value: 'webhook-delivery',
      description: 'Makes one attempt to deliver an event to a webhook.',
    },
  } satisfies Record<string, { value: QueueName; description: string }>,
});

export const JobStateEnum = describedEnum<JobState>('JobState', 'The status of a job.', {
  QUEUED: 'Waiting for its first attempt.',
  RETRYING: 'Waiting for the next attempt after a failed one.',
  ACTIVE: 'An attempt is in progress.',
  COMPLETED: 'Completed.',
  CANCELLED: 'Cancelled.',
  FAILED: 'Its last attempt failed.',
});
