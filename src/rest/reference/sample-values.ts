import type { GraphQLNamedType } from 'graphql';
import { restEnumValue } from '../naming.ts';
import type { FieldShape, OutputShape } from '../output-shape.ts';
import { sampleError } from './error-codes.ts';
import { exampleIds } from './example-ids.ts';

const created = '2026-02-26T12:00:00Z';

/** The values in examples of responses, by the name of the field; after the name of its type where it matters. */
const samples: Readonly<Record<string, unknown>> = {
  'AnswerSource.document_id': exampleIds.document,
  'AnswerSource.document_name': 'register-extract.pdf',
  'AnswerSource.page': 1,
  'AuditActor.name': 'Onboarding service',
  'AuditEvent.id': exampleIds.event,
  'AuditEvent.type': 'response.submitted',
  'Autofill.error': null,
  'AutofillResponsePayload.status': 'processing',
  'Batch.cancelled': 0,
  'Batch.failed': 2,
  'Batch.finished_at': null,
  'Batch.id': exampleIds.batch,
  'Batch.name': 'Suppliers 2026',
  'Batch.pending': 118,
  'Batch.prefilled': 0,
  'Batch.sent': 130,
  'Batch.total': 250,
  'BatchItem.error': null,
  'BatchItem.index': 0,
  'BatchItem.status': 'sent',
  'CapturedMail.id': exampleIds.capturedMail,
  'CapturedMail.subject': 'Northgate Compliance asks you to complete a questionnaire',
  'CapturedMail.text': 'Please complete the questionnaire: https://kyc.example.com/w/…',
  'CapturedMail.to': 'compliance@harbourlight.example',
  'Document.id': exampleIds.document,
  'Document.name': 'register-extract.pdf',
  'Entity.id': exampleIds.company,
  'Entity.erased_at': null,
  'Entity.name': 'Harbour Light',
  'Entity.on_hold': false,
  'FailedDocument.name': 'scan.pdf',
  'MailPreview.subject': 'Northgate Compliance asks you to complete a questionnaire',
  'MailPreview.text': 'Please complete the questionnaire: https://kyc.example.com/w/preview',
  'MailPreview.to': 'compliance@harbourlight.example',
  'Flag.level': 'high',
  'Flag.question': 'is_pep',
  'Flag.text': 'Politically exposed person',
  'QuestionnaireVersion.flag_when': [
    {
      key: 'is_pep',
      equals: 'true',
      above: null,
      below: null,
      country_in: null,
      level: 'high',
      text: 'Politically exposed person',
    },
  ],
  'Question.id': exampleIds.question,
  'Question.question_id': exampleIds.question,
  'Question.question_key': 'legal_name',
  'Question.question_text': 'What is the registered name of the company?',
  'Question.key': 'legal_name',
  'Question.text': 'What is the registered name of the company?',
  'Question.type': 'text',
  'Questionnaire.description': 'Due diligence on a company: ownership, control and activities.',
  'Questionnaire.id': 1,
  'Questionnaire.name': 'Company due diligence',
  'QuestionnaireSection.title': 'The company',
  'QuestionnaireVersion.name': 'Company due diligence',
  'Response.id': exampleIds.response,
  'Response.response_name': 'Harbour Light – Company due diligence',
  'WorkflowPreview.response_name': 'Harbour Light – Company due diligence',
  'Response.status': 'SUBMITTED',
  'Response.decided_by': null,
  'Response.reviewed_at': null,
  'Response.reviewed_by': null,
  'Response.flags': [],
  'Response.language': 'en',
  'Response.risk_level': null,
  'Response.assignee': { name: 'Jane Doe', email: 'jane.doe@example.com' },
  'Response.tags': ['Priority', 'Q2 review'],
  'Response.due_at': '2026-03-31T16:00:00Z',
  'Comment.id': exampleIds.comment,
  'Comment.text': 'Differs from the register: ask for the certificate.',
  'CommentAuthor.name': 'CRM',
  'CommentAuthor.person': { name: 'Jane Doe', email: 'jane.doe@example.com' },
  'Submission.id': exampleIds.submission,
  'SubmittedChange.after': 'Harbour Light Trading Ltd',
  'SubmittedChange.before': 'Harbour Light Ltd',
  'VerificationSession.id': exampleIds.verificationSession,
  'VerificationSession.outcome': 'clear',
  'VerificationSession.status': 'completed',
  'VerificationSession.entity_id': exampleIds.individual,
  'Webhook.description': 'Compliance inbox',
  'Webhook.events': ['response.submitted', 'verification.completed'],
  'Webhook.id': exampleIds.webhook,
  'WebhookDelivery.event_type': 'response.submitted',
  'WebhookDelivery.id': exampleIds.delivery,
  'WebhookDelivery.next_attempt_at': null,
  'WebhookDelivery.status': 'delivered',
  'WorkflowReceipt.status': 'sent',
  'WorkflowSession.completed_at': null,
  'WorkflowSession.id': exampleIds.workflowSession,
  'WorkflowSession.opened_at': null,
  'WorkflowSession.status': 'sent',
  answered: 34,
  attempts: 1,
  available: 96,
  checks: { document: true, identity: true, enhancedIdentity: false, proofOfAddress: false },
  completed_steps: [],
  confidence: 0.97,
  content_type: 'application/pdf',
  cost: 1,
  created_at: created,
  details: {},
  email: 'compliance@harbourlight.example',
  entity_id: exampleIds.company,
  entity_name: 'Harbour Light',
  event_id: exampleIds.event,
  expires_at: '2026-02-28T12:00:00Z',
  external_id: 'crm-4711',
  first_name: null,
  held: 1,
  help_text: 'As shown in the commercial register.',
  hints: ['Company name'],
  html: '<p>Please complete the questionnaire.</p>',
  job_id: exampleIds.job,
  jurisdiction: 'GB',
  key: 'legal_name',
  number: 2,
  language: 'en',
  last_name: null,
  last_response_status: 204,
  legal_name: 'Harbour Light Trading Ltd',
  max: null,
  min: null,
  options: [],
  phone: '+44 20 7946 0000',
  question_count: 41,
  quote: 'Registered name: Harbour Light Trading Ltd',
  reason: 'The file has no text that can be read.',
  response_count: 12,
  response_id: exampleIds.response,
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  size_bytes: 48211,
  texts: {},
  total: 41,
  trading_name: 'Harbour Light',
  url: 'https://crm.example.com/hooks/postern',
  used: 3,
  value: 'Harbour Light Trading Ltd',
  verification_session_id: null,
  visible_when: null,
  workflow_session_id: exampleIds.workflowSession,
};

/** What fields without a value of their own have, by their scalar. */
const samplesOfScalars: Readonly<Record<string, unknown>> = { Boolean: true, DateTime: created };

/**
 * An example of what a document returns in REST.
 *
 * @throws Error for a text or a number without an example
 */
export function sampleOf(shape: OutputShape, place = ''): unknown {
  switch (shape.kind) {
    case 'object':
      return Object.fromEntries(
        shape.fields.map((field) => [field.restName, sampleOfField(shape.type, field)]),
      );
    case 'list':
      return [sampleOf(shape.item, place)];
    case 'enum':
      return restEnumValue(shape.type.name, shape.type.getValues()[0]?.name ?? '');
    case 'integerId':
      return 1;
    case 'error':
      return sampleError('INSUFFICIENT_CREDITS', 'SEND').toBody(exampleIds.request);
    case 'scalar': {
      const sample = samplesOfScalars[shape.type.name];
      if (sample === undefined) {
        throw new Error(`The reference has no example of ${place}.`);
      }
      return sample;
    }
  }
}

function sampleOfField(type: GraphQLNamedType, { parent, restName, shape }: FieldShape): unknown {
  const own = [`${type.name}.${restName}`, `${parent}.${restName}`, restName].find((name) => name in samples);
  return own === undefined ? sampleOf(shape, `${parent}.${restName}`) : samples[own];
}
