import { Prisma } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOfTenant, isOwned, ownTenant } from '../../database/raw-sql.ts';
import { jobFromJson, jobRows } from '../../jobs/job-console.ts';
import { canReadCapturedMails } from '../captures/can-read-captured-mails.ts';
import type { TenantContext, TenantPrincipal } from '../context.ts';
import { isReadableEvent } from '../events/audit-event-filter.ts';

import { readLocalTexts } from '../questionnaires/local-texts.ts';
import { answerToQuestionJson, isOfUnerasedResponse } from '../responses/json-rows.ts';
import { openResponse, type ResponsePart, responseRow } from '../responses/read-responses.ts';
import { type AnswerKey, answerIdSeparator, type ResponseAnswer } from '../responses/response-answer.ts';
import { openAnswers } from '../responses/sealed-answer.ts';
import type { StoredAnswer } from '../responses/stored-answer.ts';

/** The ids of each form that are looked up. */
export interface WantedIds {
  uuids: readonly string[];
  integers: readonly number[];
  answers: readonly AnswerKey[];
}

/** What the statements of all kinds find as `wanted`. */
export const wantedRow = ({ uuids, integers, answers }: WantedIds): Prisma.Sql => Prisma.sql`
  SELECT ${uuids}::uuid[] AS uuids, ${integers}::int[] AS integers,
    ${answers.map(({ responseId }) => responseId)}::uuid[] AS answer_responses,
    ${answers.map(({ questionId }) => questionId)}::uuid[] AS answer_questions`;

/** How the resources of one type are found by their ids. */
export interface NodeKind {
  /** The form of the ids. */
  ids: keyof WantedIds;
  /** Selects `id`, as text, and `row`, as JSON, of those that are wanted and that the caller can read. */
  select: Prisma.Sql;
  /** Reads what was selected as `row`. */
  read: (row: never) => object;
}

/** The kinds by the names of their types in the APIs. */
export type NodeKinds = Readonly<Record<string, NodeKind>>;

/** Those who find nodes with a tenant's key. */
export type NodeReader = Pick<
  TenantContext<'cipher' | 'capturesLiveMail'>,
  'principal' | 'scope' | 'services'
>;

const isWanted = Prisma.sql`id = ANY ((SELECT uuids FROM wanted)::uuid[])`;

const rowsOf = (
  model: Parameters<typeof fromJsonRow>[0],
  table: string,
  condition: Prisma.Sql,
): NodeKind => ({
  ids: 'uuids',
  select: Prisma.sql`
    SELECT id::text AS id, to_json(node) AS row FROM ${Prisma.raw(table)} node WHERE ${isWanted} AND ${condition}`,
  read: (row) => fromJsonRow(model, row),
});

/** What a tenant's key can read: resources of its tenant and its mode, as far as its scopes allow. */
export function tenantKinds(reader: NodeReader, parts: readonly ResponsePart[]): NodeKinds {
  const { principal } = reader;
  const isAdmin = principal.scopes.includes('ADMIN');
  return {
    Tenant: rowsOf('Tenant', 'tenants', Prisma.sql`id = ${ownTenant}`),
    ApiKey: rowsOf('ApiKey', 'api_keys', Prisma.sql`${isOfTenant} AND (${isReadableKey(principal)})`),
    Questionnaire: {
      ids: 'integers',
      select: Prisma.sql`
        SELECT questionnaire_id::text AS id, to_json(node) AS row FROM questionnaire_versions node
        WHERE questionnaire_id = ANY ((SELECT integers FROM wanted)::int[]) AND is_current AND ${isOfTenant}`,
      read: (row) => fromJsonRow('QuestionnaireVersion', row),
    },
    QuestionnaireVersion: rowsOf('QuestionnaireVersion', 'questionnaire_versions', isOfTenant),
    QuestionnaireSection: rowsOf('QuestionnaireSection', 'questionnaire_sections', isOfTenant),
    Question: rowsOf('Question', 'questions', isOfTenant),
    Entity: rowsOf('Entity', 'entities', isOwned),
    Response: {
      ids: 'uuids',
      select: Prisma.sql`
        SELECT responses.id::text AS id, ${responseRow(parts)} AS row
        FROM (SELECT * FROM responses WHERE ${isWanted} AND ${isOwned}) responses
        JOIN entities ON entities.id = responses.entity_id`,
      read: (row) => openResponse(reader, row),
    },
    Answer: {
      ids: 'answers',
      select: Prisma.sql`
        SELECT responses.id || ${answerIdSeparator} || questions.id AS id, json_build_object('responseId', responses.id,
          'question', to_json(questions), 'stored', ${answerToQuestionJson}) AS row
        FROM wanted, unnest(answer_responses, answer_questions) AS answer (response_id, question_id)
        JOIN (SELECT * FROM responses WHERE ${isOwned}) responses ON responses.id = answer.response_id
        JOIN questions ON questions.id = answer.question_id AND version_id = questionnaire_version_id`,
      read: (row) => openAnswerOfResponse(reader, row),
    },
    Submission: {
      ids: 'uuids',
      // Its content is read only where it is selected.
      select: Prisma.sql`
        SELECT id::text AS id, (to_jsonb(node) - 'content')::json AS row FROM submissions node
        WHERE ${isWanted} AND ${isOwned} AND ${isOfUnerasedResponse('node')}`,
      read: (row) => fromJsonRow('Submission', row),
    },
    Comment: rowsOf(
      'ResponseComment',
      'response_comments',
      Prisma.sql`${isOwned} AND ${isOfUnerasedResponse('node')}`,
    ),
    Batch: rowsOf('Batch', 'batches', isOwned),
    BatchItem: rowsOf('BatchItem', 'batch_items', isOwned),
    Autofill: rowsOf('AutofillRun', 'autofill_runs', isOwned),
    Document: rowsOf('Document', 'documents', isOwned),
    WorkflowSession: rowsOf('WorkflowSession', 'workflow_sessions', isOwned),
    VerificationSession: rowsOf('VerificationSession', 'verification_sessions', isOwned),
    VerificationEvidence: rowsOf('VerificationEvidence', 'verification_evidence', isOwned),
    AuditEvent: rowsOf(
      'AuditEvent',
      'audit_events',
      Prisma.sql`${isOwned} AND ${isReadableEvent(principal)}`,
    ),
    ...(canReadCapturedMails(reader) && { CapturedMail: rowsOf('CapturedMail', 'captured_mails', isOwned) }),
    ...(isAdmin && webhookKinds),
  };
}

function openAnswerOfResponse(
  { scope, services }: NodeReader,
  row: { responseId: string; question: Record<string, unknown>; stored: StoredAnswer | null },
): ResponseAnswer {
  const { responseId, question, stored } = row;
  const place = { tenantId: scope.tenantId, responseId };
  const [opened] = stored ? openAnswers(services.cipher, place, [stored]) : [];
  const asked = fromJsonRow('Question', question);
  return { responseId, question: { ...asked, texts: readLocalTexts(asked.texts) }, stored: opened };
}

/** What belongs to a webhook cannot be read once the webhook is deleted. */
const webhookKinds: NodeKinds = {
  Webhook: rowsOf('WebhookEndpoint', 'webhook_endpoints', Prisma.sql`${isOwned} AND deleted_at IS NULL`),
  WebhookDelivery: rowsOf(
    'WebhookDelivery',
    'webhook_deliveries',
    Prisma.sql`${isOwned} AND EXISTS (
      SELECT FROM webhook_endpoints WHERE id = node.endpoint_id AND deleted_at IS NULL)`,
  ),
  WebhookAttempt: rowsOf(
    'WebhookAttempt',
    'webhook_attempts',
    Prisma.sql`${isOwned} AND EXISTS (
      SELECT FROM webhook_deliveries JOIN webhook_endpoints ON webhook_endpoints.id = endpoint_id
      WHERE webhook_deliveries.id = node.delivery_id AND deleted_at IS NULL)`,
  ),
};

/** A key can read itself, and those that it can manage. */
function isReadableKey({ keyId, scopes, mode }: TenantPrincipal): Prisma.Sql {
  const isItself = Prisma.sql`id = ${keyId}::uuid`;
  if (!scopes.includes('ADMIN')) {
    return isItself;
  }
  return mode === 'LIVE' ? Prisma.sql`true` : Prisma.sql`${isItself} OR mode = 'TEST'`;
}

/** What the operator can read: tenants, their keys and the queues. */
export const operatorKinds: NodeKinds = {
  Tenant: rowsOf('Tenant', 'tenants', Prisma.sql`true`),
  ApiKey: rowsOf('ApiKey', 'api_keys', Prisma.sql`true`),
  Job: {
    ids: 'uuids',
    select: Prisma.sql`
      SELECT id::text AS id, to_json(node) AS row FROM (${jobRows}) node WHERE ${isWanted}`,
    read: jobFromJson,
  },
};
