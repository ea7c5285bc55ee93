import type { Entity, QuestionnaireVersion, Response } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant, ownTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, InvalidStateError, NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';

/** A response with what emails about it and its autofill need. */
interface LockedResponse {
  response: Response;
  entity: Pick<Entity, 'id' | 'name' | 'email'>;
  questionnaire: Pick<QuestionnaireVersion, 'id' | 'questionnaireId' | 'name' | 'questionCount'>;
}

/**
 * Locks a response until the transaction ends and reads it with what it is about, so that of two concurrent calls the second
 * sees what the first did. Two statements, because one that waits for a lock sees other rows as they were before.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 */
export async function lockResponse(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  responseId: string,
): Promise<LockedResponse> {
  const response = await lockResponseAlone(transaction, { scope }, responseId);
  const [subject] = await ofTenant(transaction, scope).query<Omit<LockedResponse, 'response'>[]>`
    SELECT
      json_build_object('id', entity.id, 'name', entity.name, 'email', entity.email) AS entity,
      json_build_object('id', version.id, 'questionnaireId', version.questionnaire_id, 'name', version.name,
        'questionCount', version.question_count) AS questionnaire
    FROM entities entity, questionnaire_versions version
    WHERE entity.id = ${response.entityId}::uuid AND entity.tenant_id = ${ownTenant}
      AND version.id = ${response.questionnaireVersionId}::uuid`;
  if (!subject) {
    throw new Error(`The response ${response.id} lacks its entity or its questionnaire.`);
  }
  return { response, ...subject };
}

/**
 * Locks a response until the transaction ends and reads it.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when the response was erased
 */
export async function lockResponseAlone(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  responseId: string,
): Promise<Response> {
  const [locked] = await ofTenant(transaction, scope).query<{ row: Record<string, unknown> }[]>`
    SELECT to_json(responses) AS row FROM responses
    WHERE id = ${responseId}::uuid AND ${isOwned} FOR UPDATE`;
  if (!locked) {
    throw new NotFoundError('Response');
  }
  const response = fromJsonRow('Response', locked.row);
  requireResponseUnerased(response);
  return response;
}

/** @throws InvalidStateError when the response was erased */
export function requireResponseUnerased({
  status,
  erasedAt,
}: Pick<Response, 'status'> & { erasedAt: unknown }): void {
  if (erasedAt !== null) {
    throw new InvalidStateError('The response was erased.', status);
  }
}

/**
 * Checks that no mail about a locked response or session is on its way: what it promises is not decided before it has
 * arrived.
 *
 * @throws ConflictError
 */
export async function requireNoEmailInProgress(
  transaction: Transaction,
  { responseId, workflowSessionId }: { responseId?: string | null; workflowSessionId?: string },
): Promise<void> {
  const conditions = [
    ...(responseId ? [{ responseId }] : []),
    ...(workflowSessionId ? [{ workflowSessionId }] : []),
  ];
  const underWay = await transaction.dispatch.findFirst({
    where: { status: 'UNDER_WAY', OR: conditions },
    select: { id: true },
  });
  if (underWay) {
    throw emailInProgress();
  }
}

export const emailInProgress = () =>
  new ConflictError('An email for this request is being sent. Try again shortly.');
