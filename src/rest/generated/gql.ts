/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation ApproveResponse($input: ApproveResponseInput!) {\n  approveResponse(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": typeof types.ApproveResponseDocument,
    "fragment AuditTrail on AuditEventConnection {\n  totalCount\n  nodes {\n    id\n    type\n    actor {\n      kind\n      name\n    }\n    at\n    details\n  }\n}": typeof types.AuditTrailFragmentDoc,
    "mutation AutofillResponse($input: AutofillResponseInput!) {\n  autofillResponse(input: $input) {\n    __typename\n    ... on AutofillReceipt {\n      responseId\n      status\n      jobId\n    }\n    ...Problem\n  }\n}": typeof types.AutofillResponseDocument,
    "mutation CompleteReview($input: CompleteReviewInput!) {\n  completeReview(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": typeof types.CompleteReviewDocument,
    "mutation CreateEntity($input: CreateEntityInput!) {\n  createEntity(input: $input) {\n    __typename\n    ...EntityDetail\n    ...Problem\n  }\n}": typeof types.CreateEntityDocument,
    "mutation CreateWebhook($input: CreateWebhookInput!) {\n  createWebhook(input: $input) {\n    __typename\n    ...WebhookDetail\n    ... on Webhook {\n      secret\n    }\n    ...Problem\n  }\n}": typeof types.CreateWebhookDocument,
    "mutation DeleteDocument($input: DeleteDocumentInput!) {\n  deleteDocument(input: $input) {\n    __typename\n    ...DocumentDetail\n    ...Problem\n  }\n}": typeof types.DeleteDocumentDocument,
    "mutation DeleteWebhook($input: DeleteWebhookInput!) {\n  deleteWebhook(input: $input) {\n    __typename\n    ...Problem\n  }\n}": typeof types.DeleteWebhookDocument,
    "query FindDocumentFile($id: UUID!) {\n  document(id: $id) {\n    id\n    name\n    contentType\n    sizeBytes\n  }\n}": typeof types.FindDocumentFileDocument,
    "fragment DocumentDetail on Document {\n  id\n  name\n  contentType\n  sizeBytes\n  readable\n  createdAt\n}": typeof types.DocumentDetailFragmentDoc,
    "fragment EntityDetail on Entity {\n  id\n  name\n  entityType\n  legalName\n  tradingName\n  firstName\n  lastName\n  email\n  phone\n  jurisdiction\n  externalId\n  createdAt\n  updatedAt\n}": typeof types.EntityDetailFragmentDoc,
    "fragment Problem on Error {\n  code\n  message\n  ... on ValidationError {\n    fields {\n      path\n      messages\n    }\n  }\n  ... on InvalidStateError {\n    currentStatus\n  }\n  ... on EmailDispatchError {\n    reason\n    entity {\n      id\n    }\n  }\n  ... on RateLimitedError {\n    retryAfterSeconds\n  }\n}": typeof types.ProblemFragmentDoc,
    "query FindEvidenceFile($id: UUID!, $evidenceId: UUID!) {\n  verificationSession(id: $id) {\n    evidence(id: $evidenceId) {\n      id\n      name\n      contentType\n      sizeBytes\n    }\n  }\n}": typeof types.FindEvidenceFileDocument,
    "query GetAutofill($id: UUID!) {\n  response(id: $id) {\n    autofill {\n      status\n      jobId\n      answered\n      total\n      failedDocuments {\n        name\n        reason\n      }\n      error\n      startedAt\n      finishedAt\n    }\n  }\n}": typeof types.GetAutofillDocument,
    "query GetCredits {\n  viewer {\n    tenant {\n      credits {\n        available\n        held\n        used\n      }\n    }\n  }\n}": typeof types.GetCreditsDocument,
    "query GetDocument($id: UUID!) {\n  document(id: $id) {\n    ...DocumentDetail\n  }\n}": typeof types.GetDocumentDocument,
    "query GetEntity($id: UUID!) {\n  entity(id: $id) {\n    ...EntityDetail\n  }\n}": typeof types.GetEntityDocument,
    "query GetQuestionnaire($id: Int!) {\n  questionnaire(id: $id) {\n    ...QuestionnaireSummary\n    language\n    sections {\n      title\n      questions {\n        id\n        key\n        text\n        type\n        required\n        options\n        helpText\n        min\n        max\n        hints\n        visibleWhen {\n          key\n          equals\n        }\n      }\n    }\n    responseCount\n  }\n}": typeof types.GetQuestionnaireDocument,
    "query GetResponse($id: UUID!) {\n  response(id: $id) {\n    ...ResponseDetail\n  }\n}": typeof types.GetResponseDocument,
    "query GetVerificationSession($id: UUID!) {\n  verificationSession(id: $id) {\n    ...VerificationSessionDetail\n  }\n}": typeof types.GetVerificationSessionDocument,
    "query GetWebhook($id: UUID!) {\n  webhook(id: $id) {\n    ...WebhookDetail\n  }\n}": typeof types.GetWebhookDocument,
    "query GetWorkflowSession($id: UUID!) {\n  workflowSession(id: $id) {\n    ...WorkflowSessionDetail\n  }\n}": typeof types.GetWorkflowSessionDocument,
    "query ListCapturedMails($first: Int, $offset: Int) {\n  capturedMails(first: $first, offset: $offset) {\n    totalCount\n    nodes {\n      id\n      to\n      subject\n      text\n      html\n      workflowSessionId\n      createdAt\n    }\n  }\n}": typeof types.ListCapturedMailsDocument,
    "query ListEntities($first: Int, $offset: Int, $filter: EntityFilter) {\n  entities(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...EntityDetail\n    }\n  }\n}": typeof types.ListEntitiesDocument,
    "query ListEntityDocuments($id: UUID!, $first: Int, $offset: Int) {\n  entity(id: $id) {\n    documents(first: $first, offset: $offset) {\n      totalCount\n      nodes {\n        ...DocumentDetail\n      }\n    }\n  }\n}": typeof types.ListEntityDocumentsDocument,
    "query ListQuestionnaires($first: Int, $offset: Int, $filter: QuestionnaireFilter) {\n  questionnaires(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...QuestionnaireSummary\n    }\n  }\n}": typeof types.ListQuestionnairesDocument,
    "query ListResponseEvents($id: UUID!, $first: Int, $offset: Int) {\n  response(id: $id) {\n    auditEvents(first: $first, offset: $offset) {\n      ...AuditTrail\n    }\n  }\n}": typeof types.ListResponseEventsDocument,
    "query ListResponses($first: Int, $offset: Int, $filter: ResponseFilter) {\n  responses(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...ResponseSummary\n    }\n  }\n}": typeof types.ListResponsesDocument,
    "query ListWebhookDeliveries($id: UUID!, $first: Int, $offset: Int, $filter: WebhookDeliveryFilter) {\n  webhook(id: $id) {\n    deliveries(first: $first, offset: $offset, filter: $filter) {\n      totalCount\n      nodes {\n        ...WebhookDeliveryDetail\n      }\n    }\n  }\n}": typeof types.ListWebhookDeliveriesDocument,
    "query ListWebhooks($first: Int, $offset: Int) {\n  webhooks(first: $first, offset: $offset) {\n    totalCount\n    nodes {\n      ...WebhookDetail\n    }\n  }\n}": typeof types.ListWebhooksDocument,
    "query ListWorkflowSessionEvents($id: UUID!, $first: Int, $offset: Int) {\n  workflowSession(id: $id) {\n    auditEvents(first: $first, offset: $offset) {\n      ...AuditTrail\n    }\n  }\n}": typeof types.ListWorkflowSessionEventsDocument,
    "fragment QuestionnaireSummary on Questionnaire {\n  id\n  name\n  description\n  questionnaireType: type\n  questionCount\n  createdAt\n}": typeof types.QuestionnaireSummaryFragmentDoc,
    "fragment Receipt on WorkflowReceipt {\n  workflowSessionId\n  status\n  emailSent\n  entityId\n  entityName\n  responseId\n  verificationSessionId\n  steps\n  expiresAt\n}": typeof types.ReceiptFragmentDoc,
    "mutation RecordVerificationOutcome($input: RecordVerificationOutcomeInput!) {\n  recordVerificationOutcome(input: $input) {\n    __typename\n    ...VerificationSessionDetail\n    ...Problem\n  }\n}": typeof types.RecordVerificationOutcomeDocument,
    "mutation RedeliverWebhook($input: RedeliverWebhookInput!) {\n  redeliverWebhook(input: $input) {\n    __typename\n    ...WebhookDeliveryDetail\n    ...Problem\n  }\n}": typeof types.RedeliverWebhookDocument,
    "mutation RejectResponse($input: RejectResponseInput!) {\n  rejectResponse(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": typeof types.RejectResponseDocument,
    "mutation RequestChanges($input: RequestChangesInput!) {\n  requestChanges(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": typeof types.RequestChangesDocument,
    "mutation ResendWorkflow($input: ResendWorkflowInput!) {\n  resendWorkflow(input: $input) {\n    __typename\n    ...WorkflowSessionDetail\n    ...Problem\n  }\n}": typeof types.ResendWorkflowDocument,
    "fragment ResponseSummary on Response {\n  id\n  responseName\n  status\n  questionnaire {\n    id\n    name\n    type\n  }\n  subjectEntity {\n    id\n    name\n    entityType\n  }\n  createdAt\n  updatedAt\n  submittedAt\n  reviewedAt\n}\n\nfragment ResponseDetail on Response {\n  ...ResponseSummary\n  answers {\n    questionId\n    questionKey\n    questionText\n    value\n    source {\n      documentId\n      documentName\n      page\n      quote\n      confidence\n      engine\n    }\n  }\n}": typeof types.ResponseSummaryFragmentDoc,
    "mutation RevokeWorkflow($input: RevokeWorkflowInput!) {\n  revokeWorkflow(input: $input) {\n    __typename\n    ...WorkflowSessionDetail\n    ...Problem\n  }\n}": typeof types.RevokeWorkflowDocument,
    "mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n  rotateWebhookSecret(input: $input) {\n    __typename\n    ...WebhookDetail\n    ... on Webhook {\n      secret\n    }\n    ...Problem\n  }\n}": typeof types.RotateWebhookSecretDocument,
    "mutation SaveResponse($input: SaveResponseInput!) {\n  saveResponse(input: $input) {\n    __typename\n    ...ResponseDetail\n    ...Problem\n  }\n}": typeof types.SaveResponseDocument,
    "mutation SendPrefillResponse($input: SendPrefillResponseInput!) {\n  sendPrefillResponse(input: $input) {\n    __typename\n    ...Receipt\n    ...Problem\n  }\n}": typeof types.SendPrefillResponseDocument,
    "mutation SendWorkflow($input: SendWorkflowInput!) {\n  sendWorkflow(input: $input) {\n    __typename\n    ...Receipt\n    ...Problem\n  }\n}": typeof types.SendWorkflowDocument,
    "mutation StartReview($input: StartReviewInput!) {\n  startReview(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": typeof types.StartReviewDocument,
    "mutation TestWebhook($input: TestWebhookInput!) {\n  testWebhook(input: $input) {\n    __typename\n    ...WebhookDeliveryDetail\n    ...Problem\n  }\n}": typeof types.TestWebhookDocument,
    "mutation UpdateEntity($input: UpdateEntityInput!) {\n  updateEntity(input: $input) {\n    __typename\n    ...EntityDetail\n    ...Problem\n  }\n}": typeof types.UpdateEntityDocument,
    "mutation UpdateWebhook($input: UpdateWebhookInput!) {\n  updateWebhook(input: $input) {\n    __typename\n    ...WebhookDetail\n    ...Problem\n  }\n}": typeof types.UpdateWebhookDocument,
    "mutation UploadDocument($input: UploadDocumentInput!) {\n  uploadDocument(input: $input) {\n    __typename\n    ...DocumentDetail\n    ...Problem\n  }\n}": typeof types.UploadDocumentDocument,
    "fragment VerificationSessionDetail on VerificationSession {\n  id\n  entityId\n  checks {\n    document\n    identity\n    enhancedIdentity\n    proofOfAddress\n  }\n  status\n  outcome\n  createdAt\n  completedAt\n  expiresAt\n}": typeof types.VerificationSessionDetailFragmentDoc,
    "fragment WebhookDeliveryDetail on WebhookDelivery {\n  id\n  eventId\n  eventType\n  status\n  attempts\n  lastResponseStatus\n  nextAttemptAt\n  createdAt\n}": typeof types.WebhookDeliveryDetailFragmentDoc,
    "fragment WebhookDetail on Webhook {\n  id\n  url\n  events\n  description\n  enabled\n  createdAt\n}": typeof types.WebhookDetailFragmentDoc,
    "fragment WorkflowSessionDetail on WorkflowSession {\n  id\n  status\n  email\n  entityId\n  entityName\n  responseId\n  verificationSessionId\n  steps\n  completedSteps\n  expiresAt\n  createdAt\n  openedAt\n  completedAt\n}": typeof types.WorkflowSessionDetailFragmentDoc,
};
const documents: Documents = {
    "mutation ApproveResponse($input: ApproveResponseInput!) {\n  approveResponse(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": types.ApproveResponseDocument,
    "fragment AuditTrail on AuditEventConnection {\n  totalCount\n  nodes {\n    id\n    type\n    actor {\n      kind\n      name\n    }\n    at\n    details\n  }\n}": types.AuditTrailFragmentDoc,
    "mutation AutofillResponse($input: AutofillResponseInput!) {\n  autofillResponse(input: $input) {\n    __typename\n    ... on AutofillReceipt {\n      responseId\n      status\n      jobId\n    }\n    ...Problem\n  }\n}": types.AutofillResponseDocument,
    "mutation CompleteReview($input: CompleteReviewInput!) {\n  completeReview(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": types.CompleteReviewDocument,
    "mutation CreateEntity($input: CreateEntityInput!) {\n  createEntity(input: $input) {\n    __typename\n    ...EntityDetail\n    ...Problem\n  }\n}": types.CreateEntityDocument,
    "mutation CreateWebhook($input: CreateWebhookInput!) {\n  createWebhook(input: $input) {\n    __typename\n    ...WebhookDetail\n    ... on Webhook {\n      secret\n    }\n    ...Problem\n  }\n}": types.CreateWebhookDocument,
    "mutation DeleteDocument($input: DeleteDocumentInput!) {\n  deleteDocument(input: $input) {\n    __typename\n    ...DocumentDetail\n    ...Problem\n  }\n}": types.DeleteDocumentDocument,
    "mutation DeleteWebhook($input: DeleteWebhookInput!) {\n  deleteWebhook(input: $input) {\n    __typename\n    ...Problem\n  }\n}": types.DeleteWebhookDocument,
    "query FindDocumentFile($id: UUID!) {\n  document(id: $id) {\n    id\n    name\n    contentType\n    sizeBytes\n  }\n}": types.FindDocumentFileDocument,
    "fragment DocumentDetail on Document {\n  id\n  name\n  contentType\n  sizeBytes\n  readable\n  createdAt\n}": types.DocumentDetailFragmentDoc,
    "fragment EntityDetail on Entity {\n  id\n  name\n  entityType\n  legalName\n  tradingName\n  firstName\n  lastName\n  email\n  phone\n  jurisdiction\n  externalId\n  createdAt\n  updatedAt\n}": types.EntityDetailFragmentDoc,
    "fragment Problem on Error {\n  code\n  message\n  ... on ValidationError {\n    fields {\n      path\n      messages\n    }\n  }\n  ... on InvalidStateError {\n    currentStatus\n  }\n  ... on EmailDispatchError {\n    reason\n    entity {\n      id\n    }\n  }\n  ... on RateLimitedError {\n    retryAfterSeconds\n  }\n}": types.ProblemFragmentDoc,
    "query FindEvidenceFile($id: UUID!, $evidenceId: UUID!) {\n  verificationSession(id: $id) {\n    evidence(id: $evidenceId) {\n      id\n      name\n      contentType\n      sizeBytes\n    }\n  }\n}": types.FindEvidenceFileDocument,
    "query GetAutofill($id: UUID!) {\n  response(id: $id) {\n    autofill {\n      status\n      jobId\n      answered\n      total\n      failedDocuments {\n        name\n        reason\n      }\n      error\n      startedAt\n      finishedAt\n    }\n  }\n}": types.GetAutofillDocument,
    "query GetCredits {\n  viewer {\n    tenant {\n      credits {\n        available\n        held\n        used\n      }\n    }\n  }\n}": types.GetCreditsDocument,
    "query GetDocument($id: UUID!) {\n  document(id: $id) {\n    ...DocumentDetail\n  }\n}": types.GetDocumentDocument,
    "query GetEntity($id: UUID!) {\n  entity(id: $id) {\n    ...EntityDetail\n  }\n}": types.GetEntityDocument,
    "query GetQuestionnaire($id: Int!) {\n  questionnaire(id: $id) {\n    ...QuestionnaireSummary\n    language\n    sections {\n      title\n      questions {\n        id\n        key\n        text\n        type\n        required\n        options\n        helpText\n        min\n        max\n        hints\n        visibleWhen {\n          key\n          equals\n        }\n      }\n    }\n    responseCount\n  }\n}": types.GetQuestionnaireDocument,
    "query GetResponse($id: UUID!) {\n  response(id: $id) {\n    ...ResponseDetail\n  }\n}": types.GetResponseDocument,
    "query GetVerificationSession($id: UUID!) {\n  verificationSession(id: $id) {\n    ...VerificationSessionDetail\n  }\n}": types.GetVerificationSessionDocument,
    "query GetWebhook($id: UUID!) {\n  webhook(id: $id) {\n    ...WebhookDetail\n  }\n}": types.GetWebhookDocument,
    "query GetWorkflowSession($id: UUID!) {\n  workflowSession(id: $id) {\n    ...WorkflowSessionDetail\n  }\n}": types.GetWorkflowSessionDocument,
    "query ListCapturedMails($first: Int, $offset: Int) {\n  capturedMails(first: $first, offset: $offset) {\n    totalCount\n    nodes {\n      id\n      to\n      subject\n      text\n      html\n      workflowSessionId\n      createdAt\n    }\n  }\n}": types.ListCapturedMailsDocument,
    "query ListEntities($first: Int, $offset: Int, $filter: EntityFilter) {\n  entities(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...EntityDetail\n    }\n  }\n}": types.ListEntitiesDocument,
    "query ListEntityDocuments($id: UUID!, $first: Int, $offset: Int) {\n  entity(id: $id) {\n    documents(first: $first, offset: $offset) {\n      totalCount\n      nodes {\n        ...DocumentDetail\n      }\n    }\n  }\n}": types.ListEntityDocumentsDocument,
    "query ListQuestionnaires($first: Int, $offset: Int, $filter: QuestionnaireFilter) {\n  questionnaires(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...QuestionnaireSummary\n    }\n  }\n}": types.ListQuestionnairesDocument,
    "query ListResponseEvents($id: UUID!, $first: Int, $offset: Int) {\n  response(id: $id) {\n    auditEvents(first: $first, offset: $offset) {\n      ...AuditTrail\n    }\n  }\n}": types.ListResponseEventsDocument,
    "query ListResponses($first: Int, $offset: Int, $filter: ResponseFilter) {\n  responses(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...ResponseSummary\n    }\n  }\n}": types.ListResponsesDocument,
    "query ListWebhookDeliveries($id: UUID!, $first: Int, $offset: Int, $filter: WebhookDeliveryFilter) {\n  webhook(id: $id) {\n    deliveries(first: $first, offset: $offset, filter: $filter) {\n      totalCount\n      nodes {\n        ...WebhookDeliveryDetail\n      }\n    }\n  }\n}": types.ListWebhookDeliveriesDocument,
    "query ListWebhooks($first: Int, $offset: Int) {\n  webhooks(first: $first, offset: $offset) {\n    totalCount\n    nodes {\n      ...WebhookDetail\n    }\n  }\n}": types.ListWebhooksDocument,
    "query ListWorkflowSessionEvents($id: UUID!, $first: Int, $offset: Int) {\n  workflowSession(id: $id) {\n    auditEvents(first: $first, offset: $offset) {\n      ...AuditTrail\n    }\n  }\n}": types.ListWorkflowSessionEventsDocument,
    "fragment QuestionnaireSummary on Questionnaire {\n  id\n  name\n  description\n  questionnaireType: type\n  questionCount\n  createdAt\n}": types.QuestionnaireSummaryFragmentDoc,
    "fragment Receipt on WorkflowReceipt {\n  workflowSessionId\n  status\n  emailSent\n  entityId\n  entityName\n  responseId\n  verificationSessionId\n  steps\n  expiresAt\n}": types.ReceiptFragmentDoc,
    "mutation RecordVerificationOutcome($input: RecordVerificationOutcomeInput!) {\n  recordVerificationOutcome(input: $input) {\n    __typename\n    ...VerificationSessionDetail\n    ...Problem\n  }\n}": types.RecordVerificationOutcomeDocument,
    "mutation RedeliverWebhook($input: RedeliverWebhookInput!) {\n  redeliverWebhook(input: $input) {\n    __typename\n    ...WebhookDeliveryDetail\n    ...Problem\n  }\n}": types.RedeliverWebhookDocument,
    "mutation RejectResponse($input: RejectResponseInput!) {\n  rejectResponse(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": types.RejectResponseDocument,
    "mutation RequestChanges($input: RequestChangesInput!) {\n  requestChanges(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": types.RequestChangesDocument,
    "mutation ResendWorkflow($input: ResendWorkflowInput!) {\n  resendWorkflow(input: $input) {\n    __typename\n    ...WorkflowSessionDetail\n    ...Problem\n  }\n}": types.ResendWorkflowDocument,
    "fragment ResponseSummary on Response {\n  id\n  responseName\n  status\n  questionnaire {\n    id\n    name\n    type\n  }\n  subjectEntity {\n    id\n    name\n    entityType\n  }\n  createdAt\n  updatedAt\n  submittedAt\n  reviewedAt\n}\n\nfragment ResponseDetail on Response {\n  ...ResponseSummary\n  answers {\n    questionId\n    questionKey\n    questionText\n    value\n    source {\n      documentId\n      documentName\n      page\n      quote\n      confidence\n      engine\n    }\n  }\n}": types.ResponseSummaryFragmentDoc,
    "mutation RevokeWorkflow($input: RevokeWorkflowInput!) {\n  revokeWorkflow(input: $input) {\n    __typename\n    ...WorkflowSessionDetail\n    ...Problem\n  }\n}": types.RevokeWorkflowDocument,
    "mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n  rotateWebhookSecret(input: $input) {\n    __typename\n    ...WebhookDetail\n    ... on Webhook {\n      secret\n    }\n    ...Problem\n  }\n}": types.RotateWebhookSecretDocument,
    "mutation SaveResponse($input: SaveResponseInput!) {\n  saveResponse(input: $input) {\n    __typename\n    ...ResponseDetail\n    ...Problem\n  }\n}": types.SaveResponseDocument,
    "mutation SendPrefillResponse($input: SendPrefillResponseInput!) {\n  sendPrefillResponse(input: $input) {\n    __typename\n    ...Receipt\n    ...Problem\n  }\n}": types.SendPrefillResponseDocument,
    "mutation SendWorkflow($input: SendWorkflowInput!) {\n  sendWorkflow(input: $input) {\n    __typename\n    ...Receipt\n    ...Problem\n  }\n}": types.SendWorkflowDocument,
    "mutation StartReview($input: StartReviewInput!) {\n  startReview(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}": types.StartReviewDocument,
    "mutation TestWebhook($input: TestWebhookInput!) {\n  testWebhook(input: $input) {\n    __typename\n    ...WebhookDeliveryDetail\n    ...Problem\n  }\n}": types.TestWebhookDocument,
    "mutation UpdateEntity($input: UpdateEntityInput!) {\n  updateEntity(input: $input) {\n    __typename\n    ...EntityDetail\n    ...Problem\n  }\n}": types.UpdateEntityDocument,
    "mutation UpdateWebhook($input: UpdateWebhookInput!) {\n  updateWebhook(input: $input) {\n    __typename\n    ...WebhookDetail\n    ...Problem\n  }\n}": types.UpdateWebhookDocument,
    "mutation UploadDocument($input: UploadDocumentInput!) {\n  uploadDocument(input: $input) {\n    __typename\n    ...DocumentDetail\n    ...Problem\n  }\n}": types.UploadDocumentDocument,
    "fragment VerificationSessionDetail on VerificationSession {\n  id\n  entityId\n  checks {\n    document\n    identity\n    enhancedIdentity\n    proofOfAddress\n  }\n  status\n  outcome\n  createdAt\n  completedAt\n  expiresAt\n}": types.VerificationSessionDetailFragmentDoc,
    "fragment WebhookDeliveryDetail on WebhookDelivery {\n  id\n  eventId\n  eventType\n  status\n  attempts\n  lastResponseStatus\n  nextAttemptAt\n  createdAt\n}": types.WebhookDeliveryDetailFragmentDoc,
    "fragment WebhookDetail on Webhook {\n  id\n  url\n  events\n  description\n  enabled\n  createdAt\n}": types.WebhookDetailFragmentDoc,
    "fragment WorkflowSessionDetail on WorkflowSession {\n  id\n  status\n  email\n  entityId\n  entityName\n  responseId\n  verificationSessionId\n  steps\n  completedSteps\n  expiresAt\n  createdAt\n  openedAt\n  completedAt\n}": types.WorkflowSessionDetailFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ApproveResponse($input: ApproveResponseInput!) {\n  approveResponse(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').ApproveResponseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment AuditTrail on AuditEventConnection {\n  totalCount\n  nodes {\n    id\n    type\n    actor {\n      kind\n      name\n    }\n    at\n    details\n  }\n}"): typeof import('./graphql.ts').AuditTrailFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation AutofillResponse($input: AutofillResponseInput!) {\n  autofillResponse(input: $input) {\n    __typename\n    ... on AutofillReceipt {\n      responseId\n      status\n      jobId\n    }\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').AutofillResponseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CompleteReview($input: CompleteReviewInput!) {\n  completeReview(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').CompleteReviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateEntity($input: CreateEntityInput!) {\n  createEntity(input: $input) {\n    __typename\n    ...EntityDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').CreateEntityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateWebhook($input: CreateWebhookInput!) {\n  createWebhook(input: $input) {\n    __typename\n    ...WebhookDetail\n    ... on Webhook {\n      secret\n    }\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').CreateWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteDocument($input: DeleteDocumentInput!) {\n  deleteDocument(input: $input) {\n    __typename\n    ...DocumentDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').DeleteDocumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation DeleteWebhook($input: DeleteWebhookInput!) {\n  deleteWebhook(input: $input) {\n    __typename\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').DeleteWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FindDocumentFile($id: UUID!) {\n  document(id: $id) {\n    id\n    name\n    contentType\n    sizeBytes\n  }\n}"): typeof import('./graphql.ts').FindDocumentFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment DocumentDetail on Document {\n  id\n  name\n  contentType\n  sizeBytes\n  readable\n  createdAt\n}"): typeof import('./graphql.ts').DocumentDetailFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment EntityDetail on Entity {\n  id\n  name\n  entityType\n  legalName\n  tradingName\n  firstName\n  lastName\n  email\n  phone\n  jurisdiction\n  externalId\n  createdAt\n  updatedAt\n}"): typeof import('./graphql.ts').EntityDetailFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Problem on Error {\n  code\n  message\n  ... on ValidationError {\n    fields {\n      path\n      messages\n    }\n  }\n  ... on InvalidStateError {\n    currentStatus\n  }\n  ... on EmailDispatchError {\n    reason\n    entity {\n      id\n    }\n  }\n  ... on RateLimitedError {\n    retryAfterSeconds\n  }\n}"): typeof import('./graphql.ts').ProblemFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FindEvidenceFile($id: UUID!, $evidenceId: UUID!) {\n  verificationSession(id: $id) {\n    evidence(id: $evidenceId) {\n      id\n      name\n      contentType\n      sizeBytes\n    }\n  }\n}"): typeof import('./graphql.ts').FindEvidenceFileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetAutofill($id: UUID!) {\n  response(id: $id) {\n    autofill {\n      status\n      jobId\n      answered\n      total\n      failedDocuments {\n        name\n        reason\n      }\n      error\n      startedAt\n      finishedAt\n    }\n  }\n}"): typeof import('./graphql.ts').GetAutofillDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetCredits {\n  viewer {\n    tenant {\n      credits {\n        available\n        held\n        used\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').GetCreditsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetDocument($id: UUID!) {\n  document(id: $id) {\n    ...DocumentDetail\n  }\n}"): typeof import('./graphql.ts').GetDocumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetEntity($id: UUID!) {\n  entity(id: $id) {\n    ...EntityDetail\n  }\n}"): typeof import('./graphql.ts').GetEntityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetQuestionnaire($id: Int!) {\n  questionnaire(id: $id) {\n    ...QuestionnaireSummary\n    language\n    sections {\n      title\n      questions {\n        id\n        key\n        text\n        type\n        required\n        options\n        helpText\n        min\n        max\n        hints\n        visibleWhen {\n          key\n          equals\n        }\n      }\n    }\n    responseCount\n  }\n}"): typeof import('./graphql.ts').GetQuestionnaireDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetResponse($id: UUID!) {\n  response(id: $id) {\n    ...ResponseDetail\n  }\n}"): typeof import('./graphql.ts').GetResponseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetVerificationSession($id: UUID!) {\n  verificationSession(id: $id) {\n    ...VerificationSessionDetail\n  }\n}"): typeof import('./graphql.ts').GetVerificationSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetWebhook($id: UUID!) {\n  webhook(id: $id) {\n    ...WebhookDetail\n  }\n}"): typeof import('./graphql.ts').GetWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GetWorkflowSession($id: UUID!) {\n  workflowSession(id: $id) {\n    ...WorkflowSessionDetail\n  }\n}"): typeof import('./graphql.ts').GetWorkflowSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListCapturedMails($first: Int, $offset: Int) {\n  capturedMails(first: $first, offset: $offset) {\n    totalCount\n    nodes {\n      id\n      to\n      subject\n      text\n      html\n      workflowSessionId\n      createdAt\n    }\n  }\n}"): typeof import('./graphql.ts').ListCapturedMailsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListEntities($first: Int, $offset: Int, $filter: EntityFilter) {\n  entities(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...EntityDetail\n    }\n  }\n}"): typeof import('./graphql.ts').ListEntitiesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListEntityDocuments($id: UUID!, $first: Int, $offset: Int) {\n  entity(id: $id) {\n    documents(first: $first, offset: $offset) {\n      totalCount\n      nodes {\n        ...DocumentDetail\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ListEntityDocumentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListQuestionnaires($first: Int, $offset: Int, $filter: QuestionnaireFilter) {\n  questionnaires(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...QuestionnaireSummary\n    }\n  }\n}"): typeof import('./graphql.ts').ListQuestionnairesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListResponseEvents($id: UUID!, $first: Int, $offset: Int) {\n  response(id: $id) {\n    auditEvents(first: $first, offset: $offset) {\n      ...AuditTrail\n    }\n  }\n}"): typeof import('./graphql.ts').ListResponseEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListResponses($first: Int, $offset: Int, $filter: ResponseFilter) {\n  responses(first: $first, offset: $offset, filter: $filter) {\n    totalCount\n    nodes {\n      ...ResponseSummary\n    }\n  }\n}"): typeof import('./graphql.ts').ListResponsesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListWebhookDeliveries($id: UUID!, $first: Int, $offset: Int, $filter: WebhookDeliveryFilter) {\n  webhook(id: $id) {\n    deliveries(first: $first, offset: $offset, filter: $filter) {\n      totalCount\n      nodes {\n        ...WebhookDeliveryDetail\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').ListWebhookDeliveriesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListWebhooks($first: Int, $offset: Int) {\n  webhooks(first: $first, offset: $offset) {\n    totalCount\n    nodes {\n      ...WebhookDetail\n    }\n  }\n}"): typeof import('./graphql.ts').ListWebhooksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ListWorkflowSessionEvents($id: UUID!, $first: Int, $offset: Int) {\n  workflowSession(id: $id) {\n    auditEvents(first: $first, offset: $offset) {\n      ...AuditTrail\n    }\n  }\n}"): typeof import('./graphql.ts').ListWorkflowSessionEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment QuestionnaireSummary on Questionnaire {\n  id\n  name\n  description\n  questionnaireType: type\n  questionCount\n  createdAt\n}"): typeof import('./graphql.ts').QuestionnaireSummaryFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment Receipt on WorkflowReceipt {\n  workflowSessionId\n  status\n  emailSent\n  entityId\n  entityName\n  responseId\n  verificationSessionId\n  steps\n  expiresAt\n}"): typeof import('./graphql.ts').ReceiptFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RecordVerificationOutcome($input: RecordVerificationOutcomeInput!) {\n  recordVerificationOutcome(input: $input) {\n    __typename\n    ...VerificationSessionDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').RecordVerificationOutcomeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RedeliverWebhook($input: RedeliverWebhookInput!) {\n  redeliverWebhook(input: $input) {\n    __typename\n    ...WebhookDeliveryDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').RedeliverWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RejectResponse($input: RejectResponseInput!) {\n  rejectResponse(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').RejectResponseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RequestChanges($input: RequestChangesInput!) {\n  requestChanges(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').RequestChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation ResendWorkflow($input: ResendWorkflowInput!) {\n  resendWorkflow(input: $input) {\n    __typename\n    ...WorkflowSessionDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').ResendWorkflowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ResponseSummary on Response {\n  id\n  responseName\n  status\n  questionnaire {\n    id\n    name\n    type\n  }\n  subjectEntity {\n    id\n    name\n    entityType\n  }\n  createdAt\n  updatedAt\n  submittedAt\n  reviewedAt\n}\n\nfragment ResponseDetail on Response {\n  ...ResponseSummary\n  answers {\n    questionId\n    questionKey\n    questionText\n    value\n    source {\n      documentId\n      documentName\n      page\n      quote\n      confidence\n      engine\n    }\n  }\n}"): typeof import('./graphql.ts').ResponseSummaryFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RevokeWorkflow($input: RevokeWorkflowInput!) {\n  revokeWorkflow(input: $input) {\n    __typename\n    ...WorkflowSessionDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').RevokeWorkflowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {\n  rotateWebhookSecret(input: $input) {\n    __typename\n    ...WebhookDetail\n    ... on Webhook {\n      secret\n    }\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').RotateWebhookSecretDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SaveResponse($input: SaveResponseInput!) {\n  saveResponse(input: $input) {\n    __typename\n    ...ResponseDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').SaveResponseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SendPrefillResponse($input: SendPrefillResponseInput!) {\n  sendPrefillResponse(input: $input) {\n    __typename\n    ...Receipt\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').SendPrefillResponseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SendWorkflow($input: SendWorkflowInput!) {\n  sendWorkflow(input: $input) {\n    __typename\n    ...Receipt\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').SendWorkflowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation StartReview($input: StartReviewInput!) {\n  startReview(input: $input) {\n    __typename\n    ...ResponseSummary\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').StartReviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation TestWebhook($input: TestWebhookInput!) {\n  testWebhook(input: $input) {\n    __typename\n    ...WebhookDeliveryDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').TestWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateEntity($input: UpdateEntityInput!) {\n  updateEntity(input: $input) {\n    __typename\n    ...EntityDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').UpdateEntityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UpdateWebhook($input: UpdateWebhookInput!) {\n  updateWebhook(input: $input) {\n    __typename\n    ...WebhookDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').UpdateWebhookDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation UploadDocument($input: UploadDocumentInput!) {\n  uploadDocument(input: $input) {\n    __typename\n    ...DocumentDetail\n    ...Problem\n  }\n}"): typeof import('./graphql.ts').UploadDocumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment VerificationSessionDetail on VerificationSession {\n  id\n  entityId\n  checks {\n    document\n    identity\n    enhancedIdentity\n    proofOfAddress\n  }\n  status\n  outcome\n  createdAt\n  completedAt\n  expiresAt\n}"): typeof import('./graphql.ts').VerificationSessionDetailFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment WebhookDeliveryDetail on WebhookDelivery {\n  id\n  eventId\n  eventType\n  status\n  attempts\n  lastResponseStatus\n  nextAttemptAt\n  createdAt\n}"): typeof import('./graphql.ts').WebhookDeliveryDetailFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment WebhookDetail on Webhook {\n  id\n  url\n  events\n  description\n  enabled\n  createdAt\n}"): typeof import('./graphql.ts').WebhookDetailFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment WorkflowSessionDetail on WorkflowSession {\n  id\n  status\n  email\n  entityId\n  entityName\n  responseId\n  verificationSessionId\n  steps\n  completedSteps\n  expiresAt\n  createdAt\n  openedAt\n  completedAt\n}"): typeof import('./graphql.ts').WorkflowSessionDetailFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
