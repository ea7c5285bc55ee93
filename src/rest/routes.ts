/**
 * One documented path: a stored GraphQL document under another name. Everything else about it, from the fields of the
 * body to those of the response, follows from the document and the schema.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`. Its `{parameters}` are the ids that the document requires, in order. */
  path: string;
  /** The name of the document's operation. */
  document: string;
  /** The status of a success. 204 has no body; a 201 becomes 200 if what was to be created existed already. */
  status: 200 | 201 | 202 | 204;
  /** The largest body that it accepts, in bytes. Defaults to that of the server. */
  maxBodyBytes?: number;
  /** The document finds a file, and this content of it is the response. A noun phrase. */
  content?: string;
}

/** Enough for the sends of a batch. */
const maxBatchBytes = 4 * 1_048_576;

export const routes: readonly Route[] = [
  { method: 'POST', path: '/workflows/send/', document: 'SendWorkflow', status: 201 },
  { method: 'POST', path: '/workflows/preview/', document: 'PreviewWorkflow', status: 200 },
  { method: 'GET', path: '/workflows/', document: 'ListWorkflowSessions', status: 200 },
  {
    method: 'POST',
    path: '/workflows/batches/',
    document: 'CreateBatch',
    status: 202,
    maxBodyBytes: maxBatchBytes,
  },
  { method: 'GET', path: '/workflows/batches/', document: 'ListBatches', status: 200 },
  { method: 'GET', path: '/workflows/batches/{id}/', document: 'GetBatch', status: 200 },
  { method: 'GET', path: '/workflows/batches/{id}/items/', document: 'ListBatchItems', status: 200 },
  { method: 'POST', path: '/workflows/batches/{id}/cancel/', document: 'CancelBatch', status: 200 },
  { method: 'GET', path: '/workflows/{session_id}/', document: 'GetWorkflowSession', status: 200 },
  { method: 'POST', path: '/workflows/{session_id}/resend/', document: 'ResendWorkflow', status: 200 },
  { method: 'POST', path: '/workflows/{session_id}/revoke/', document: 'RevokeWorkflow', status: 200 },
  {
    method: 'GET',
    path: '/workflows/{session_id}/events/',
    document: 'ListWorkflowSessionEvents',
    status: 200,
  },
  { method: 'GET', path: '/responses/', document: 'ListResponses', status: 200 },
  { method: 'GET', path: '/responses/{id}/', document: 'GetResponse', status: 200 },
  { method: 'PATCH', path: '/responses/{id}/', document: 'UpdateResponse', status: 200 },
  { method: 'PUT', path: '/responses/{id}/save/', document: 'SaveResponse', status: 200 },
  { method: 'POST', path: '/responses/{id}/autofill/', document: 'AutofillResponse', status: 202 },
  { method: 'GET', path: '/responses/{id}/autofill/', document: 'GetAutofill', status: 200 },
  { method: 'POST', path: '/responses/{id}/preview/', document: 'PreviewPrefillResponse', status: 200 },
  { method: 'POST', path: '/responses/{id}/send/', document: 'SendPrefillResponse', status: 200 },
  { method: 'POST', path: '/responses/{id}/start-review/', document: 'StartReview', status: 200 },
  { method: 'POST', path: '/responses/{id}/request-changes/', document: 'RequestChanges', status: 200 },
  { method: 'POST', path: '/responses/{id}/complete-review/', document: 'CompleteReview', status: 200 },
  { method: 'POST', path: '/responses/{id}/approve/', document: 'ApproveResponse', status: 200 },
  { method: 'POST', path: '/responses/{id}/reject/', document: 'RejectResponse', status: 200 },
  { method: 'POST', path: '/responses/{id}/comments/', document: 'CommentOnResponse', status: 201 },
  { method: 'GET', path: '/responses/{id}/comments/', document: 'ListResponseComments', status: 200 },
  { method: 'GET', path: '/responses/{id}/events/', document: 'ListResponseEvents', status: 200 },
  {
    method: 'GET',
    path: '/responses/{id}/submissions/',
    document: 'ListResponseSubmissions',
    status: 200,
  },
  { method: 'GET', path: '/entities/', document: 'ListEntities', status: 200 },
  { method: 'POST', path: '/entities/', document: 'CreateEntity', status: 201 },
  { method: 'GET', path: '/entities/{id}/', document: 'GetEntity', status: 200 },
  { method: 'PATCH', path: '/entities/{id}/', document: 'UpdateEntity', status: 200 },
  { method: 'POST', path: '/entities/{id}/hold/', document: 'HoldEntity', status: 200 },
  { method: 'POST', path: '/entities/{id}/release/', document: 'ReleaseEntity', status: 200 },
  { method: 'POST', path: '/entities/{id}/erase/', document: 'EraseEntity', status: 200 },
  { method: 'POST', path: '/entities/{id}/documents/', document: 'UploadDocument', status: 201 },
  { method: 'GET', path: '/entities/{id}/documents/', document: 'ListEntityDocuments', status: 200 },
  { method: 'GET', path: '/questionnaires/', document: 'ListQuestionnaires', status: 200 },
  { method: 'GET', path: '/questionnaires/{id}/', document: 'GetQuestionnaire', status: 200 },
  { method: 'GET', path: '/verification-sessions/', document: 'ListVerificationSessions', status: 200 },
  { method: 'GET', path: '/verification-sessions/{id}/', document: 'GetVerificationSession', status: 200 },
  {
    method: 'POST',
    path: '/verification-sessions/{id}/outcome/',
    document: 'RecordVerificationOutcome',
    status: 200,
  },
  {
    method: 'GET',
    path: '/verification-sessions/{id}/evidence/{evidence_id}/content/',
    document: 'FindEvidenceFile',
    status: 200,
    content: 'The content of a file that a person provided for a check',
  },
  { method: 'GET', path: '/documents/{id}/', document: 'GetDocument', status: 200 },
  { method: 'DELETE', path: '/documents/{id}/', document: 'DeleteDocument', status: 204 },
  {
    method: 'GET',
    path: '/documents/{id}/content/',
    document: 'FindDocumentFile',
    status: 200,
    content: 'The content of a document',
  },
  { method: 'GET', path: '/webhooks/', document: 'ListWebhooks', status: 200 },
  { method: 'POST', path: '/webhooks/', document: 'CreateWebhook', status: 201 },
  { method: 'GET', path: '/webhooks/{id}/', document: 'GetWebhook', status: 200 },
  { method: 'PATCH', path: '/webhooks/{id}/', document: 'UpdateWebhook', status: 200 },
  { method: 'DELETE', path: '/webhooks/{id}/', document: 'DeleteWebhook', status: 204 },
  { method: 'GET', path: '/webhooks/{id}/deliveries/', document: 'ListWebhookDeliveries', status: 200 },
  { method: 'POST', path: '/webhooks/deliveries/{id}/redeliver/', document: 'RedeliverWebhook', status: 200 },
  { method: 'POST', path: '/webhooks/{id}/rotate-secret/', document: 'RotateWebhookSecret', status: 200 },
  { method: 'POST', path: '/webhooks/{id}/test/', document: 'TestWebhook', status: 200 },
  { method: 'GET', path: '/captured-mails/', document: 'ListCapturedMails', status: 200 },
  { method: 'GET', path: '/credits/', document: 'GetCredits', status: 200 },
];
