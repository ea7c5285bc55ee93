import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';

/**
 * Reads a response with what it is about, and locks it until the transaction ends, so that of two calls at once the second sees what the first
 * did.
 *
 * @throws NotFoundError
 */
export async function lockResponse(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  responseId: string,
) {
  await transaction.$queryRaw`
    SELECT 1 FROM responses WHERE id = ${responseId}::uuid AND tenant_id = ${scope.tenantId}::uuid AND mode = ${scope.mode}::"Mode" FOR UPDATE`;
  const response = await transaction.response.findUnique({ where: { id: responseId } });
  if (!response) {
    throw new NotFoundError('Response');
  }
  const { entityId, questionnaireVersionId } = response;
  // One by one, because a transaction has one connection and the relations of one read are read at once.
  const entity = await transaction.entity.findUniqueOrThrow({ where: { id: entityId } });
  const questionnaire = await transaction.questionnaireVersion.findUniqueOrThrow({
    where: { id: questionnaireVersionId },
  });
  return { response, entity, questionnaire };
}

/**
 * Holds that no mail about a locked response or session is on its way: what it promises is not decided before it has
 * arrived.
 *
 * @throws ConflictError
 */
export async function requireNoMailUnderWay(
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
    throw new ConflictError('A mail about this request is being sent right now.');
  }
}
