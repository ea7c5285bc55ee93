import type {
  ActorKind,
  ApiKeyScope,
  AutofillEngine,
  AutofillStatus,
  EntityType,
  Mode,
  QuestionnaireType,
  QuestionType,
  ResponseStatus,
  VerificationCheck,
  VerificationOutcome,
  VerificationStatus,
  WebhookDeliveryStatus,
  WorkflowSessionStatus,
  WorkflowStep,
} from '../../database/client/client.ts';
import {
  type AuditEventType,
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
  Object.keys(eventTypes) as AuditEventType[],
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

export const ModeEnum = describedEnum<Mode>(
  'Mode',
  'Whether a key works on real data or on test data. The two see nothing of each other.',
  {
    LIVE: 'Real sends: mails leave and credits are charged.',
    TEST: 'Rehearsals: the same states and working links, but mails are captured and nothing is charged.',
  },
);

export const ApiKeyScopeEnum = describedEnum<ApiKeyScope>(
  'ApiKeyScope',
  'What an API key may do. Every scope includes READ and no other scope.',
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
  'What a questionnaire is for.',
  { DDQ: 'A due-diligence questionnaire.', RFI: 'A request for information.' },
);

export const QuestionTypeEnum = describedEnum<QuestionType>(
  'QuestionType',
  'What kind of value answers a question.',
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
  },
);

export const ResponseStatusEnum = describedEnum<ResponseStatus>(
  'ResponseStatus',
  'Where a response stands between the first prefilled answer and the decision.',
  {
    PREFILL: 'The team is preparing answers; nothing has been sent.',
    DRAFT: 'Sent to the recipient, who has not submitted yet.',
    SUBMITTED: 'Submitted by the recipient, waiting for review.',
    UNDER_REVIEW: 'Somebody of the team is reviewing it.',
    CHANGES_REQUESTED: 'The team asked the recipient for changes.',
    REVIEWED: 'The review is complete, the decision is open.',
    APPROVED: 'Decided: approved.',
    REJECTED: 'Decided: rejected.',
    RESUBMITTED: 'Submitted again after changes were requested.',
  },
);

export const WorkflowStepEnum = describedEnum<WorkflowStep>(
  'WorkflowStep',
  'One part of what a magic link asks of its recipient.',
  { DDQ: 'Fill in the questionnaire.', VERIFICATION: 'Complete the identity verification.' },
);

export const WorkflowSessionStatusEnum = describedEnum<WorkflowSessionStatus>(
  'WorkflowSessionStatus',
  'Where a workflow session stands.',
  {
    SENT: 'The mail with the link was accepted by the mail server.',
    OPENED: 'The recipient has begun.',
    COMPLETED: 'Every step is done.',
    EXPIRED: 'The link’s time ran out before every step was done.',
    REVOKED: 'The team took the link back.',
  },
);

export const ReceiptStatusEnum = describedEnum<WorkflowReceipt['status']>(
  'WorkflowReceiptStatus',
  'What a send came to.',
  {
    SENT: 'The mail was accepted by the mail server, and one credit was charged unless the key is a test key.',
    PREFILL_READY: 'A response waits to be filled in by the team; nothing was sent.',
  },
);

export const VerificationStatusEnum = describedEnum<VerificationStatus>(
  'VerificationStatus',
  'Where a verification session stands.',
  {
    PENDING: 'Asked for, not begun.',
    ACCESSED: 'The person has begun.',
    COMPLETED: 'The person has provided everything.',
    EXPIRED: 'The time ran out.',
    REVOKED: 'The team took it back.',
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
  'What a verification came to.',
  {
    PENDING: 'Not known yet.',
    CLEAR: 'Nothing stands against the person.',
    CONSIDER: 'Something needs a person’s judgement.',
    ATTENTION: 'Something needs attention.',
    ISSUE: 'Something is wrong.',
    ERROR: 'The verification failed technically.',
  },
);

export const AutofillEngineEnum = describedEnum<AutofillEngine>(
  'AutofillEngine',
  'How a passage that answers a question was found.',
  { BUILTIN: 'The gateway’s own retrieval, without a model.', MODEL: 'A language model behind an API.' },
);

export const AutofillStatusEnum = describedEnum<AutofillStatus>(
  'AutofillStatus',
  'Where an autofill run stands.',
  {
    PROCESSING: 'The documents are being read.',
    COMPLETED: 'What was found in the documents is filled in.',
    FAILED: 'Nothing was filled in; `error` says why.',
  },
);

export const WebhookDeliveryStatusEnum = describedEnum<WebhookDeliveryStatus>(
  'WebhookDeliveryStatus',
  'Where the delivery of an event to one webhook stands.',
  {
    PENDING: 'An attempt is under way or yet to come.',
    DELIVERED: 'The webhook has answered with a status from 200 to 299.',
    FAILED: 'Given up; nothing more is sent unless somebody asks for it.',
  },
);

export const ActorKindEnum = describedEnum<ActorKind>('ActorKind', 'Who did something.', {
  API_KEY: 'A program of the team, known by its API key.',
  OPERATOR: 'The operator of the gateway.',
  RECIPIENT: 'Somebody who followed a magic link.',
  SYSTEM: 'The gateway itself, because time has passed or a provider has answered.',
});

export const JobQueueEnum = builder.enumType('JobQueue', {
  description: 'A kind of work that is done later.',
  values: {
    AUTOFILL: { value: 'autofill', description: 'Reads documents and fills in a response.' },
    DOCUMENT_TEXT: {
      value: 'document-text',
      description: 'Reads the text of a document that a recipient has uploaded.',
    },
    WEBHOOK_DELIVERY: {
      value: 'webhook-delivery',
      description: 'Makes one attempt to tell an endpoint of an event.',
    },
  } satisfies Record<string, { value: QueueName; description: string }>,
});

export const JobStateEnum = describedEnum<JobState>('JobState', 'Where a job stands.', {
  QUEUED: 'It waits for its first attempt.',
  RETRYING: 'An attempt failed, and it waits for the next one.',
  ACTIVE: 'It is being worked on.',
  COMPLETED: 'It is done.',
  CANCELLED: 'It was taken out of its queue.',
  FAILED: 'Its last attempt failed, and it was given up.',
});
