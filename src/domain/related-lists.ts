import {
  type BatchItem,
  type Document,
  Prisma,
  type QuestionnaireVersion,
  type ResponseComment,
  type VerificationSession,
  type WorkflowSession,
} from '../database/client/client.ts';
import { fromJsonRow } from '../database/json-row.ts';
import { isOfTenant, isOwned, ofTenant } from '../database/raw-sql.ts';
import type { TenantRows } from './context.ts';
import { isOnPage, type ListPage } from './list-page.ts';
import { isOfUnerasedResponse, type ResponseWithEntity } from './responses/json-rows.ts';
import { type ResponseRow, responseRow, responseWithoutAnswers } from './responses/read-responses.ts';
import type { SubmissionSummary } from './responses/submission.ts';

/** The rows of every kind of list that belongs to an entity, a response, a batch or a questionnaire. */
export interface RelatedRows {
  responsesOfEntity: ResponseWithEntity;
  workflowSessionsOfEntity: WorkflowSession;
  verificationSessionsOfEntity: VerificationSession;
  documentsOfEntity: Document;
  workflowSessionsOfResponse: WorkflowSession;
  /** The documents that answer the response's questions of type FILE. */
  documentsOfResponse: Document;
  submissionsOfResponse: SubmissionSummary;
  commentsOfResponse: ResponseComment;
  itemsOfBatch: BatchItem;
  versionsOfQuestionnaire: QuestionnaireVersion;
}

export type RelatedList = keyof RelatedRows;

/**
 * How a list is read. Inside the statement, the list's table has its own name, and `subject` is what the list belongs to.
 * Columns are what Prisma's client would read: a list that is NULL is empty.
 */
interface ListDefinition<Row> {
  /** The type of the ids of what the lists belong to. */
  subjectId: 'uuid' | 'integer';
  table: Prisma.Sql;
  /** Questionnaires are shared by both modes of a tenant. */
  owner: 'tenant and mode' | 'tenant';
  belongs: Prisma.Sql;
  columns: Prisma.Sql;
  join?: Prisma.Sql;
  toRow: (row: never) => Row;
}

const asItIs = <Row>(row: Row): Row => row;

const documentColumns = Prisma.sql`documents.id, documents.tenant_id AS "tenantId", documents.mode,
  documents.entity_id AS "entityId", documents.name, documents.content_type AS "contentType",
  documents.size_bytes AS "sizeBytes", documents.sha256, documents.workflow_session_id AS "workflowSessionId",
  documents.dispatch_id AS "dispatchId", documents.is_kept_by_team AS "isKeptByTeam", documents.readable,
  documents.unreadable_reason AS "unreadableReason", documents.created_at AS "createdAt"`;

const workflowSessionColumns = Prisma.sql`workflow_sessions.id, workflow_sessions.tenant_id AS "tenantId",
  workflow_sessions.mode, workflow_sessions.status, workflow_sessions.email, workflow_sessions.entity_id AS "entityId",
  workflow_sessions.response_id AS "responseId", workflow_sessions.verification_session_id AS "verificationSessionId",
  coalesce(workflow_sessions.steps::text[], '{}') AS steps,
  coalesce(workflow_sessions.completed_steps::text[], '{}') AS "completedSteps",
  workflow_sessions.message, coalesce(workflow_sessions.question_keys, '{}') AS "questionKeys",
  workflow_sessions.live_dispatch_id AS "liveDispatchId", workflow_sessions.change_count AS "changeCount",
  workflow_sessions.expires_at AS "expiresAt", workflow_sessions.created_at AS "createdAt",
  workflow_sessions.opened_at AS "openedAt", workflow_sessions.completed_at AS "completedAt",
  workflow_sessions.link_requested_at AS "linkRequestedAt"`;

/** Most lists are of resources that have a mode, and belong to such a resource. */
const ofResource = { subjectId: 'uuid', owner: 'tenant and mode' } as const;

const definitions: { [List in RelatedList]: ListDefinition<RelatedRows[List]> } = {
  responsesOfEntity: {
    ...ofResource,
    table: Prisma.sql`responses`,
    belongs: Prisma.sql`responses.entity_id = subject.id`,
    columns: Prisma.sql`${responseRow(['currentVersion'])} AS row`,
    join: Prisma.sql`JOIN entities ON entities.id = responses.entity_id`,
    toRow: ({ row }: { row: ResponseRow }) => responseWithoutAnswers(row),
  },
  workflowSessionsOfEntity: {
    ...ofResource,
    table: Prisma.sql`workflow_sessions`,
    belongs: Prisma.sql`workflow_sessions.entity_id = subject.id`,
    columns: workflowSessionColumns,
    toRow: asItIs<WorkflowSession>,
  },
  verificationSessionsOfEntity: {
    ...ofResource,
    table: Prisma.sql`verification_sessions`,
    belongs: Prisma.sql`verification_sessions.entity_id = subject.id`,
    columns: Prisma.sql`verification_sessions.id, verification_sessions.tenant_id AS "tenantId",
      verification_sessions.mode, verification_sessions.entity_id AS "entityId",
      coalesce(verification_sessions.checks::text[], '{}') AS checks, verification_sessions.status, verification_sessions.outcome,
      verification_sessions.created_at AS "createdAt", verification_sessions.completed_at AS "completedAt",
      verification_sessions.expires_at AS "expiresAt", verification_sessions.provider,
      verification_sessions.provider_client_id AS "providerClientId",
      verification_sessions.consented_at AS "consentedAt"`,
    toRow: asItIs<VerificationSession>,
  },
  documentsOfEntity: {
    ...ofResource,
    table: Prisma.sql`documents`,
    belongs: Prisma.sql`documents.entity_id = subject.id`,
    columns: documentColumns,
    toRow: asItIs<Document>,
  },
  workflowSessionsOfResponse: {
    ...ofResource,
    table: Prisma.sql`workflow_sessions`,
    belongs: Prisma.sql`workflow_sessions.response_id = subject.id`,
    columns: workflowSessionColumns,
    toRow: asItIs<WorkflowSession>,
  },
  documentsOfResponse: {
    ...ofResource,
    table: Prisma.sql`documents`,
    belongs: Prisma.sql`documents.id IN (
      SELECT unnest(answers.document_ids) FROM answers JOIN responses ON responses.id = answers.response_id
      WHERE responses.id = subject.id AND responses.erased_at IS NULL)`,
    columns: documentColumns,
    toRow: asItIs<Document>,
  },
  submissionsOfResponse: {
    ...ofResource,
    table: Prisma.sql`submissions`,
    belongs: Prisma.sql`submissions.response_id = subject.id AND ${isOfUnerasedResponse('submissions')}`,
    columns: Prisma.sql`submissions.id, submissions.response_id AS "responseId", submissions.number,
      submissions.submitted_at AS "submittedAt"`,
    toRow: asItIs<SubmissionSummary>,
  },
  commentsOfResponse: {
    ...ofResource,
    table: Prisma.sql`response_comments`,
    belongs: Prisma.sql`response_comments.response_id = subject.id AND ${isOfUnerasedResponse('response_comments')}`,
    columns: Prisma.sql`to_json(response_comments) AS row`,
    toRow: ({ row }: { row: Record<string, unknown> }) => fromJsonRow('ResponseComment', row),
  },
  itemsOfBatch: {
    ...ofResource,
    table: Prisma.sql`batch_items`,
    belongs: Prisma.sql`batch_items.batch_id = subject.id`,
    columns: Prisma.sql`to_json(batch_items) AS row`,
    toRow: ({ row }: { row: Record<string, unknown> }) => fromJsonRow('BatchItem', row),
  },
  versionsOfQuestionnaire: {
    subjectId: 'integer',
    table: Prisma.sql`questionnaire_versions`,
    owner: 'tenant',
    belongs: Prisma.sql`questionnaire_versions.questionnaire_id = subject.id`,
    columns: Prisma.sql`to_json(questionnaire_versions) AS row`,
    toRow: ({ row }: { row: Record<string, unknown> }) => fromJsonRow('QuestionnaireVersion', row),
  },
};

interface ListsOptions<List extends RelatedList> {
  list: List;
  /** The ids of what the lists belong to, each once. */
  ids: readonly string[];
}

/** Reads the same part of any number of lists in one statement; an empty one is left out. */
export async function readRelatedLists<List extends RelatedList>(
  { db, scope }: TenantRows,
  { list, ids, page }: ListsOptions<List> & { page: ListPage },
): Promise<Map<string, RelatedRows[List][]>> {
  const { table, belongs, columns, join = Prisma.empty, toRow, owner, subjectId } = definitions[list];
  const { where, orderBy, take, skip } = page;
  const order = Prisma.raw(orderBy.id);
  const rows = await ofTenant(db, scope).query<{ subjectId: string }[]>`
    SELECT subject.id::text AS "subjectId", ${columns}
    FROM ${subjects(ids, subjectId)}
    CROSS JOIN LATERAL (
      SELECT * FROM ${table}
      WHERE ${belongs} AND ${isOwnedBy(owner)} AND ${isOnPage(where, Prisma.sql`${table}.id`)}
      ORDER BY ${table}.id ${order} LIMIT ${take} OFFSET ${skip}
    ) ${table} ${join}
    ORDER BY ${table}.id ${order}`;
  const bySubject = Map.groupBy(rows, ({ subjectId }) => subjectId);
  return new Map(
    [...bySubject].map(([id, found]) => [
      id,
      found.map(({ subjectId: _subjectId, ...row }) => toRow(row as never)),
    ]),
  );
}

/** Counts the items of any number of lists in one statement. */
export async function countRelatedLists(
  { db, scope }: TenantRows,
  { list, ids }: ListsOptions<RelatedList>,
): Promise<Map<string, number>> {
  const { table, belongs, owner, subjectId } = definitions[list];
  const rows = await ofTenant(db, scope).query<{ subjectId: string; count: number }[]>`
    SELECT subject.id::text AS "subjectId",
      (SELECT count(*)::int FROM ${table} WHERE ${belongs} AND ${isOwnedBy(owner)}) AS count
    FROM ${subjects(ids, subjectId)}`;
  return new Map(rows.map(({ subjectId, count }) => [subjectId, count]));
}

/** The ids as a table. */
const subjects = (ids: readonly string[], type: ListDefinition<never>['subjectId']): Prisma.Sql =>
  Prisma.sql`unnest(${ids}::text[]::${Prisma.raw(type)}[]) AS subject (id)`;

const isOwnedBy = (owner: ListDefinition<never>['owner']): Prisma.Sql =>
  owner === 'tenant' ? isOfTenant : isOwned;
