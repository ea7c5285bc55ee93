import {
  type Document,
  Prisma,
  type VerificationSession,
  type WorkflowSession,
} from '../database/client/client.ts';
import type { TenantRows } from './context.ts';
import { entityJson, fromJson, type ResponseWithEntity, responseJson } from './responses/json-rows.ts';

/** The rows of every kind of list that belongs to an entity or a response. */
export interface RelatedRows {
  responsesOfEntity: ResponseWithEntity;
  workflowSessionsOfEntity: WorkflowSession;
  verificationSessionsOfEntity: VerificationSession;
  documentsOfEntity: Document;
  workflowSessionsOfResponse: WorkflowSession;
  /** The documents that answer the response's questions of type FILE. */
  documentsOfResponse: Document;
}

export type RelatedList = keyof RelatedRows;

/** Which part of a list. Ids grow with time. */
export interface RelatedPage {
  where: { id?: { lt?: string; gt?: string } };
  orderBy: { id: 'asc' | 'desc' };
  take: number;
  skip: number;
}

/**
 * How a list is read. Inside the statement, the list's table has its own name, and `subject` is what the list belongs to.
 * Columns are what Prisma's client would read: a list that is NULL is empty.
 */
interface ListDefinition<Row> {
  table: Prisma.Sql;
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
  workflow_sessions.opened_at AS "openedAt", workflow_sessions.completed_at AS "completedAt"`;

const definitions: { [List in RelatedList]: ListDefinition<RelatedRows[List]> } = {
  responsesOfEntity: {
    table: Prisma.sql`responses`,
    belongs: Prisma.sql`responses.entity_id = subject.id`,
    columns: Prisma.sql`${responseJson} AS response, ${entityJson} AS entity`,
    join: Prisma.sql`JOIN entities ON entities.id = responses.entity_id`,
    toRow: (row: Parameters<typeof fromJson>[0]) => ({ ...fromJson(row), answers: undefined }),
  },
  workflowSessionsOfEntity: {
    table: Prisma.sql`workflow_sessions`,
    belongs: Prisma.sql`workflow_sessions.entity_id = subject.id`,
    columns: workflowSessionColumns,
    toRow: asItIs<WorkflowSession>,
  },
  verificationSessionsOfEntity: {
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
    table: Prisma.sql`documents`,
    belongs: Prisma.sql`documents.entity_id = subject.id`,
    columns: documentColumns,
    toRow: asItIs<Document>,
  },
  workflowSessionsOfResponse: {
    table: Prisma.sql`workflow_sessions`,
    belongs: Prisma.sql`workflow_sessions.response_id = subject.id`,
    columns: workflowSessionColumns,
    toRow: asItIs<WorkflowSession>,
  },
  documentsOfResponse: {
    table: Prisma.sql`documents`,
    belongs: Prisma.sql`documents.id IN (
      SELECT unnest(answers.document_ids) FROM answers WHERE answers.response_id = subject.id)`,
    columns: documentColumns,
    toRow: asItIs<Document>,
  },
};

interface ListsOptions<List extends RelatedList> {
  list: List;
  /** The ids of the entities or responses, each once. */
  ids: readonly string[];
}

/** Reads the same part of any number of lists in one statement; an empty one is left out. */
export async function readRelatedLists<List extends RelatedList>(
  { db, scope }: TenantRows,
  { list, ids, page }: ListsOptions<List> & { page: RelatedPage },
): Promise<Map<string, RelatedRows[List][]>> {
  const { table, belongs, columns, join = Prisma.empty, toRow } = definitions[list];
  const { where, orderBy, take, skip } = page;
  const order = Prisma.raw(orderBy.id);
  const rows = await db.$queryRaw<{ subjectId: string }[]>`
    SELECT subject.id AS "subjectId", ${columns}
    FROM unnest(${ids}::uuid[]) AS subject (id)
    CROSS JOIN LATERAL (
      SELECT * FROM ${table}
      WHERE ${belongs} AND ${isOwned(scope)}
        ${where.id?.lt === undefined ? Prisma.empty : Prisma.sql`AND ${table}.id < ${where.id.lt}::uuid`}
        ${where.id?.gt === undefined ? Prisma.empty : Prisma.sql`AND ${table}.id > ${where.id.gt}::uuid`}
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
  const { table, belongs } = definitions[list];
  const rows = await db.$queryRaw<{ subjectId: string; count: number }[]>`
    SELECT subject.id AS "subjectId",
      (SELECT count(*)::int FROM ${table} WHERE ${belongs} AND ${isOwned(scope)}) AS count
    FROM unnest(${ids}::uuid[]) AS subject (id)`;
  return new Map(rows.map(({ subjectId, count }) => [subjectId, count]));
}

const isOwned = ({ tenantId, mode }: TenantRows['scope']): Prisma.Sql =>
  Prisma.sql`tenant_id = ${tenantId}::uuid AND mode = ${mode}::"Mode"`;
