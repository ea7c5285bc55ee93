import type { WorkflowSession } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';

/**
 * Reads a session and locks it until the transaction ends, so that of two calls at once the second sees what the first
 * did, and nobody completes a step meanwhile.
 *
 * @throws NotFoundError
 */
export async function lockSession(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  id: string,
): Promise<WorkflowSession> {
  await transaction.$queryRaw`
    SELECT 1 FROM workflow_sessions WHERE id = ${id}::uuid AND tenant_id = ${scope.tenantId}::uuid AND mode = ${scope.mode}::"Mode" FOR UPDATE`;
  const session = await transaction.workflowSession.findUnique({ where: { id } });
  if (!session) {
    throw new NotFoundError('Workflow session');
  }
  return session;
}
