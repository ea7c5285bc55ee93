/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What an API key may do. Every scope includes READ and no other scope. */
export type ApiKeyScope =
  /** Manage questionnaires, webhooks and API keys, review responses and record outcomes. */
  | 'ADMIN'
  /** Read everything of the tenant except webhooks. */
  | 'READ'
  /** Send workflows and prefilled responses to recipients. */
  | 'SEND'
  /** Change entities, answers and documents, run autofill, and create prefilled responses, which sends nothing. */
  | 'WRITE';

/** An API key to make. */
export type CreateApiKeyInput = {
  /** When the key stops working; never unless said. */
  expiresAt?: string | null | undefined;
  /** LIVE for the operator and the mode of the calling key for a tenant, unless said. */
  mode?: Mode | null | undefined;
  /** What the key will be used for. */
  name: string;
  /** What the key may do; at least one. */
  scopes: Array<ApiKeyScope>;
  /** Whose key, for the operator; a tenant leaves it out. */
  tenantId?: string | null | undefined;
};

/** A questionnaire to create. */
export type CreateQuestionnaireInput = {
  /** What the questionnaire is for. */
  description?: string | null | undefined;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** The language of the questions, as a BCP 47 tag such as `en`. Defaults to the tenant’s. */
  language?: string | null | undefined;
  /** What the questionnaire is called. */
  name: string;
  /** The questions in their sections, at most 500 questions in all. */
  sections: Array<QuestionnaireSectionInput>;
  /** What kind of questionnaire this is. */
  type: QuestionnaireType;
};

/** A tenant to create. */
export type CreateTenantInput = {
  /** The team’s colour in mails and on recipients’ pages, as `#rrggbb`. The gateway’s own unless said. */
  accentColour?: string | null | undefined;
  /** Send credits to start with, 0 to 1000000. None unless said. */
  credits?: number | null | undefined;
  /** Hours that a link lives when a send does not say, 1 to 168. 48 unless said. */
  defaultExpiryHours?: number | null | undefined;
  /** Language of mails to recipients, `en` or `de`. `en` unless said. */
  language?: string | null | undefined;
  /** The team’s name, as recipients will see it. */
  name: string;
};

/** The closed list of what can go wrong. REST has the same codes in lower case. */
export type ErrorCode =
  /** The request carries no valid API key. */
  | 'AUTHENTICATION_FAILED'
  /** Another request is changing the same thing right now. */
  | 'CONFLICT'
  /** The mail server did not accept the mail; nothing was sent or charged. */
  | 'EMAIL_DISPATCH_FAILED'
  /** The idempotency key was used within 24 hours for a different request. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** No send credit is left that is not held by another send. */
  | 'INSUFFICIENT_CREDITS'
  /** Something failed inside the gateway; the request id finds it in the log. */
  | 'INTERNAL_ERROR'
  /** The thing is in a state in which this cannot be done. */
  | 'INVALID_REQUEST'
  /** The path exists but does not take this method. */
  | 'METHOD_NOT_ALLOWED'
  /** There is no such thing, or it belongs to somebody else. */
  | 'NOT_FOUND'
  /** The request body is larger than is accepted. */
  | 'PAYLOAD_TOO_LARGE'
  /** The API key lacks the scope that this takes. */
  | 'PERMISSION_DENIED'
  /** Too many requests; try again after the time that the error states. */
  | 'RATE_LIMITED'
  /** The gateway cannot serve requests at the moment. */
  | 'UNAVAILABLE'
  /** The request body is in a format that is not accepted here. */
  | 'UNSUPPORTED_MEDIA_TYPE'
  /** Fields of the request are missing, unknown or malformed; each is named. */
  | 'VALIDATION_ERROR';

/** Credits to add to a tenant’s account. */
export type GrantCreditsInput = {
  /** How many credits, 1 to 1000000. */
  amount: number;
  /** Why, for the ledger. */
  note?: string | null | undefined;
  /** The tenant’s id. */
  tenantId: string;
};

/** Which jobs to list; all conditions hold at once. */
export type JobFilter = {
  /** Only work of this kind. */
  queue?: JobQueue | null | undefined;
  /** Only jobs that stand here. */
  state?: JobState | null | undefined;
};

/** A kind of work that is done later. */
export type JobQueue =
  /** Reads documents and fills in a response. */
  | 'AUTOFILL'
  /** Reads the text of a document that a recipient has uploaded. */
  | 'DOCUMENT_TEXT'
  /** Makes one attempt to tell an endpoint of an event. */
  | 'WEBHOOK_DELIVERY';

/** Where a job stands. */
export type JobState =
  /** It is being worked on. */
  | 'ACTIVE'
  /** It was taken out of its queue. */
  | 'CANCELLED'
  /** It is done. */
  | 'COMPLETED'
  /** Its last attempt failed, and it was given up. */
  | 'FAILED'
  /** It waits for its first attempt. */
  | 'QUEUED'
  /** An attempt failed, and it waits for the next one. */
  | 'RETRYING';

/** Whether a key works on real data or on test data. The two see nothing of each other. */
export type Mode =
  /** Real sends: mails leave and credits are charged. */
  | 'LIVE'
  /** Rehearsals: the same states and working links, but mails are captured and nothing is charged. */
  | 'TEST';

/** One question to ask. */
export type QuestionInput = {
  /** A hint shown beside the question. */
  helpText?: string | null | undefined;
  /** Other names for the question, as documents write them; used by autofill. At most 20 of 200 characters. */
  hints?: Array<string> | null | undefined;
  /** A short name, unique in the questionnaire: a letter, then letters, digits, `_`, `.` or `-`. */
  key: string;
  /** The highest answer, written like `min`. */
  max?: string | null | undefined;
  /** The lowest answer: a date (YYYY-MM-DD) or `today` (in UTC) for DATE, a decimal number such as `0` for NUMBER. Not for other types. */
  min?: string | null | undefined;
  /** The choices; for SINGLE_CHOICE and MULTI_CHOICE only, and required there. */
  options?: Array<string> | null | undefined;
  /** Whether a submission needs an answer. False unless said. */
  required?: boolean | null | undefined;
  /** The question as the recipient will read it. */
  text: string;
  /** What kind of value answers it. */
  type: QuestionType;
  /** Shows the question only when this holds. */
  visibleWhen?: VisibleWhenInput | null | undefined;
};

/** What kind of value answers a question. */
export type QuestionType =
  /** A statement that the recipient confirms: true, or null while it is not confirmed. A required one must be confirmed before submission. */
  | 'ATTESTATION'
  /** True or false. */
  | 'BOOLEAN'
  /** A country as an ISO 3166-1 alpha-2 code, such as GB. */
  | 'COUNTRY'
  /** A calendar date as a string, written YYYY-MM-DD. */
  | 'DATE'
  /** An email address. */
  | 'EMAIL'
  /** A list of ids of the entity’s documents. */
  | 'FILE'
  /** A string of any number of lines. */
  | 'LONG_TEXT'
  /** A list of one or more of the question’s options, each once. */
  | 'MULTI_CHOICE'
  /** A number. */
  | 'NUMBER'
  /** A string, one of the question’s options. */
  | 'SINGLE_CHOICE'
  /** A string of one line. */
  | 'TEXT'
  /** A web address that starts with http:// or https://. */
  | 'URL';

/** A titled group of questions. */
export type QuestionnaireSectionInput = {
  /** The questions, in order. */
  questions: Array<QuestionInput>;
  /** The section’s heading. */
  title: string;
};

/** What a questionnaire is for. */
export type QuestionnaireType =
  /** A due-diligence questionnaire. */
  | 'DDQ'
  /** A request for information. */
  | 'RFI';

/** A job to try again. */
export type RetryJobInput = {
  /** The job’s id. */
  id: string;
};

/** An API key to revoke. */
export type RevokeApiKeyInput = {
  /** The key’s id. */
  id: string;
};

/** What to change of a tenant; what is left out stays. */
export type UpdateTenantInput = {
  /** The team’s colour in mails and on recipients’ pages, as `#rrggbb`. Null gives back the gateway’s own. */
  accentColour?: string | null | undefined;
  /** Hours that a link lives when a send does not say, 1 to 168. */
  defaultExpiryHours?: number | null | undefined;
  /** Language of mails to recipients, `en` or `de`. */
  language?: string | null | undefined;
  /** The team’s name, as recipients will see it. */
  name?: string | null | undefined;
  /** The tenant’s id; left out by a tenant’s own key, which changes its own. */
  tenantId?: string | null | undefined;
};

/** A condition on the answer to an earlier question. */
export type VisibleWhenInput = {
  /** The answer that shows the question; `true` or `false` for BOOLEAN. */
  equals: string;
  /** The key of an earlier question. */
  key: string;
};

export type ListJobsQueryVariables = Exact<{
  filter?: JobFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ListJobsQuery = { jobs: { nodes: Array<{ id: string, queue: JobQueue, state: JobState, attempts: number, lastError: string | null, data: unknown, createdAt: string, nextAttemptAt: string | null, finishedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RetryJobMutationVariables = Exact<{
  input: RetryJobInput;
}>;


export type RetryJobMutation = { retryJob:
    | { __typename: 'InvalidStateError', code: ErrorCode, message: string }
    | { __typename: 'Job', id: string, queue: JobQueue, state: JobState, attempts: number, lastError: string | null, data: unknown, createdAt: string, nextAttemptAt: string | null, finishedAt: string | null }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type JobRowFragment = { id: string, queue: JobQueue, state: JobState, attempts: number, lastError: string | null, data: unknown, createdAt: string, nextAttemptAt: string | null, finishedAt: string | null };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'CreateApiKeyPayload', apiKey: string, key: { id: string, tenantId: string, name: string, mode: Mode, scopes: Array<ApiKeyScope>, prefix: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, createdAt: string } }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type RevokeApiKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeApiKeyMutation = { revokeApiKey:
    | { __typename: 'ApiKey', id: string, tenantId: string, name: string, mode: Mode, scopes: Array<ApiKeyScope>, prefix: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, createdAt: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type ListApiKeysQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ListApiKeysQuery = { apiKeys: { nodes: Array<{ id: string, tenantId: string, name: string, mode: Mode, scopes: Array<ApiKeyScope>, prefix: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, createdAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type KeyRowFragment = { id: string, tenantId: string, name: string, mode: Mode, scopes: Array<ApiKeyScope>, prefix: string, expiresAt: string | null, revokedAt: string | null, lastUsedAt: string | null, createdAt: string };

type CommandProblem_ConflictError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_EmailDispatchError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_InsufficientCreditsError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_InvalidStateError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_NotFoundError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_PayloadTooLargeError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_RateLimitedError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_UnsupportedMediaTypeError_Fragment = { code: ErrorCode, message: string };

type CommandProblem_ValidationError_Fragment = { code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> };

export type CommandProblemFragment =
  | CommandProblem_ConflictError_Fragment
  | CommandProblem_EmailDispatchError_Fragment
  | CommandProblem_InsufficientCreditsError_Fragment
  | CommandProblem_InvalidStateError_Fragment
  | CommandProblem_NotFoundError_Fragment
  | CommandProblem_PayloadTooLargeError_Fragment
  | CommandProblem_RateLimitedError_Fragment
  | CommandProblem_UnsupportedMediaTypeError_Fragment
  | CommandProblem_ValidationError_Fragment
;

export type ImportQuestionnaireMutationVariables = Exact<{
  input: CreateQuestionnaireInput;
}>;


export type ImportQuestionnaireMutation = { createQuestionnaire:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'Questionnaire', id: number, version: number, name: string, description: string | null, type: QuestionnaireType, questionCount: number, createdAt: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type ExportQuestionnaireQueryVariables = Exact<{
  id: number;
}>;


export type ExportQuestionnaireQuery = { questionnaire: { name: string, description: string | null, type: QuestionnaireType, language: string, sections: Array<{ title: string, questions: Array<{ key: string, text: string, type: QuestionType, required: boolean, options: Array<string>, helpText: string | null, min: string | null, max: string | null, hints: Array<string>, visibleWhen: { key: string, equals: string } | null }> }> } | null };

export type CreateTenantMutationVariables = Exact<{
  input: CreateTenantInput;
}>;


export type CreateTenantMutation = { createTenant:
    | { __typename: 'CreateTenantPayload', apiKey: string, tenant: { id: string, name: string, defaultExpiryHours: number, language: string, accentColour: string | null, createdAt: string, credits: { available: number, held: number, used: number } } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type UpdateTenantMutationVariables = Exact<{
  input: UpdateTenantInput;
}>;


export type UpdateTenantMutation = { updateTenant:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'Tenant', id: string, name: string, defaultExpiryHours: number, language: string, accentColour: string | null, createdAt: string, credits: { available: number, held: number, used: number } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type GrantCreditsMutationVariables = Exact<{
  input: GrantCreditsInput;
}>;


export type GrantCreditsMutation = { grantCredits:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'Tenant', id: string, name: string, defaultExpiryHours: number, language: string, accentColour: string | null, createdAt: string, credits: { available: number, held: number, used: number } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type ListTenantsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ListTenantsQuery = { tenants: { nodes: Array<{ id: string, name: string, defaultExpiryHours: number, language: string, accentColour: string | null, createdAt: string, credits: { available: number, held: number, used: number } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TenantAccountFragment = { id: string, name: string, defaultExpiryHours: number, language: string, accentColour: string | null, createdAt: string, credits: { available: number, held: number, used: number } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const JobRowFragmentDoc = new TypedDocumentString(`
    fragment JobRow on Job {
  id
  queue
  state
  attempts
  lastError
  data
  createdAt
  nextAttemptAt
  finishedAt
}
    `, {"fragmentName":"JobRow"}) as unknown as TypedDocumentString<JobRowFragment, unknown>;
export const KeyRowFragmentDoc = new TypedDocumentString(`
    fragment KeyRow on ApiKey {
  id
  tenantId
  name
  mode
  scopes
  prefix
  expiresAt
  revokedAt
  lastUsedAt
  createdAt
}
    `, {"fragmentName":"KeyRow"}) as unknown as TypedDocumentString<KeyRowFragment, unknown>;
export const CommandProblemFragmentDoc = new TypedDocumentString(`
    fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}
    `, {"fragmentName":"CommandProblem"}) as unknown as TypedDocumentString<CommandProblemFragment, unknown>;
export const TenantAccountFragmentDoc = new TypedDocumentString(`
    fragment TenantAccount on Tenant {
  id
  name
  defaultExpiryHours
  language
  accentColour
  createdAt
  credits {
    available
    held
    used
  }
}
    `, {"fragmentName":"TenantAccount"}) as unknown as TypedDocumentString<TenantAccountFragment, unknown>;
export const ListJobsDocument = new TypedDocumentString(`
    query ListJobs($filter: JobFilter, $after: String) {
  jobs(first: 100, after: $after, filter: $filter) {
    nodes {
      ...JobRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment JobRow on Job {
  id
  queue
  state
  attempts
  lastError
  data
  createdAt
  nextAttemptAt
  finishedAt
}`) as unknown as TypedDocumentString<ListJobsQuery, ListJobsQueryVariables>;
export const RetryJobDocument = new TypedDocumentString(`
    mutation RetryJob($input: RetryJobInput!) {
  retryJob(input: $input) {
    __typename
    ...JobRow
    ...CommandProblem
  }
}
    fragment JobRow on Job {
  id
  queue
  state
  attempts
  lastError
  data
  createdAt
  nextAttemptAt
  finishedAt
}
fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}`) as unknown as TypedDocumentString<RetryJobMutation, RetryJobMutationVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    __typename
    ... on CreateApiKeyPayload {
      key {
        ...KeyRow
      }
      apiKey
    }
    ...CommandProblem
  }
}
    fragment KeyRow on ApiKey {
  id
  tenantId
  name
  mode
  scopes
  prefix
  expiresAt
  revokedAt
  lastUsedAt
  createdAt
}
fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}`) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) {
    __typename
    ...KeyRow
    ...CommandProblem
  }
}
    fragment KeyRow on ApiKey {
  id
  tenantId
  name
  mode
  scopes
  prefix
  expiresAt
  revokedAt
  lastUsedAt
  createdAt
}
fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}`) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const ListApiKeysDocument = new TypedDocumentString(`
    query ListApiKeys($tenantId: UUID, $after: String) {
  apiKeys(tenantId: $tenantId, first: 100, after: $after) {
    nodes {
      ...KeyRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment KeyRow on ApiKey {
  id
  tenantId
  name
  mode
  scopes
  prefix
  expiresAt
  revokedAt
  lastUsedAt
  createdAt
}`) as unknown as TypedDocumentString<ListApiKeysQuery, ListApiKeysQueryVariables>;
export const ImportQuestionnaireDocument = new TypedDocumentString(`
    mutation ImportQuestionnaire($input: CreateQuestionnaireInput!) {
  createQuestionnaire(input: $input) {
    __typename
    ... on Questionnaire {
      id
      version
      name
      description
      type
      questionCount
      createdAt
    }
    ...CommandProblem
  }
}
    fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}`) as unknown as TypedDocumentString<ImportQuestionnaireMutation, ImportQuestionnaireMutationVariables>;
export const ExportQuestionnaireDocument = new TypedDocumentString(`
    query ExportQuestionnaire($id: Int!) {
  questionnaire(id: $id) {
    name
    description
    type
    language
    sections {
      title
      questions {
        key
        text
        type
        required
        options
        helpText
        min
        max
        hints
        visibleWhen {
          key
          equals
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExportQuestionnaireQuery, ExportQuestionnaireQueryVariables>;
export const CreateTenantDocument = new TypedDocumentString(`
    mutation CreateTenant($input: CreateTenantInput!) {
  createTenant(input: $input) {
    __typename
    ... on CreateTenantPayload {
      tenant {
        ...TenantAccount
      }
      apiKey
    }
    ...CommandProblem
  }
}
    fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}
fragment TenantAccount on Tenant {
  id
  name
  defaultExpiryHours
  language
  accentColour
  createdAt
  credits {
    available
    held
    used
  }
}`) as unknown as TypedDocumentString<CreateTenantMutation, CreateTenantMutationVariables>;
export const UpdateTenantDocument = new TypedDocumentString(`
    mutation UpdateTenant($input: UpdateTenantInput!) {
  updateTenant(input: $input) {
    __typename
    ...TenantAccount
    ...CommandProblem
  }
}
    fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}
fragment TenantAccount on Tenant {
  id
  name
  defaultExpiryHours
  language
  accentColour
  createdAt
  credits {
    available
    held
    used
  }
}`) as unknown as TypedDocumentString<UpdateTenantMutation, UpdateTenantMutationVariables>;
export const GrantCreditsDocument = new TypedDocumentString(`
    mutation GrantCredits($input: GrantCreditsInput!) {
  grantCredits(input: $input) {
    __typename
    ...TenantAccount
    ...CommandProblem
  }
}
    fragment CommandProblem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
}
fragment TenantAccount on Tenant {
  id
  name
  defaultExpiryHours
  language
  accentColour
  createdAt
  credits {
    available
    held
    used
  }
}`) as unknown as TypedDocumentString<GrantCreditsMutation, GrantCreditsMutationVariables>;
export const ListTenantsDocument = new TypedDocumentString(`
    query ListTenants($after: String) {
  tenants(first: 100, after: $after) {
    nodes {
      ...TenantAccount
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TenantAccount on Tenant {
  id
  name
  defaultExpiryHours
  language
  accentColour
  createdAt
  credits {
    available
    held
    used
  }
}`) as unknown as TypedDocumentString<ListTenantsQuery, ListTenantsQueryVariables>;