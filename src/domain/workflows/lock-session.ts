import type { WorkflowSession } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';
import { entityErased } from '../entities/lock-entity.ts';

/**
 * Reads a session and locks it until the transaction ends, so that of two concurrent calls the second sees what the first
 * did, and no one completes a step in the meantime.
 *
 * @throws NotFoundError
 */
export async function lockSession(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  id: string,
): Promise<WorkflowSession> {
  const [session] = await ofTenant(transaction, scope).query<{ row: Record<string, unknown> }[]>`
    SELECT to_json(workflow_sessions) AS row FROM workflow_sessions
    WHERE id = ${id}::uuid AND ${isOwned} FOR UPDATE`;
  if (!session) {
    throw new NotFoundError('Workflow session');
  }
  return fromJsonRow('WorkflowSession', session.row);
}

/**
 * Checks that neither the entity nor the response of a locked session was erased: both are erased with the session locked.
 *
 * @throws InvalidStateError
 */
export async function requireSubjectUnerased(
  transaction: Transaction,
  session: WorkflowSession,
): Promise<void> {
  const erased = await ofTenant(transaction, session).query<unknown[]>`
    SELECT 1 FROM entities WHERE id = ${session.entityId}::uuid AND ${isOwned} AND erased_at IS NOT NULL
    UNION ALL
    SELECT 1 FROM responses WHERE id = ${session.responseId}::uuid AND ${isOwned} AND erased_at IS NOT NULL`;
  if (erased.length > 0) {
    throw entityErased();
  }
}
