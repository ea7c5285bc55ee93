import type { z } from 'zod';
import { createEntity } from '../domain/entities/create-entity.ts';
import { updateEntity } from '../domain/entities/update-entity.ts';
import { approveResponse } from '../domain/responses/approve-response.ts';
import { completeReview } from '../domain/responses/complete-review.ts';
import { rejectResponse } from '../domain/responses/reject-response.ts';
import { saveResponse } from '../domain/responses/save-response.ts';
import { startReview } from '../domain/responses/start-review.ts';
import { recordVerificationOutcome } from '../domain/verification/record-verification-outcome.ts';
import { requestChanges } from '../domain/workflows/request-changes.ts';
import { resendWorkflow } from '../domain/workflows/resend-workflow.ts';
import { revokeWorkflow } from '../domain/workflows/revoke-workflow.ts';
import { sendPrefillResponse } from '../domain/workflows/send-prefill-response.ts';
import { sendWorkflow } from '../domain/workflows/send-workflow.ts';
import {
  ApproveResponseDocument,
  CompleteReviewDocument,
  CreateEntityDocument,
  FindDocumentFileDocument,
  FindEvidenceFileDocument,
  GetCreditsDocument,
  GetEntityDocument,
  GetQuestionnaireDocument,
  GetResponseDocument,
  GetVerificationSessionDocument,
  GetWorkflowSessionDocument,
  ListCapturedMailsDocument,
  ListEntitiesDocument,
  ListQuestionnairesDocument,
  ListResponseEventsDocument,
  ListResponsesDocument,
  ListWorkflowSessionEventsDocument,
  RecordVerificationOutcomeDocument,
  RejectResponseDocument,
  RequestChangesDocument,
  ResendWorkflowDocument,
  RevokeWorkflowDocument,
  SaveResponseDocument,
  SendPrefillResponseDocument,
  SendWorkflowDocument,
  StartReviewDocument,
  UpdateEntityDocument,
} from './generated/graphql.ts';

/**
 * One documented path: a stored GraphQL operation under another name. Everything else about it, from the body's fields
 * to the answer's, follows from the operation.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below `/api/v1`. Each `{parameter}` is a variable of the operation. */
  path: string;
  document: { toString(): string };
  /** The status of a success. */
  status: 200 | 201;
  summary: string;
  /** For a mutation: what its input must be, to name every problem of a body at once. */
  operation?: { input: z.ZodType };
  /** Which variable, or for a mutation which input field, a path parameter is, where the names differ. */
  parameters?: Readonly<Record<string, string>>;
  /** Where the object lies in the answer, where it is not the operation's only field. */
  answer?: readonly string[];
  /** The operation's answer is a file, and its content is what the route answers with. */
  isContent?: true;
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
    path: '/documents/{id}/content/',
    document: FindDocumentFileDocument,
    isContent: true,
    status: 200,
    summary: 'Download a document',
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
