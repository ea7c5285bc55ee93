import type { z } from 'zod';
import { autofillResponse } from '../domain/autofill/autofill-response.ts';
import { deleteDocument } from '../domain/documents/delete-document.ts';
import { uploadDocument } from '../domain/documents/upload-document.ts';
import { createEntity } from '../domain/entities/create-entity.ts';
import { updateEntity } from '../domain/entities/update-entity.ts';
import { approveResponse } from '../domain/responses/approve-response.ts';
import { completeReview } from '../domain/responses/complete-review.ts';
import { rejectResponse } from '../domain/responses/reject-response.ts';
import { saveResponse } from '../domain/responses/save-response.ts';
import { startReview } from '../domain/responses/start-review.ts';
import { recordVerificationOutcome } from '../domain/verification/record-verification-outcome.ts';
import { createWebhook } from '../domain/webhooks/create-webhook.ts';
import { deleteWebhook } from '../domain/webhooks/delete-webhook.ts';
import { redeliverWebhook } from '../domain/webhooks/redeliver-webhook.ts';
import { rotateWebhookSecret } from '../domain/webhooks/rotate-webhook-secret.ts';
import { testWebhook } from '../domain/webhooks/test-webhook.ts';
import { updateWebhook } from '../domain/webhooks/update-webhook.ts';
import { requestChanges } from '../domain/workflows/request-changes.ts';
import { resendWorkflow } from '../domain/workflows/resend-workflow.ts';
import { revokeWorkflow } from '../domain/workflows/revoke-workflow.ts';
import { sendPrefillResponse } from '../domain/workflows/send-prefill-response.ts';
import { sendWorkflow } from '../domain/workflows/send-workflow.ts';
import {
  ApproveResponseDocument,
  AutofillResponseDocument,
  CompleteReviewDocument,
  CreateEntityDocument,
  CreateWebhookDocument,
  DeleteDocumentDocument,
  DeleteWebhookDocument,
  FindDocumentFileDocument,
  FindEvidenceFileDocument,
  GetAutofillDocument,
  GetCreditsDocument,
  GetDocumentDocument,
  GetEntityDocument,
  GetQuestionnaireDocument,
  GetResponseDocument,
  GetVerificationSessionDocument,
  GetWebhookDocument,
  GetWorkflowSessionDocument,
  ListCapturedMailsDocument,
  ListEntitiesDocument,
  ListEntityDocumentsDocument,
  ListQuestionnairesDocument,
  ListResponseEventsDocument,
  ListResponsesDocument,
  ListWebhookDeliveriesDocument,
  ListWebhooksDocument,
  ListWorkflowSessionEventsDocument,
  RecordVerificationOutcomeDocument,
  RedeliverWebhookDocument,
  RejectResponseDocument,
  RequestChangesDocument,
  ResendWorkflowDocument,
  RevokeWorkflowDocument,
  RotateWebhookSecretDocument,
  SaveResponseDocument,
  SendPrefillResponseDocument,
  SendWorkflowDocument,
  StartReviewDocument,
  TestWebhookDocument,
  UpdateEntityDocument,
  UpdateWebhookDocument,
  UploadDocumentDocument,
} from './generated/graphql.ts';

/**
 * One documented path: a stored GraphQL operation under another name. Everything else about it, from the body's fields
 * to the answer's, follows from the operation.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`. Each `{parameter}` is a variable of the operation. */
  path: string;
  document: { toString(): string };
  /** The status of a success; 204 answers without a body. */
  status: 200 | 201 | 202 | 204;
  /** The status where what was to be made was there before. */
  statusOfExisting?: 200;
  summary: string;
  /** For a mutation: what its input must be, to name every problem of a body at once. */
  operation?: { input: z.ZodType };
  /** Which variable, or for a mutation which input field, a path parameter is, where the names differ. */
  parameters?: Readonly<Record<string, string>>;
  /** Where the object lies in the answer, where it is not the operation's only field. */
  answer?: readonly string[];
  /** The operation's answer is a file, and its content is what the route answers with. */
  isContent?: true;
  /** The body is `multipart/form-data`, each part of which is a field of the input, and not JSON. */
  isMultipart?: true;
}

export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/workflows/send/',
    document: SendWorkflowDocument,
    operation: sendWorkflow,
    status: 201,
    summary: 'Send a questionnaire, a verification or both, or create a prefilled response',
  },
  {
    method: 'GET',
    path: '/workflows/{session_id}/',
    document: GetWorkflowSessionDocument,
    parameters: { session_id: 'id' },
    status: 200,
    summary: 'Read a workflow session',
  },
  {
    method: 'POST',
    path: '/workflows/{session_id}/resend/',
    document: ResendWorkflowDocument,
    operation: resendWorkflow,
    parameters: { session_id: 'workflowSessionId' },
    status: 200,
    summary: 'Send a new link; the old one is dead once the mail is accepted',
  },
  {
    method: 'POST',
    path: '/workflows/{session_id}/revoke/',
    document: RevokeWorkflowDocument,
    operation: revokeWorkflow,
    parameters: { session_id: 'workflowSessionId' },
    status: 200,
    summary: 'Take a link back',
  },
  {
    method: 'GET',
    path: '/workflows/{session_id}/events/',
    document: ListWorkflowSessionEventsDocument,
    parameters: { session_id: 'id' },
    answer: ['workflowSession', 'auditEvents'],
    status: 200,
    summary: 'List who did what in a workflow session',
  },
  {
    method: 'GET',
    path: '/responses/',
    document: ListResponsesDocument,
    status: 200,
    summary: 'List responses',
  },
  {
    method: 'GET',
    path: '/responses/{id}/',
    document: GetResponseDocument,
    status: 200,
    summary: 'Read a response with its answers',
  },
  {
    method: 'POST',
    path: '/responses/{id}/send/',
    document: SendPrefillResponseDocument,
    operation: sendPrefillResponse,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Send a prefilled response to its recipient',
  },
  {
    method: 'PUT',
    path: '/responses/{id}/save/',
    document: SaveResponseDocument,
    operation: saveResponse,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Save answers',
  },
  {
    method: 'POST',
    path: '/responses/{id}/autofill/',
    document: AutofillResponseDocument,
    operation: autofillResponse,
    parameters: { id: 'responseId' },
    status: 202,
    summary: 'Have documents read and the answers that stand in them filled in',
  },
  {
    method: 'GET',
    path: '/responses/{id}/autofill/',
    document: GetAutofillDocument,
    answer: ['response', 'autofill'],
    status: 200,
    summary: 'Read how the newest autofill of a response stands',
  },
  {
    method: 'POST',
    path: '/responses/{id}/start-review/',
    document: StartReviewDocument,
    operation: startReview,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Take a submitted response into review',
  },
  {
    method: 'POST',
    path: '/responses/{id}/request-changes/',
    document: RequestChangesDocument,
    operation: requestChanges,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Send a response back to its recipient with a new link',
  },
  {
    method: 'POST',
    path: '/responses/{id}/complete-review/',
    document: CompleteReviewDocument,
    operation: completeReview,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'End the review of a response',
  },
  {
    method: 'POST',
    path: '/responses/{id}/approve/',
    document: ApproveResponseDocument,
    operation: approveResponse,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Approve a reviewed response',
  },
  {
    method: 'POST',
    path: '/responses/{id}/reject/',
    document: RejectResponseDocument,
    operation: rejectResponse,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Reject a reviewed response',
  },
  {
    method: 'GET',
    path: '/responses/{id}/events/',
    document: ListResponseEventsDocument,
    answer: ['response', 'auditEvents'],
    status: 200,
    summary: 'List who did what to a response',
  },
  {
    method: 'GET',
    path: '/entities/',
    document: ListEntitiesDocument,
    status: 200,
    summary: 'List entities',
  },
  {
    method: 'POST',
    path: '/entities/',
    document: CreateEntityDocument,
    operation: createEntity,
    status: 201,
    summary: 'Create an entity',
  },
  {
    method: 'GET',
    path: '/entities/{id}/',
    document: GetEntityDocument,
    status: 200,
    summary: 'Read an entity',
  },
  {
    method: 'PATCH',
    path: '/entities/{id}/',
    document: UpdateEntityDocument,
    operation: updateEntity,
    parameters: { id: 'entityId' },
    status: 200,
    summary: 'Change an entity',
  },
  {
    method: 'POST',
    path: '/entities/{id}/documents/',
    document: UploadDocumentDocument,
    operation: uploadDocument,
    parameters: { id: 'entityId' },
    isMultipart: true,
    status: 201,
    statusOfExisting: 200,
    summary:
      'Upload a document of an entity, as the part `file` of a form; 200 where it has the same bytes already',
  },
  {
    method: 'GET',
    path: '/entities/{id}/documents/',
    document: ListEntityDocumentsDocument,
    answer: ['entity', 'documents'],
    status: 200,
    summary: 'List the documents of an entity',
  },
  {
    method: 'GET',
    path: '/questionnaires/',
    document: ListQuestionnairesDocument,
    status: 200,
    summary: 'List questionnaires',
  },
  {
    method: 'GET',
    path: '/questionnaires/{id}/',
    document: GetQuestionnaireDocument,
    status: 200,
    summary: 'Read a questionnaire with its questions',
  },
  {
    method: 'GET',
    path: '/verification-sessions/{id}/',
    document: GetVerificationSessionDocument,
    status: 200,
    summary: 'Read a verification session',
  },
  {
    method: 'POST',
    path: '/verification-sessions/{id}/outcome/',
    document: RecordVerificationOutcomeDocument,
    operation: recordVerificationOutcome,
    parameters: { id: 'verificationSessionId' },
    status: 200,
    summary: 'Record or correct the outcome of a verification',
  },
  {
    method: 'GET',
    path: '/verification-sessions/{id}/evidence/{evidence_id}/content/',
    document: FindEvidenceFileDocument,
    parameters: { evidence_id: 'evidenceId' },
    answer: ['verificationSession', 'evidence'],
    isContent: true,
    status: 200,
    summary: 'Download what a person gave for a check',
  },
  {
    method: 'GET',
    path: '/documents/{id}/',
    document: GetDocumentDocument,
    status: 200,
    summary: 'Read what is known of a document',
  },
  {
    method: 'DELETE',
    path: '/documents/{id}/',
    document: DeleteDocumentDocument,
    operation: deleteDocument,
    status: 204,
    summary: 'Delete a document that no answer names',
  },
  {
    method: 'GET',
    path: '/documents/{id}/content/',
    document: FindDocumentFileDocument,
    isContent: true,
    status: 200,
    summary: 'Download a document',
  },
  {
    method: 'GET',
    path: '/webhooks/',
    document: ListWebhooksDocument,
    status: 200,
    summary: 'List webhooks',
  },
  {
    method: 'POST',
    path: '/webhooks/',
    document: CreateWebhookDocument,
    operation: createWebhook,
    status: 201,
    summary: 'Make a webhook; the answer is the only one that has its secret',
  },
  {
    method: 'GET',
    path: '/webhooks/{id}/',
    document: GetWebhookDocument,
    status: 200,
    summary: 'Read a webhook',
  },
  {
    method: 'PATCH',
    path: '/webhooks/{id}/',
    document: UpdateWebhookDocument,
    operation: updateWebhook,
    parameters: { id: 'id' },
    status: 200,
    summary: 'Change a webhook, or switch it off or on',
  },
  {
    method: 'DELETE',
    path: '/webhooks/{id}/',
    document: DeleteWebhookDocument,
    operation: deleteWebhook,
    parameters: { id: 'id' },
    status: 204,
    summary: 'Delete a webhook',
  },
  {
    method: 'GET',
    path: '/webhooks/{id}/deliveries/',
    document: ListWebhookDeliveriesDocument,
    answer: ['webhook', 'deliveries'],
    status: 200,
    summary: 'List what a webhook was told or is to be told',
  },
  {
    method: 'POST',
    path: '/webhooks/deliveries/{id}/redeliver/',
    document: RedeliverWebhookDocument,
    operation: redeliverWebhook,
    parameters: { id: 'deliveryId' },
    status: 200,
    summary: 'Send an event again',
  },
  {
    method: 'POST',
    path: '/webhooks/{id}/rotate-secret/',
    document: RotateWebhookSecretDocument,
    operation: rotateWebhookSecret,
    parameters: { id: 'id' },
    status: 200,
    summary: 'Replace the secret of a webhook; the former one signs too for a day',
  },
  {
    method: 'POST',
    path: '/webhooks/{id}/test/',
    document: TestWebhookDocument,
    operation: testWebhook,
    parameters: { id: 'id' },
    status: 200,
    summary: 'Send a test event to a webhook',
  },
  {
    method: 'GET',
    path: '/captured-mails/',
    document: ListCapturedMailsDocument,
    status: 200,
    summary: 'List captured mails',
  },
  {
    method: 'GET',
    path: '/credits/',
    document: GetCreditsDocument,
    answer: ['viewer', 'tenant', 'credits'],
    status: 200,
    summary: 'Read the send credits',
  },
];
