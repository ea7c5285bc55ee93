/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who did something. */
export type ActorKind =
  /** A program of the team, known by its API key. */
  | 'API_KEY'
  /** The operator of the gateway. */
  | 'OPERATOR'
  /** Somebody who followed a magic link. */
  | 'RECIPIENT'
  /** The gateway itself, because time has passed or a provider has answered. */
  | 'SYSTEM';

/** The answer to one question, named by its id or its key. */
export type AnswerInput = {
  /** The question’s id. */
  questionId?: string | null | undefined;
  /** The question’s key, in place of its id. */
  questionKey?: string | null | undefined;
  /** A string, number, boolean or list of strings, by the question’s type; null clears the answer. */
  value?: unknown;
};

/** A response to approve. */
export type ApproveResponseInput = {
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** What the team notes about it, at most 2000 characters. Kept in the audit trail only. */
  notes?: string | null | undefined;
  /** A response in REVIEWED. */
  responseId: string;
};

/** How a passage that answers a question was found. */
export type AutofillEngine =
  /** The gateway’s own retrieval, without a model. */
  | 'BUILTIN'
  /** A language model behind an API. */
  | 'MODEL';

/** A response to fill in, and the documents to read for it. */
export type AutofillResponseInput = {
  /** Documents of the response’s entity, 1 to 100, each once. All of them unless said. */
  documentIds?: Array<string> | null | undefined;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** True replaces answers that people gave before this call. False unless said: then only what is empty, or was filled in by an earlier autofill, is written. */
  overwrite?: boolean | null | undefined;
  /** A response in PREFILL. */
  responseId: string;
};

/** Where an autofill run stands. */
export type AutofillStatus =
  /** What was found in the documents is filled in. */
  | 'COMPLETED'
  /** Nothing was filled in; `error` says why. */
  | 'FAILED'
  /** The documents are being read. */
  | 'PROCESSING';

/** A response whose review is done. */
export type CompleteReviewInput = {
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** What the team notes about it, at most 2000 characters. Kept in the audit trail only. */
  notes?: string | null | undefined;
  /** A response in UNDER_REVIEW. */
  responseId: string;
};

/** A company or a person to create. */
export type CreateEntityInput = {
  /** Where mails go when a send names no address. */
  email?: string | null | undefined;
  /** COMPANY unless said. */
  entityType?: EntityType | null | undefined;
  /** Your own identifier for this entity. */
  externalId?: string | null | undefined;
  /** The given name; required for an individual, and only for individuals. */
  firstName?: string | null | undefined;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** Country of incorporation or residence. */
  jurisdiction?: string | null | undefined;
  /** The family name; required for an individual, and only for individuals. */
  lastName?: string | null | undefined;
  /** The registered name; required for a company, and only for companies. */
  legalName?: string | null | undefined;
  /** A telephone number, kept as given. */
  phone?: string | null | undefined;
  /** The name a company does business under. */
  tradingName?: string | null | undefined;
};

/** A webhook to make. */
export type CreateWebhookInput = {
  /** What it is for, at most 500 characters. */
  description?: string | null | undefined;
  /** The names of the events to be told of, such as `response.submitted`; `*` alone for all, those that are yet to come included. */
  events: Array<string>;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** Where events are to be sent: an `https://` address in production, at most 2000 characters, without a user name, a password or a fragment. */
  url: string;
};

/** A questionnaire to ask for. */
export type DdqInput = {
  /** True creates the response for the team to fill in first and sends nothing. False unless said. */
  prefill?: boolean | null | undefined;
  /** The questionnaire’s id. */
  questionnaireId: number;
  /** What to call the response. `{entity name} – {questionnaire name}` unless said. */
  responseName?: string | null | undefined;
};

/** A document to delete. */
export type DeleteDocumentInput = {
  /** The document’s id. */
  id: string;
};

/** A webhook to delete. */
export type DeleteWebhookInput = {
  /** The webhook’s id. */
  id: string;
};

/** Why an email was not accepted. */
export type EmailFailureReason =
  /** The mail server rejected the email for now (SMTP 4xx). */
  | 'DEFERRED'
  /** The mail server rejected the address or the message permanently (SMTP 5xx). */
  | 'REFUSED'
  /** The mail server did not accept the email in time. */
  | 'TIMEOUT'
  /** The mail server cannot be reached, or does not accept the connection or login of this gateway. */
  | 'UNREACHABLE';

/** Which entities to list; every condition that is given must hold. */
export type EntityFilter = {
  /** Only companies or only individuals. */
  entityType?: EntityType | null | undefined;
  /** Only entities whose names, email address or external id contain this text, in any case. */
  search?: string | null | undefined;
};

/** A company or a person that is created together with a send. */
export type EntityInput = {
  /** Where mails go when a send names no address. */
  email?: string | null | undefined;
  /** COMPANY unless said. */
  entityType?: EntityType | null | undefined;
  /** Your own identifier for this entity. */
  externalId?: string | null | undefined;
  /** The given name; required for an individual, and only for individuals. */
  firstName?: string | null | undefined;
  /** Country of incorporation or residence. */
  jurisdiction?: string | null | undefined;
  /** The family name; required for an individual, and only for individuals. */
  lastName?: string | null | undefined;
  /** The registered name; required for a company, and only for companies. */
  legalName?: string | null | undefined;
  /** A telephone number, kept as given. */
  phone?: string | null | undefined;
  /** The name a company does business under. */
  tradingName?: string | null | undefined;
};

/** Whether an entity is an organisation or a natural person. */
export type EntityType =
  /** An organisation, known by its legal name. */
  | 'COMPANY'
  /** A natural person, known by first and last name. */
  | 'INDIVIDUAL';

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

/** Which questionnaires to list. */
export type QuestionnaireFilter = {
  /** Only questionnaires of this type. */
  type?: QuestionnaireType | null | undefined;
};

/** What a questionnaire is for. */
export type QuestionnaireType =
  /** A due-diligence questionnaire. */
  | 'DDQ'
  /** A request for information. */
  | 'RFI';

/** What a verification came to. */
export type RecordVerificationOutcomeInput = {
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** The outcome; PENDING is none. */
  outcome: VerificationOutcome;
  /** Why, for the audit trail; up to 2000 characters. */
  reason?: string | null | undefined;
  /** The verification session’s id. */
  verificationSessionId: string;
};

/** A delivery to make again. */
export type RedeliverWebhookInput = {
  /** The delivery’s id. */
  deliveryId: string;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
};

/** A response to reject, and why. */
export type RejectResponseInput = {
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** Why, at most 2000 characters. Kept in the audit trail only. */
  reason: string;
  /** A response in REVIEWED. */
  responseId: string;
};

/** A response that its recipient is to change. */
export type RequestChangesInput = {
  /** Where to send the link. The address of the last link unless said. */
  email?: string | null | undefined;
  /** Hours that the link lives, 1 to 168. The tenant’s default unless said. */
  expiryHours?: number | null | undefined;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** The mail’s language, `en` or `de`. The tenant’s unless said. */
  language?: string | null | undefined;
  /** What to change, at most 2000 characters. The recipient reads it in the mail and on the page. */
  message: string;
  /** The keys of the questions that it is about, which are marked on the page. */
  questionKeys?: Array<string> | null | undefined;
  /** A response in UNDER_REVIEW or REVIEWED. */
  responseId: string;
};

/** A session that gets a new link. */
export type ResendWorkflowInput = {
  /** Where to send the link. Defaults to the address of the last link; another one costs one credit. */
  email?: string | null | undefined;
  /** Hours that the link lives, 1 to 168. The tenant’s default unless said. */
  expiryHours?: number | null | undefined;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** The mail’s language, `en` or `de`. The tenant’s unless said. */
  language?: string | null | undefined;
  /** A session that is neither completed nor revoked. */
  workflowSessionId: string;
};

/** Which responses to list; every condition that is given must hold. */
export type ResponseFilter = {
  /** Only responses about this entity. */
  entityId?: string | null | undefined;
  /** Only responses to this questionnaire, in any version. */
  questionnaireId?: number | null | undefined;
  /** Only responses with this status. */
  status?: ResponseStatus | null | undefined;
};

/** Where a response stands between the first prefilled answer and the decision. */
export type ResponseStatus =
  /** Decided: approved. */
  | 'APPROVED'
  /** The team asked the recipient for changes. */
  | 'CHANGES_REQUESTED'
  /** Sent to the recipient, who has not submitted yet. */
  | 'DRAFT'
  /** The team is preparing answers; nothing has been sent. */
  | 'PREFILL'
  /** Decided: rejected. */
  | 'REJECTED'
  /** Submitted again after changes were requested. */
  | 'RESUBMITTED'
  /** The review is complete, the decision is open. */
  | 'REVIEWED'
  /** Submitted by the recipient, waiting for review. */
  | 'SUBMITTED'
  /** Somebody of the team is reviewing it. */
  | 'UNDER_REVIEW';

/** A session whose link is taken back. */
export type RevokeWorkflowInput = {
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** Why, at most 2000 characters. Kept in the audit trail only. */
  reason?: string | null | undefined;
  /** A session that is neither completed nor revoked. */
  workflowSessionId: string;
};

/** A webhook that gets a new secret. */
export type RotateWebhookSecretInput = {
  /** The webhook’s id. */
  id: string;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
};

/** Answers to save. Questions that are not named keep their answers. */
export type SaveResponseInput = {
  /** The answers, at most 1000. */
  answers: Array<AnswerInput>;
  /** The response to fill in. */
  responseId: string;
};

/** A prefilled response to send to its recipient. */
export type SendPrefillResponseInput = {
  /** Where to send the link. The address given at creation unless said, else the entity’s. */
  email?: string | null | undefined;
  /** Hours that the link lives, 1 to 168. What was given at creation unless said, else the tenant’s default. */
  expiryHours?: number | null | undefined;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** Language of the mail, `en` or `de`. What was given at creation unless said, else the tenant’s. */
  language?: string | null | undefined;
  /** A response in PREFILL. */
  responseId: string;
};

/** Whom to ask, and for what: a questionnaire, a verification or both. */
export type SendWorkflowInput = {
  /** The questionnaire to ask for. */
  ddq?: DdqInput | null | undefined;
  /** Where to send the link. Required unless `ddq.prefill`, which keeps it for later. */
  email?: string | null | undefined;
  /** An entity to create. Give this or `entityId`. */
  entity?: EntityInput | null | undefined;
  /** An entity that exists. Give this or `entity`. */
  entityId?: string | null | undefined;
  /** Hours that the link lives, 1 to 168. The tenant’s default unless said. */
  expiryHours?: number | null | undefined;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** Language of the mail, `en` or `de`. The tenant’s unless said. */
  language?: string | null | undefined;
  /** The verification to ask for. */
  verification?: VerificationInput | null | undefined;
};

/** A response to take into review. */
export type StartReviewInput = {
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
  /** What the team notes about it, at most 2000 characters. Kept in the audit trail only. */
  notes?: string | null | undefined;
  /** A response in SUBMITTED or RESUBMITTED. */
  responseId: string;
};

/** A webhook to send a test event to. */
export type TestWebhookInput = {
  /** The name of the event to send. Unless said, the first that the webhook is told of, and `response.submitted` for one that is told of all. */
  event?: string | null | undefined;
  /** The webhook’s id. */
  id: string;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
};

/** What to change of an entity. Null clears a field; what is left out stays. */
export type UpdateEntityInput = {
  /** Where mails go when a send names no address. */
  email?: string | null | undefined;
  /** The entity’s id. */
  entityId: string;
  /** Your own identifier for this entity. */
  externalId?: string | null | undefined;
  /** The given name; required for an individual, and only for individuals. */
  firstName?: string | null | undefined;
  /** Country of incorporation or residence. */
  jurisdiction?: string | null | undefined;
  /** The family name; required for an individual, and only for individuals. */
  lastName?: string | null | undefined;
  /** The registered name; required for a company, and only for companies. */
  legalName?: string | null | undefined;
  /** A telephone number, kept as given. */
  phone?: string | null | undefined;
  /** The name a company does business under. */
  tradingName?: string | null | undefined;
};

/** What to change of a webhook. What is absent stays. */
export type UpdateWebhookInput = {
  /** What it is for; null clears it. */
  description?: string | null | undefined;
  /** False switches it off and gives up what is pending. True switches it on again; what happened meanwhile is not told. */
  enabled?: boolean | null | undefined;
  /** The names of the events to be told of; `*` alone for all. */
  events?: Array<string> | null | undefined;
  /** The webhook’s id. */
  id: string;
  /** Where events are to be sent, pending ones too. */
  url?: string | null | undefined;
};

/** A file to keep as a document of an entity. */
export type UploadDocumentInput = {
  /** The entity’s id. */
  entityId: string;
  /** The file. What it is, its content decides: PDF, DOCX, XLSX, CSV, TXT, MD, HTML, EML or a photo. */
  file: unknown;
  /** Your own name for this request, 1 to 255 visible ASCII characters. The same key and input within 24 hours answer the first answer again and do nothing else. */
  idempotencyKey?: string | null | undefined;
};

/** Which checks to ask for; at least one must be true. */
export type VerificationChecksInput = {
  /** A passport, driving licence or identity card. */
  document?: boolean | null | undefined;
  /** A short video compared with the identity document. */
  enhancedIdentity?: boolean | null | undefined;
  /** A selfie compared with the identity document. */
  identity?: boolean | null | undefined;
  /** A document that shows the person’s address. */
  proofOfAddress?: boolean | null | undefined;
};

/** An identity verification to ask for; individuals only. */
export type VerificationInput = {
  /** Which checks to ask for. */
  checks: VerificationChecksInput;
};

/** What a verification came to. */
export type VerificationOutcome =
  /** Something needs attention. */
  | 'ATTENTION'
  /** Nothing stands against the person. */
  | 'CLEAR'
  /** Something needs a person’s judgement. */
  | 'CONSIDER'
  /** The verification failed technically. */
  | 'ERROR'
  /** Something is wrong. */
  | 'ISSUE'
  /** Not known yet. */
  | 'PENDING';

/** Where a verification session stands. */
export type VerificationStatus =
  /** The person has begun. */
  | 'ACCESSED'
  /** The person has provided everything. */
  | 'COMPLETED'
  /** The time ran out. */
  | 'EXPIRED'
  /** The verification could not be carried out. */
  | 'FAILED'
  /** Asked for, not begun. */
  | 'PENDING'
  /** The team took it back. */
  | 'REVOKED';

/** Which deliveries to list. */
export type WebhookDeliveryFilter = {
  /** Only deliveries that stand so. */
  status?: WebhookDeliveryStatus | null | undefined;
};

/** Where the delivery of an event to one webhook stands. */
export type WebhookDeliveryStatus =
  /** The webhook has answered with a status from 200 to 299. */
  | 'DELIVERED'
  /** Given up; nothing more is sent unless somebody asks for it. */
  | 'FAILED'
  /** An attempt is under way or yet to come. */
  | 'PENDING';

/** What a send came to. */
export type WorkflowReceiptStatus =
  /** A response waits to be filled in by the team; nothing was sent. */
  | 'PREFILL_READY'
  /** The mail was accepted by the mail server, and one credit was charged unless the key is a test key. */
  | 'SENT';

/** Where a workflow session stands. */
export type WorkflowSessionStatus =
  /** Every step is done. */
  | 'COMPLETED'
  /** The link’s time ran out before every step was done. */
  | 'EXPIRED'
  /** The recipient has begun. */
  | 'OPENED'
  /** The team took the link back. */
  | 'REVOKED'
  /** The mail with the link was accepted by the mail server. */
  | 'SENT';

/** One part of what a magic link asks of its recipient. */
export type WorkflowStep =
  /** Fill in the questionnaire. */
  | 'DDQ'
  /** Complete the identity verification. */
  | 'VERIFICATION';

export type ApproveResponseMutationVariables = Exact<{
  input: ApproveResponseInput;
}>;


export type ApproveResponseMutation = { approveResponse:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'Response', id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type AuditTrailFragment = { totalCount: number, nodes: Array<{ id: string, type: string, at: string, details: unknown, actor: { kind: ActorKind, name: string } }> };

export type AutofillResponseMutationVariables = Exact<{
  input: AutofillResponseInput;
}>;


export type AutofillResponseMutation = { autofillResponse:
    | { __typename: 'AutofillReceipt', responseId: string, status: AutofillStatus, jobId: string }
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type CompleteReviewMutationVariables = Exact<{
  input: CompleteReviewInput;
}>;


export type CompleteReviewMutation = { completeReview:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'Response', id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type CreateEntityMutationVariables = Exact<{
  input: CreateEntityInput;
}>;


export type CreateEntityMutation = { createEntity:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'Entity', id: string, name: string, entityType: EntityType, legalName: string | null, tradingName: string | null, firstName: string | null, lastName: string | null, email: string | null, phone: string | null, jurisdiction: string | null, externalId: string | null, createdAt: string, updatedAt: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'Webhook', secret: string | null, id: string, url: string, events: Array<string>, description: string | null, enabled: boolean, createdAt: string }
   };

export type DeleteDocumentMutationVariables = Exact<{
  input: DeleteDocumentInput;
}>;


export type DeleteDocumentMutation = { deleteDocument:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'Document', id: string, name: string, contentType: string, sizeBytes: number, readable: boolean | null, createdAt: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type DeleteWebhookMutationVariables = Exact<{
  input: DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { deleteWebhook:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'Webhook' }
   };

export type FindDocumentFileQueryVariables = Exact<{
  id: string;
}>;


export type FindDocumentFileQuery = { document: { id: string, name: string, contentType: string, sizeBytes: number } | null };

export type DocumentDetailFragment = { id: string, name: string, contentType: string, sizeBytes: number, readable: boolean | null, createdAt: string };

export type EntityDetailFragment = { id: string, name: string, entityType: EntityType, legalName: string | null, tradingName: string | null, firstName: string | null, lastName: string | null, email: string | null, phone: string | null, jurisdiction: string | null, externalId: string | null, createdAt: string, updatedAt: string };

type Problem_ConflictError_Fragment = { code: ErrorCode, message: string };

type Problem_EmailDispatchError_Fragment = { reason: EmailFailureReason, code: ErrorCode, message: string, entity: { id: string } };

type Problem_InsufficientCreditsError_Fragment = { code: ErrorCode, message: string };

type Problem_InvalidStateError_Fragment = { currentStatus: string, code: ErrorCode, message: string };

type Problem_NotFoundError_Fragment = { code: ErrorCode, message: string };

type Problem_PayloadTooLargeError_Fragment = { code: ErrorCode, message: string };

type Problem_RateLimitedError_Fragment = { retryAfterSeconds: number, code: ErrorCode, message: string };

type Problem_UnsupportedMediaTypeError_Fragment = { code: ErrorCode, message: string };

type Problem_ValidationError_Fragment = { code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> };

export type ProblemFragment =
  | Problem_ConflictError_Fragment
  | Problem_EmailDispatchError_Fragment
  | Problem_InsufficientCreditsError_Fragment
  | Problem_InvalidStateError_Fragment
  | Problem_NotFoundError_Fragment
  | Problem_PayloadTooLargeError_Fragment
  | Problem_RateLimitedError_Fragment
  | Problem_UnsupportedMediaTypeError_Fragment
  | Problem_ValidationError_Fragment
;

export type FindEvidenceFileQueryVariables = Exact<{
  id: string;
  evidenceId: string;
}>;


export type FindEvidenceFileQuery = { verificationSession: { evidence: Array<{ id: string, name: string, contentType: string, sizeBytes: number }> } | null };

export type GetAutofillQueryVariables = Exact<{
  id: string;
}>;


export type GetAutofillQuery = { response: { autofill: { status: AutofillStatus, jobId: string, answered: number, total: number, error: string | null, startedAt: string, finishedAt: string | null, failedDocuments: Array<{ name: string, reason: string }> } | null } | null };

export type GetCreditsQueryVariables = Exact<{ [key: string]: never; }>;


export type GetCreditsQuery = { viewer: { tenant: { credits: { available: number, held: number, used: number } } } | null };

export type GetDocumentQueryVariables = Exact<{
  id: string;
}>;


export type GetDocumentQuery = { document: { id: string, name: string, contentType: string, sizeBytes: number, readable: boolean | null, createdAt: string } | null };

export type GetEntityQueryVariables = Exact<{
  id: string;
}>;


export type GetEntityQuery = { entity: { id: string, name: string, entityType: EntityType, legalName: string | null, tradingName: string | null, firstName: string | null, lastName: string | null, email: string | null, phone: string | null, jurisdiction: string | null, externalId: string | null, createdAt: string, updatedAt: string } | null };

export type GetQuestionnaireQueryVariables = Exact<{
  id: number;
}>;


export type GetQuestionnaireQuery = { questionnaire: { language: string, responseCount: number, id: number, name: string, description: string | null, questionCount: number, createdAt: string, questionnaireType: QuestionnaireType, sections: Array<{ title: string, questions: Array<{ id: string, key: string, text: string, type: QuestionType, required: boolean, options: Array<string>, helpText: string | null, min: string | null, max: string | null, hints: Array<string>, visibleWhen: { key: string, equals: string } | null }> }> } | null };

export type GetResponseQueryVariables = Exact<{
  id: string;
}>;


export type GetResponseQuery = { response: { id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, answers: Array<{ questionId: string, questionKey: string, questionText: string, value: unknown, source: { documentId: string, documentName: string, page: number | null, quote: string, confidence: number, engine: AutofillEngine } | null }>, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } } | null };

export type GetVerificationSessionQueryVariables = Exact<{
  id: string;
}>;


export type GetVerificationSessionQuery = { verificationSession: { id: string, entityId: string, status: VerificationStatus, outcome: VerificationOutcome, createdAt: string, completedAt: string | null, expiresAt: string, checks: { document: boolean, identity: boolean, enhancedIdentity: boolean, proofOfAddress: boolean } } | null };

export type GetWebhookQueryVariables = Exact<{
  id: string;
}>;


export type GetWebhookQuery = { webhook: { id: string, url: string, events: Array<string>, description: string | null, enabled: boolean, createdAt: string } | null };

export type GetWorkflowSessionQueryVariables = Exact<{
  id: string;
}>;


export type GetWorkflowSessionQuery = { workflowSession: { id: string, status: WorkflowSessionStatus, email: string, entityId: string, entityName: string, responseId: string | null, verificationSessionId: string | null, steps: Array<WorkflowStep>, completedSteps: Array<WorkflowStep>, expiresAt: string, createdAt: string, openedAt: string | null, completedAt: string | null } | null };

export type ListCapturedMailsQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListCapturedMailsQuery = { capturedMails: { totalCount: number, nodes: Array<{ id: string, to: string, subject: string, text: string, html: string, workflowSessionId: string | null, createdAt: string }> } };

export type ListEntitiesQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
  filter?: EntityFilter | null | undefined;
}>;


export type ListEntitiesQuery = { entities: { totalCount: number, nodes: Array<{ id: string, name: string, entityType: EntityType, legalName: string | null, tradingName: string | null, firstName: string | null, lastName: string | null, email: string | null, phone: string | null, jurisdiction: string | null, externalId: string | null, createdAt: string, updatedAt: string }> } };

export type ListEntityDocumentsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListEntityDocumentsQuery = { entity: { documents: { totalCount: number, nodes: Array<{ id: string, name: string, contentType: string, sizeBytes: number, readable: boolean | null, createdAt: string }> } } | null };

export type ListQuestionnairesQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
  filter?: QuestionnaireFilter | null | undefined;
}>;


export type ListQuestionnairesQuery = { questionnaires: { totalCount: number, nodes: Array<{ id: number, name: string, description: string | null, questionCount: number, createdAt: string, questionnaireType: QuestionnaireType }> } };

export type ListResponseEventsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListResponseEventsQuery = { response: { auditEvents: { totalCount: number, nodes: Array<{ id: string, type: string, at: string, details: unknown, actor: { kind: ActorKind, name: string } }> } } | null };

export type ListResponsesQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
  filter?: ResponseFilter | null | undefined;
}>;


export type ListResponsesQuery = { responses: { totalCount: number, nodes: Array<{ id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } }> } };

export type ListWebhookDeliveriesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  offset?: number | null | undefined;
  filter?: WebhookDeliveryFilter | null | undefined;
}>;


export type ListWebhookDeliveriesQuery = { webhook: { deliveries: { totalCount: number, nodes: Array<{ id: string, eventId: string, eventType: string, status: WebhookDeliveryStatus, attempts: number, lastResponseStatus: number | null, nextAttemptAt: string | null, createdAt: string }> } } | null };

export type ListWebhooksQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListWebhooksQuery = { webhooks: { totalCount: number, nodes: Array<{ id: string, url: string, events: Array<string>, description: string | null, enabled: boolean, createdAt: string }> } };

export type ListWorkflowSessionEventsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListWorkflowSessionEventsQuery = { workflowSession: { auditEvents: { totalCount: number, nodes: Array<{ id: string, type: string, at: string, details: unknown, actor: { kind: ActorKind, name: string } }> } } | null };

export type QuestionnaireSummaryFragment = { id: number, name: string, description: string | null, questionCount: number, createdAt: string, questionnaireType: QuestionnaireType };

export type ReceiptFragment = { workflowSessionId: string | null, status: WorkflowReceiptStatus, emailSent: boolean, entityId: string, entityName: string, responseId: string | null, verificationSessionId: string | null, steps: Array<WorkflowStep>, expiresAt: string | null };

export type RecordVerificationOutcomeMutationVariables = Exact<{
  input: RecordVerificationOutcomeInput;
}>;


export type RecordVerificationOutcomeMutation = { recordVerificationOutcome:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'VerificationSession', id: string, entityId: string, status: VerificationStatus, outcome: VerificationOutcome, createdAt: string, completedAt: string | null, expiresAt: string, checks: { document: boolean, identity: boolean, enhancedIdentity: boolean, proofOfAddress: boolean } }
   };

export type RedeliverWebhookMutationVariables = Exact<{
  input: RedeliverWebhookInput;
}>;


export type RedeliverWebhookMutation = { redeliverWebhook:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'WebhookDelivery', id: string, eventId: string, eventType: string, status: WebhookDeliveryStatus, attempts: number, lastResponseStatus: number | null, nextAttemptAt: string | null, createdAt: string }
   };

export type RejectResponseMutationVariables = Exact<{
  input: RejectResponseInput;
}>;


export type RejectResponseMutation = { rejectResponse:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'Response', id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type RequestChangesMutationVariables = Exact<{
  input: RequestChangesInput;
}>;


export type RequestChangesMutation = { requestChanges:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'EmailDispatchError', reason: EmailFailureReason, code: ErrorCode, message: string, entity: { id: string } }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'RateLimitedError', retryAfterSeconds: number, code: ErrorCode, message: string }
    | { __typename: 'Response', id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type ResendWorkflowMutationVariables = Exact<{
  input: ResendWorkflowInput;
}>;


export type ResendWorkflowMutation = { resendWorkflow:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'EmailDispatchError', reason: EmailFailureReason, code: ErrorCode, message: string, entity: { id: string } }
    | { __typename: 'InsufficientCreditsError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'RateLimitedError', retryAfterSeconds: number, code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'WorkflowSession', id: string, status: WorkflowSessionStatus, email: string, entityId: string, entityName: string, responseId: string | null, verificationSessionId: string | null, steps: Array<WorkflowStep>, completedSteps: Array<WorkflowStep>, expiresAt: string, createdAt: string, openedAt: string | null, completedAt: string | null }
   };

export type ResponseSummaryFragment = { id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } };

export type ResponseDetailFragment = { id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, answers: Array<{ questionId: string, questionKey: string, questionText: string, value: unknown, source: { documentId: string, documentName: string, page: number | null, quote: string, confidence: number, engine: AutofillEngine } | null }>, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } };

export type RevokeWorkflowMutationVariables = Exact<{
  input: RevokeWorkflowInput;
}>;


export type RevokeWorkflowMutation = { revokeWorkflow:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'WorkflowSession', id: string, status: WorkflowSessionStatus, email: string, entityId: string, entityName: string, responseId: string | null, verificationSessionId: string | null, steps: Array<WorkflowStep>, completedSteps: Array<WorkflowStep>, expiresAt: string, createdAt: string, openedAt: string | null, completedAt: string | null }
   };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'Webhook', secret: string | null, id: string, url: string, events: Array<string>, description: string | null, enabled: boolean, createdAt: string }
   };

export type SaveResponseMutationVariables = Exact<{
  input: SaveResponseInput;
}>;


export type SaveResponseMutation = { saveResponse:
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'Response', id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, answers: Array<{ questionId: string, questionKey: string, questionText: string, value: unknown, source: { documentId: string, documentName: string, page: number | null, quote: string, confidence: number, engine: AutofillEngine } | null }>, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type SendPrefillResponseMutationVariables = Exact<{
  input: SendPrefillResponseInput;
}>;


export type SendPrefillResponseMutation = { sendPrefillResponse:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'EmailDispatchError', reason: EmailFailureReason, code: ErrorCode, message: string, entity: { id: string } }
    | { __typename: 'InsufficientCreditsError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'WorkflowReceipt', workflowSessionId: string | null, status: WorkflowReceiptStatus, emailSent: boolean, entityId: string, entityName: string, responseId: string | null, verificationSessionId: string | null, steps: Array<WorkflowStep>, expiresAt: string | null }
   };

export type SendWorkflowMutationVariables = Exact<{
  input: SendWorkflowInput;
}>;


export type SendWorkflowMutation = { sendWorkflow:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'EmailDispatchError', reason: EmailFailureReason, code: ErrorCode, message: string, entity: { id: string } }
    | { __typename: 'InsufficientCreditsError', code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'WorkflowReceipt', workflowSessionId: string | null, status: WorkflowReceiptStatus, emailSent: boolean, entityId: string, entityName: string, responseId: string | null, verificationSessionId: string | null, steps: Array<WorkflowStep>, expiresAt: string | null }
   };

export type StartReviewMutationVariables = Exact<{
  input: StartReviewInput;
}>;


export type StartReviewMutation = { startReview:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'Response', id: string, responseName: string, status: ResponseStatus, createdAt: string, updatedAt: string, submittedAt: string | null, reviewedAt: string | null, questionnaire: { id: number, name: string, type: QuestionnaireType }, subjectEntity: { id: string, name: string, entityType: EntityType } }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type TestWebhookMutationVariables = Exact<{
  input: TestWebhookInput;
}>;


export type TestWebhookMutation = { testWebhook:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'InvalidStateError', currentStatus: string, code: ErrorCode, message: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'WebhookDelivery', id: string, eventId: string, eventType: string, status: WebhookDeliveryStatus, attempts: number, lastResponseStatus: number | null, nextAttemptAt: string | null, createdAt: string }
   };

export type UpdateEntityMutationVariables = Exact<{
  input: UpdateEntityInput;
}>;


export type UpdateEntityMutation = { updateEntity:
    | { __typename: 'Entity', id: string, name: string, entityType: EntityType, legalName: string | null, tradingName: string | null, firstName: string | null, lastName: string | null, email: string | null, phone: string | null, jurisdiction: string | null, externalId: string | null, createdAt: string, updatedAt: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook:
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
    | { __typename: 'Webhook', id: string, url: string, events: Array<string>, description: string | null, enabled: boolean, createdAt: string }
   };

export type UploadDocumentMutationVariables = Exact<{
  input: UploadDocumentInput;
}>;


export type UploadDocumentMutation = { uploadDocument:
    | { __typename: 'ConflictError', code: ErrorCode, message: string }
    | { __typename: 'Document', id: string, name: string, contentType: string, sizeBytes: number, readable: boolean | null, createdAt: string }
    | { __typename: 'NotFoundError', code: ErrorCode, message: string }
    | { __typename: 'PayloadTooLargeError', code: ErrorCode, message: string }
    | { __typename: 'UnsupportedMediaTypeError', code: ErrorCode, message: string }
    | { __typename: 'ValidationError', code: ErrorCode, message: string, fields: Array<{ path: string, messages: Array<string> }> }
   };

export type VerificationSessionDetailFragment = { id: string, entityId: string, status: VerificationStatus, outcome: VerificationOutcome, createdAt: string, completedAt: string | null, expiresAt: string, checks: { document: boolean, identity: boolean, enhancedIdentity: boolean, proofOfAddress: boolean } };

export type WebhookDeliveryDetailFragment = { id: string, eventId: string, eventType: string, status: WebhookDeliveryStatus, attempts: number, lastResponseStatus: number | null, nextAttemptAt: string | null, createdAt: string };

export type WebhookDetailFragment = { id: string, url: string, events: Array<string>, description: string | null, enabled: boolean, createdAt: string };

export type WorkflowSessionDetailFragment = { id: string, status: WorkflowSessionStatus, email: string, entityId: string, entityName: string, responseId: string | null, verificationSessionId: string | null, steps: Array<WorkflowStep>, completedSteps: Array<WorkflowStep>, expiresAt: string, createdAt: string, openedAt: string | null, completedAt: string | null };

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
export const AuditTrailFragmentDoc = new TypedDocumentString(`
    fragment AuditTrail on AuditEventConnection {
  totalCount
  nodes {
    id
    type
    actor {
      kind
      name
    }
    at
    details
  }
}
    `, {"fragmentName":"AuditTrail"}) as unknown as TypedDocumentString<AuditTrailFragment, unknown>;
export const DocumentDetailFragmentDoc = new TypedDocumentString(`
    fragment DocumentDetail on Document {
  id
  name
  contentType
  sizeBytes
  readable
  createdAt
}
    `, {"fragmentName":"DocumentDetail"}) as unknown as TypedDocumentString<DocumentDetailFragment, unknown>;
export const EntityDetailFragmentDoc = new TypedDocumentString(`
    fragment EntityDetail on Entity {
  id
  name
  entityType
  legalName
  tradingName
  firstName
  lastName
  email
  phone
  jurisdiction
  externalId
  createdAt
  updatedAt
}
    `, {"fragmentName":"EntityDetail"}) as unknown as TypedDocumentString<EntityDetailFragment, unknown>;
export const ProblemFragmentDoc = new TypedDocumentString(`
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
    `, {"fragmentName":"Problem"}) as unknown as TypedDocumentString<ProblemFragment, unknown>;
export const QuestionnaireSummaryFragmentDoc = new TypedDocumentString(`
    fragment QuestionnaireSummary on Questionnaire {
  id
  name
  description
  questionnaireType: type
  questionCount
  createdAt
}
    `, {"fragmentName":"QuestionnaireSummary"}) as unknown as TypedDocumentString<QuestionnaireSummaryFragment, unknown>;
export const ReceiptFragmentDoc = new TypedDocumentString(`
    fragment Receipt on WorkflowReceipt {
  workflowSessionId
  status
  emailSent
  entityId
  entityName
  responseId
  verificationSessionId
  steps
  expiresAt
}
    `, {"fragmentName":"Receipt"}) as unknown as TypedDocumentString<ReceiptFragment, unknown>;
export const ResponseSummaryFragmentDoc = new TypedDocumentString(`
    fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}
    `, {"fragmentName":"ResponseSummary"}) as unknown as TypedDocumentString<ResponseSummaryFragment, unknown>;
export const ResponseDetailFragmentDoc = new TypedDocumentString(`
    fragment ResponseDetail on Response {
  ...ResponseSummary
  answers {
    questionId
    questionKey
    questionText
    value
    source {
      documentId
      documentName
      page
      quote
      confidence
      engine
    }
  }
}
    fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}`, {"fragmentName":"ResponseDetail"}) as unknown as TypedDocumentString<ResponseDetailFragment, unknown>;
export const VerificationSessionDetailFragmentDoc = new TypedDocumentString(`
    fragment VerificationSessionDetail on VerificationSession {
  id
  entityId
  checks {
    document
    identity
    enhancedIdentity
    proofOfAddress
  }
  status
  outcome
  createdAt
  completedAt
  expiresAt
}
    `, {"fragmentName":"VerificationSessionDetail"}) as unknown as TypedDocumentString<VerificationSessionDetailFragment, unknown>;
export const WebhookDeliveryDetailFragmentDoc = new TypedDocumentString(`
    fragment WebhookDeliveryDetail on WebhookDelivery {
  id
  eventId
  eventType
  status
  attempts
  lastResponseStatus
  nextAttemptAt
  createdAt
}
    `, {"fragmentName":"WebhookDeliveryDetail"}) as unknown as TypedDocumentString<WebhookDeliveryDetailFragment, unknown>;
export const WebhookDetailFragmentDoc = new TypedDocumentString(`
    fragment WebhookDetail on Webhook {
  id
  url
  events
  description
  enabled
  createdAt
}
    `, {"fragmentName":"WebhookDetail"}) as unknown as TypedDocumentString<WebhookDetailFragment, unknown>;
export const WorkflowSessionDetailFragmentDoc = new TypedDocumentString(`
    fragment WorkflowSessionDetail on WorkflowSession {
  id
  status
  email
  entityId
  entityName
  responseId
  verificationSessionId
  steps
  completedSteps
  expiresAt
  createdAt
  openedAt
  completedAt
}
    `, {"fragmentName":"WorkflowSessionDetail"}) as unknown as TypedDocumentString<WorkflowSessionDetailFragment, unknown>;
export const ApproveResponseDocument = new TypedDocumentString(`
    mutation ApproveResponse($input: ApproveResponseInput!) {
  approveResponse(input: $input) {
    __typename
    ...ResponseSummary
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}`) as unknown as TypedDocumentString<ApproveResponseMutation, ApproveResponseMutationVariables>;
export const AutofillResponseDocument = new TypedDocumentString(`
    mutation AutofillResponse($input: AutofillResponseInput!) {
  autofillResponse(input: $input) {
    __typename
    ... on AutofillReceipt {
      responseId
      status
      jobId
    }
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}`) as unknown as TypedDocumentString<AutofillResponseMutation, AutofillResponseMutationVariables>;
export const CompleteReviewDocument = new TypedDocumentString(`
    mutation CompleteReview($input: CompleteReviewInput!) {
  completeReview(input: $input) {
    __typename
    ...ResponseSummary
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}`) as unknown as TypedDocumentString<CompleteReviewMutation, CompleteReviewMutationVariables>;
export const CreateEntityDocument = new TypedDocumentString(`
    mutation CreateEntity($input: CreateEntityInput!) {
  createEntity(input: $input) {
    __typename
    ...EntityDetail
    ...Problem
  }
}
    fragment EntityDetail on Entity {
  id
  name
  entityType
  legalName
  tradingName
  firstName
  lastName
  email
  phone
  jurisdiction
  externalId
  createdAt
  updatedAt
}
fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}`) as unknown as TypedDocumentString<CreateEntityMutation, CreateEntityMutationVariables>;
export const CreateWebhookDocument = new TypedDocumentString(`
    mutation CreateWebhook($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    __typename
    ...WebhookDetail
    ... on Webhook {
      secret
    }
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment WebhookDetail on Webhook {
  id
  url
  events
  description
  enabled
  createdAt
}`) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const DeleteDocumentDocument = new TypedDocumentString(`
    mutation DeleteDocument($input: DeleteDocumentInput!) {
  deleteDocument(input: $input) {
    __typename
    ...DocumentDetail
    ...Problem
  }
}
    fragment DocumentDetail on Document {
  id
  name
  contentType
  sizeBytes
  readable
  createdAt
}
fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}`) as unknown as TypedDocumentString<DeleteDocumentMutation, DeleteDocumentMutationVariables>;
export const DeleteWebhookDocument = new TypedDocumentString(`
    mutation DeleteWebhook($input: DeleteWebhookInput!) {
  deleteWebhook(input: $input) {
    __typename
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}`) as unknown as TypedDocumentString<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const FindDocumentFileDocument = new TypedDocumentString(`
    query FindDocumentFile($id: UUID!) {
  document(id: $id) {
    id
    name
    contentType
    sizeBytes
  }
}
    `) as unknown as TypedDocumentString<FindDocumentFileQuery, FindDocumentFileQueryVariables>;
export const FindEvidenceFileDocument = new TypedDocumentString(`
    query FindEvidenceFile($id: UUID!, $evidenceId: UUID!) {
  verificationSession(id: $id) {
    evidence(id: $evidenceId) {
      id
      name
      contentType
      sizeBytes
    }
  }
}
    `) as unknown as TypedDocumentString<FindEvidenceFileQuery, FindEvidenceFileQueryVariables>;
export const GetAutofillDocument = new TypedDocumentString(`
    query GetAutofill($id: UUID!) {
  response(id: $id) {
    autofill {
      status
      jobId
      answered
      total
      failedDocuments {
        name
        reason
      }
      error
      startedAt
      finishedAt
    }
  }
}
    `) as unknown as TypedDocumentString<GetAutofillQuery, GetAutofillQueryVariables>;
export const GetCreditsDocument = new TypedDocumentString(`
    query GetCredits {
  viewer {
    tenant {
      credits {
        available
        held
        used
      }
    }
  }
}
    `) as unknown as TypedDocumentString<GetCreditsQuery, GetCreditsQueryVariables>;
export const GetDocumentDocument = new TypedDocumentString(`
    query GetDocument($id: UUID!) {
  document(id: $id) {
    ...DocumentDetail
  }
}
    fragment DocumentDetail on Document {
  id
  name
  contentType
  sizeBytes
  readable
  createdAt
}`) as unknown as TypedDocumentString<GetDocumentQuery, GetDocumentQueryVariables>;
export const GetEntityDocument = new TypedDocumentString(`
    query GetEntity($id: UUID!) {
  entity(id: $id) {
    ...EntityDetail
  }
}
    fragment EntityDetail on Entity {
  id
  name
  entityType
  legalName
  tradingName
  firstName
  lastName
  email
  phone
  jurisdiction
  externalId
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<GetEntityQuery, GetEntityQueryVariables>;
export const GetQuestionnaireDocument = new TypedDocumentString(`
    query GetQuestionnaire($id: Int!) {
  questionnaire(id: $id) {
    ...QuestionnaireSummary
    language
    sections {
      title
      questions {
        id
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
    responseCount
  }
}
    fragment QuestionnaireSummary on Questionnaire {
  id
  name
  description
  questionnaireType: type
  questionCount
  createdAt
}`) as unknown as TypedDocumentString<GetQuestionnaireQuery, GetQuestionnaireQueryVariables>;
export const GetResponseDocument = new TypedDocumentString(`
    query GetResponse($id: UUID!) {
  response(id: $id) {
    ...ResponseDetail
  }
}
    fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}
fragment ResponseDetail on Response {
  ...ResponseSummary
  answers {
    questionId
    questionKey
    questionText
    value
    source {
      documentId
      documentName
      page
      quote
      confidence
      engine
    }
  }
}`) as unknown as TypedDocumentString<GetResponseQuery, GetResponseQueryVariables>;
export const GetVerificationSessionDocument = new TypedDocumentString(`
    query GetVerificationSession($id: UUID!) {
  verificationSession(id: $id) {
    ...VerificationSessionDetail
  }
}
    fragment VerificationSessionDetail on VerificationSession {
  id
  entityId
  checks {
    document
    identity
    enhancedIdentity
    proofOfAddress
  }
  status
  outcome
  createdAt
  completedAt
  expiresAt
}`) as unknown as TypedDocumentString<GetVerificationSessionQuery, GetVerificationSessionQueryVariables>;
export const GetWebhookDocument = new TypedDocumentString(`
    query GetWebhook($id: UUID!) {
  webhook(id: $id) {
    ...WebhookDetail
  }
}
    fragment WebhookDetail on Webhook {
  id
  url
  events
  description
  enabled
  createdAt
}`) as unknown as TypedDocumentString<GetWebhookQuery, GetWebhookQueryVariables>;
export const GetWorkflowSessionDocument = new TypedDocumentString(`
    query GetWorkflowSession($id: UUID!) {
  workflowSession(id: $id) {
    ...WorkflowSessionDetail
  }
}
    fragment WorkflowSessionDetail on WorkflowSession {
  id
  status
  email
  entityId
  entityName
  responseId
  verificationSessionId
  steps
  completedSteps
  expiresAt
  createdAt
  openedAt
  completedAt
}`) as unknown as TypedDocumentString<GetWorkflowSessionQuery, GetWorkflowSessionQueryVariables>;
export const ListCapturedMailsDocument = new TypedDocumentString(`
    query ListCapturedMails($first: Int, $offset: Int) {
  capturedMails(first: $first, offset: $offset) {
    totalCount
    nodes {
      id
      to
      subject
      text
      html
      workflowSessionId
      createdAt
    }
  }
}
    `) as unknown as TypedDocumentString<ListCapturedMailsQuery, ListCapturedMailsQueryVariables>;
export const ListEntitiesDocument = new TypedDocumentString(`
    query ListEntities($first: Int, $offset: Int, $filter: EntityFilter) {
  entities(first: $first, offset: $offset, filter: $filter) {
    totalCount
    nodes {
      ...EntityDetail
    }
  }
}
    fragment EntityDetail on Entity {
  id
  name
  entityType
  legalName
  tradingName
  firstName
  lastName
  email
  phone
  jurisdiction
  externalId
  createdAt
  updatedAt
}`) as unknown as TypedDocumentString<ListEntitiesQuery, ListEntitiesQueryVariables>;
export const ListEntityDocumentsDocument = new TypedDocumentString(`
    query ListEntityDocuments($id: UUID!, $first: Int, $offset: Int) {
  entity(id: $id) {
    documents(first: $first, offset: $offset) {
      totalCount
      nodes {
        ...DocumentDetail
      }
    }
  }
}
    fragment DocumentDetail on Document {
  id
  name
  contentType
  sizeBytes
  readable
  createdAt
}`) as unknown as TypedDocumentString<ListEntityDocumentsQuery, ListEntityDocumentsQueryVariables>;
export const ListQuestionnairesDocument = new TypedDocumentString(`
    query ListQuestionnaires($first: Int, $offset: Int, $filter: QuestionnaireFilter) {
  questionnaires(first: $first, offset: $offset, filter: $filter) {
    totalCount
    nodes {
      ...QuestionnaireSummary
    }
  }
}
    fragment QuestionnaireSummary on Questionnaire {
  id
  name
  description
  questionnaireType: type
  questionCount
  createdAt
}`) as unknown as TypedDocumentString<ListQuestionnairesQuery, ListQuestionnairesQueryVariables>;
export const ListResponseEventsDocument = new TypedDocumentString(`
    query ListResponseEvents($id: UUID!, $first: Int, $offset: Int) {
  response(id: $id) {
    auditEvents(first: $first, offset: $offset) {
      ...AuditTrail
    }
  }
}
    fragment AuditTrail on AuditEventConnection {
  totalCount
  nodes {
    id
    type
    actor {
      kind
      name
    }
    at
    details
  }
}`) as unknown as TypedDocumentString<ListResponseEventsQuery, ListResponseEventsQueryVariables>;
export const ListResponsesDocument = new TypedDocumentString(`
    query ListResponses($first: Int, $offset: Int, $filter: ResponseFilter) {
  responses(first: $first, offset: $offset, filter: $filter) {
    totalCount
    nodes {
      ...ResponseSummary
    }
  }
}
    fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}`) as unknown as TypedDocumentString<ListResponsesQuery, ListResponsesQueryVariables>;
export const ListWebhookDeliveriesDocument = new TypedDocumentString(`
    query ListWebhookDeliveries($id: UUID!, $first: Int, $offset: Int, $filter: WebhookDeliveryFilter) {
  webhook(id: $id) {
    deliveries(first: $first, offset: $offset, filter: $filter) {
      totalCount
      nodes {
        ...WebhookDeliveryDetail
      }
    }
  }
}
    fragment WebhookDeliveryDetail on WebhookDelivery {
  id
  eventId
  eventType
  status
  attempts
  lastResponseStatus
  nextAttemptAt
  createdAt
}`) as unknown as TypedDocumentString<ListWebhookDeliveriesQuery, ListWebhookDeliveriesQueryVariables>;
export const ListWebhooksDocument = new TypedDocumentString(`
    query ListWebhooks($first: Int, $offset: Int) {
  webhooks(first: $first, offset: $offset) {
    totalCount
    nodes {
      ...WebhookDetail
    }
  }
}
    fragment WebhookDetail on Webhook {
  id
  url
  events
  description
  enabled
  createdAt
}`) as unknown as TypedDocumentString<ListWebhooksQuery, ListWebhooksQueryVariables>;
export const ListWorkflowSessionEventsDocument = new TypedDocumentString(`
    query ListWorkflowSessionEvents($id: UUID!, $first: Int, $offset: Int) {
  workflowSession(id: $id) {
    auditEvents(first: $first, offset: $offset) {
      ...AuditTrail
    }
  }
}
    fragment AuditTrail on AuditEventConnection {
  totalCount
  nodes {
    id
    type
    actor {
      kind
      name
    }
    at
    details
  }
}`) as unknown as TypedDocumentString<ListWorkflowSessionEventsQuery, ListWorkflowSessionEventsQueryVariables>;
export const RecordVerificationOutcomeDocument = new TypedDocumentString(`
    mutation RecordVerificationOutcome($input: RecordVerificationOutcomeInput!) {
  recordVerificationOutcome(input: $input) {
    __typename
    ...VerificationSessionDetail
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment VerificationSessionDetail on VerificationSession {
  id
  entityId
  checks {
    document
    identity
    enhancedIdentity
    proofOfAddress
  }
  status
  outcome
  createdAt
  completedAt
  expiresAt
}`) as unknown as TypedDocumentString<RecordVerificationOutcomeMutation, RecordVerificationOutcomeMutationVariables>;
export const RedeliverWebhookDocument = new TypedDocumentString(`
    mutation RedeliverWebhook($input: RedeliverWebhookInput!) {
  redeliverWebhook(input: $input) {
    __typename
    ...WebhookDeliveryDetail
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment WebhookDeliveryDetail on WebhookDelivery {
  id
  eventId
  eventType
  status
  attempts
  lastResponseStatus
  nextAttemptAt
  createdAt
}`) as unknown as TypedDocumentString<RedeliverWebhookMutation, RedeliverWebhookMutationVariables>;
export const RejectResponseDocument = new TypedDocumentString(`
    mutation RejectResponse($input: RejectResponseInput!) {
  rejectResponse(input: $input) {
    __typename
    ...ResponseSummary
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}`) as unknown as TypedDocumentString<RejectResponseMutation, RejectResponseMutationVariables>;
export const RequestChangesDocument = new TypedDocumentString(`
    mutation RequestChanges($input: RequestChangesInput!) {
  requestChanges(input: $input) {
    __typename
    ...ResponseSummary
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}`) as unknown as TypedDocumentString<RequestChangesMutation, RequestChangesMutationVariables>;
export const ResendWorkflowDocument = new TypedDocumentString(`
    mutation ResendWorkflow($input: ResendWorkflowInput!) {
  resendWorkflow(input: $input) {
    __typename
    ...WorkflowSessionDetail
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment WorkflowSessionDetail on WorkflowSession {
  id
  status
  email
  entityId
  entityName
  responseId
  verificationSessionId
  steps
  completedSteps
  expiresAt
  createdAt
  openedAt
  completedAt
}`) as unknown as TypedDocumentString<ResendWorkflowMutation, ResendWorkflowMutationVariables>;
export const RevokeWorkflowDocument = new TypedDocumentString(`
    mutation RevokeWorkflow($input: RevokeWorkflowInput!) {
  revokeWorkflow(input: $input) {
    __typename
    ...WorkflowSessionDetail
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment WorkflowSessionDetail on WorkflowSession {
  id
  status
  email
  entityId
  entityName
  responseId
  verificationSessionId
  steps
  completedSteps
  expiresAt
  createdAt
  openedAt
  completedAt
}`) as unknown as TypedDocumentString<RevokeWorkflowMutation, RevokeWorkflowMutationVariables>;
export const RotateWebhookSecretDocument = new TypedDocumentString(`
    mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
  rotateWebhookSecret(input: $input) {
    __typename
    ...WebhookDetail
    ... on Webhook {
      secret
    }
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment WebhookDetail on Webhook {
  id
  url
  events
  description
  enabled
  createdAt
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SaveResponseDocument = new TypedDocumentString(`
    mutation SaveResponse($input: SaveResponseInput!) {
  saveResponse(input: $input) {
    __typename
    ...ResponseDetail
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}
fragment ResponseDetail on Response {
  ...ResponseSummary
  answers {
    questionId
    questionKey
    questionText
    value
    source {
      documentId
      documentName
      page
      quote
      confidence
      engine
    }
  }
}`) as unknown as TypedDocumentString<SaveResponseMutation, SaveResponseMutationVariables>;
export const SendPrefillResponseDocument = new TypedDocumentString(`
    mutation SendPrefillResponse($input: SendPrefillResponseInput!) {
  sendPrefillResponse(input: $input) {
    __typename
    ...Receipt
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment Receipt on WorkflowReceipt {
  workflowSessionId
  status
  emailSent
  entityId
  entityName
  responseId
  verificationSessionId
  steps
  expiresAt
}`) as unknown as TypedDocumentString<SendPrefillResponseMutation, SendPrefillResponseMutationVariables>;
export const SendWorkflowDocument = new TypedDocumentString(`
    mutation SendWorkflow($input: SendWorkflowInput!) {
  sendWorkflow(input: $input) {
    __typename
    ...Receipt
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment Receipt on WorkflowReceipt {
  workflowSessionId
  status
  emailSent
  entityId
  entityName
  responseId
  verificationSessionId
  steps
  expiresAt
}`) as unknown as TypedDocumentString<SendWorkflowMutation, SendWorkflowMutationVariables>;
export const StartReviewDocument = new TypedDocumentString(`
    mutation StartReview($input: StartReviewInput!) {
  startReview(input: $input) {
    __typename
    ...ResponseSummary
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment ResponseSummary on Response {
  id
  responseName
  status
  questionnaire {
    id
    name
    type
  }
  subjectEntity {
    id
    name
    entityType
  }
  createdAt
  updatedAt
  submittedAt
  reviewedAt
}`) as unknown as TypedDocumentString<StartReviewMutation, StartReviewMutationVariables>;
export const TestWebhookDocument = new TypedDocumentString(`
    mutation TestWebhook($input: TestWebhookInput!) {
  testWebhook(input: $input) {
    __typename
    ...WebhookDeliveryDetail
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment WebhookDeliveryDetail on WebhookDelivery {
  id
  eventId
  eventType
  status
  attempts
  lastResponseStatus
  nextAttemptAt
  createdAt
}`) as unknown as TypedDocumentString<TestWebhookMutation, TestWebhookMutationVariables>;
export const UpdateEntityDocument = new TypedDocumentString(`
    mutation UpdateEntity($input: UpdateEntityInput!) {
  updateEntity(input: $input) {
    __typename
    ...EntityDetail
    ...Problem
  }
}
    fragment EntityDetail on Entity {
  id
  name
  entityType
  legalName
  tradingName
  firstName
  lastName
  email
  phone
  jurisdiction
  externalId
  createdAt
  updatedAt
}
fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}`) as unknown as TypedDocumentString<UpdateEntityMutation, UpdateEntityMutationVariables>;
export const UpdateWebhookDocument = new TypedDocumentString(`
    mutation UpdateWebhook($input: UpdateWebhookInput!) {
  updateWebhook(input: $input) {
    __typename
    ...WebhookDetail
    ...Problem
  }
}
    fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}
fragment WebhookDetail on Webhook {
  id
  url
  events
  description
  enabled
  createdAt
}`) as unknown as TypedDocumentString<UpdateWebhookMutation, UpdateWebhookMutationVariables>;
export const UploadDocumentDocument = new TypedDocumentString(`
    mutation UploadDocument($input: UploadDocumentInput!) {
  uploadDocument(input: $input) {
    __typename
    ...DocumentDetail
    ...Problem
  }
}
    fragment DocumentDetail on Document {
  id
  name
  contentType
  sizeBytes
  readable
  createdAt
}
fragment Problem on Error {
  code
  message
  ... on ValidationError {
    fields {
      path
      messages
    }
  }
  ... on InvalidStateError {
    currentStatus
  }
  ... on EmailDispatchError {
    reason
    entity {
      id
    }
  }
  ... on RateLimitedError {
    retryAfterSeconds
  }
}`) as unknown as TypedDocumentString<UploadDocumentMutation, UploadDocumentMutationVariables>;