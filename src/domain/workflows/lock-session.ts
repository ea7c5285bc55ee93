import type { WorkflowSession } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';

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
