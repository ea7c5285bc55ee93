import {
  type Entity,
  Prisma,
  type QuestionnaireVersion,
  type Response,
} from '../../database/client/client.ts';
import type { StoredAnswer } from './stored-answer.ts';

/*
 * Rows as JSON, for statements that read or write several tables together. Each expression writes what Prisma's client
 * would read from the table of that name, so that both can be used interchangeably: a list that is NULL is empty.
 */

/** A row of `responses`. */
export const responseJson = Prisma.sql`json_build_object(
  'id', responses.id, 'tenantId', responses.tenant_id, 'mode', responses.mode, 'name', responses.name,
  'status', responses.status, 'entityId', responses.entity_id, 'questionnaireId', responses.questionnaire_id,
  'questionnaireVersionId', responses.questionnaire_version_id, 
  'plannedChecks', coalesce(responses.planned_checks, '{}'),
  'plannedEmail', responses.planned_email, 'plannedExpiryHours', responses.planned_expiry_hours,
  'plannedLanguage', responses.planned_language,
  'createdAt', responses.created_at, 'updatedAt', responses.updated_at, 'submittedAt', responses.submitted_at,
  'reviewedAt', responses.reviewed_at, 'reviewedBy', responses.reviewed_by,
  'decidedBy', responses.decided_by, 'erasedAt', responses.erased_at, 'language', responses.language,
  'flags', responses.flags,
  'riskLevel', responses.risk_level, 'assignee', responses.assignee, 'assigneeAddress', responses.assignee_address,
  'tags', coalesce(responses.tags, '{}'), 'dueAt', responses.due_at)`;

/** A row of `entities`. */
export const entityJson = Prisma.sql`json_build_object(
  'id', entities.id, 'tenantId', entities.tenant_id, 'mode', entities.mode, 'entityType', entities.entity_type,
  'name', entities.name, 'legalName', entities.legal_name, 'tradingName', entities.trading_name,
  'firstName', entities.first_name, 'lastName', entities.last_name, 'email', entities.email,
  'phone', entities.phone, 'jurisdiction', entities.jurisdiction, 'externalId', entities.external_id,
  'createdAt', entities.created_at, 'updatedAt', entities.updated_at, 'onHold', entities.on_hold,
  'erasedAt', entities.erased_at)`;

/** The current version of the questionnaire that a row of `responses` answers, for `fromJsonRow`. */
export const currentVersionJson = Prisma.sql`(
  SELECT to_json(current) FROM questionnaire_versions current
  WHERE current.questionnaire_id = responses.questionnaire_id AND current.is_current)`;

/** A row of `answers`, with where autofill found it. Value and quote are encrypted, for `openAnswers`. */
const answerJson = Prisma.sql`json_build_object(
  'questionId', answers.question_id,
  'value', answers.value,
  'source', CASE WHEN source.response_id IS NOT NULL THEN json_build_object(
    'documentId', source.document_id, 'documentName', source.document_name, 'page', source.page,
    'quote', source.quote, 'confidence', source.confidence, 'engine', source.engine) END)`;

/** Those of an erased response are deleted after it was closed, and can be read by no one until then. */
const answersOfResponse = Prisma.sql`
  answers LEFT JOIN answer_annotations source USING (response_id, question_id)
  WHERE answers.response_id = responses.id AND responses.erased_at IS NULL`;

/** The stored answers of a row of `responses`; NULL where there are none. */
export const answersJson = Prisma.sql`(SELECT json_agg(${answerJson}) FROM ${answersOfResponse})`;

/** The stored answer of a row of `responses` to a row of `questions`; NULL where there is none. */
export const answerToQuestionJson = Prisma.sql`(
  SELECT ${answerJson} FROM ${answersOfResponse} AND answers.question_id = questions.id)`;

/** The condition for submissions or comments that were not erased with their response, where the table has the given name. */
export const isOfUnerasedResponse = (
  table: 'submissions' | 'response_comments' | 'node',
): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM responses WHERE responses.id = ${Prisma.raw(table)}.response_id AND responses.erased_at IS NULL)`;

/** JSON has no dates: the database writes them as text. */
type Dated<Row> = { [Key in keyof Row]: Date extends Row[Key] ? string | Exclude<Row[Key], Date> : Row[Key] };

/** A response with what a statement has read beside it. */
export type ResponseWithEntity = Response & {
  entity: Entity;
  /** Undefined if they were not read. */
  answers: StoredAnswer[] | undefined;
  /** The current version of the questionnaire; undefined if it was not read. */
  currentVersion?: QuestionnaireVersion | undefined;
};

/** A response with its entity, with the dates of JSON made dates again. */
export function fromJson(row: {
  response: Dated<Response>;
  entity: Dated<Entity>;
  answers: StoredAnswer[] | null;
}): Omit<ResponseWithEntity, 'answers' | 'currentVersion'> {
  const { response, entity } = row;
  return {
    ...response,
    createdAt: new Date(response.createdAt),
    updatedAt: new Date(response.updatedAt),
    submittedAt: dateOrNull(response.submittedAt),
    reviewedAt: dateOrNull(response.reviewedAt),
    erasedAt: dateOrNull(response.erasedAt),
    dueAt: dateOrNull(response.dueAt),
    entity: {
      ...entity,
      createdAt: new Date(entity.createdAt),
      updatedAt: new Date(entity.updatedAt),
      erasedAt: dateOrNull(entity.erasedAt),
    },
  };
}

const dateOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text));
