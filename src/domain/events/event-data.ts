import type {
  AutofillRun,
  Entity,
  Prisma,
  QuestionnaireVersion,
  Response,
  VerificationSession,
  WorkflowSession,
} from '../../database/client/client.ts';
import { checkFlags } from '../verification/checks.ts';
import { verificationStatus } from '../verification/verification-status.ts';
import { sessionStatus } from '../workflows/session-status.ts';

/*
 * What endpoints are told about a thing: the object that REST gives of it, key by key. A test holds the two together.
 * None of them has a token, an answer or a note.
 */

/** `GET /workflows/{session_id}/` at a moment. */
export const sessionData = (
  session: Pick<
    WorkflowSession,
    | 'id'
    | 'status'
    | 'email'
    | 'entityId'
    | 'responseId'
    | 'verificationSessionId'
    | 'steps'
    | 'completedSteps'
    | 'expiresAt'
    | 'createdAt'
    | 'openedAt'
    | 'completedAt'
  >,
  entity: Pick<Entity, 'name'>,
  at: Date,
): Prisma.InputJsonObject => ({
  id: session.id,
  status: sessionStatus(session, at).toLowerCase(),
  email: session.email,
  entity_id: session.entityId,
  entity_name: entity.name,
  response_id: session.responseId,
  verification_session_id: session.verificationSessionId,
  steps: session.steps.map((step) => step.toLowerCase()),
  completed_steps: session.completedSteps.map((step) => step.toLowerCase()),
  expires_at: timeText(session.expiresAt),
  created_at: timeText(session.createdAt),
  opened_at: timeText(session.openedAt),
  completed_at: timeText(session.completedAt),
});

/** `GET /responses/{id}/` without its answers. */
export const responseData = (
  response: Pick<
    Response,
    'id' | 'name' | 'status' | 'createdAt' | 'updatedAt' | 'submittedAt' | 'reviewedAt'
  >,
  version: Pick<QuestionnaireVersion, 'questionnaireId' | 'name' | 'type'>,
  entity: Pick<Entity, 'id' | 'name' | 'entityType'>,
): Prisma.InputJsonObject => ({
  id: response.id,
  response_name: response.name,
  status: response.status,
  questionnaire: { id: version.questionnaireId, name: version.name, type: version.type.toLowerCase() },
  subject_entity: { id: entity.id, name: entity.name, entity_type: entity.entityType.toLowerCase() },
  created_at: timeText(response.createdAt),
  updated_at: timeText(response.updatedAt),
  submitted_at: timeText(response.submittedAt),
  reviewed_at: timeText(response.reviewedAt),
});

/** `GET /responses/{id}/autofill/`. */
export const autofillData = (
  run: Pick<
    AutofillRun,
    'status' | 'jobId' | 'answered' | 'total' | 'failedDocuments' | 'error' | 'startedAt' | 'finishedAt'
  >,
): Prisma.InputJsonObject => ({
  status: run.status.toLowerCase(),
  job_id: run.jobId,
  answered: run.answered,
  total: run.total,
  failed_documents: run.failedDocuments as Prisma.InputJsonArray,
  error: run.error,
  started_at: timeText(run.startedAt),
  finished_at: timeText(run.finishedAt),
});

/** `GET /verification-sessions/{id}/` at a moment. */
export const verificationData = (
  verification: Pick<
    VerificationSession,
    'id' | 'entityId' | 'checks' | 'status' | 'outcome' | 'createdAt' | 'completedAt' | 'expiresAt'
  >,
  at: Date,
): Prisma.InputJsonObject => ({
  id: verification.id,
  entity_id: verification.entityId,
  checks: checkFlags(verification.checks),
  status: verificationStatus(verification, at).toLowerCase(),
  outcome: verification.outcome.toLowerCase(),
  created_at: timeText(verification.createdAt),
  completed_at: timeText(verification.completedAt),
  expires_at: timeText(verification.expiresAt),
});

/** `2026-02-26T12:00:00Z`: UTC, to the second. */
const timeText = (time: Date | null): string | null =>
  time && `${time.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;
