import type { SqlHandle } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { requireQuota, requireRoom } from '../quotas.ts';

interface RoomOptions {
  scope: Scope;
  entityId: string;
  /** The session whose recipient uploads; null when the team does. */
  workflowSessionId: string | null;
  /** Documents that are about to be added; none if all have been written already. */
  added: readonly { sizeBytes: number }[];
}

/**
 * Ensures that there are not more documents than there can be: of an entity, of a link and of the tenant, by number and by
 * size. Concurrent uploads do not see each other and can exceed a limit by what they add themselves.
 *
 * @throws ConflictError that states the limit
 */
export async function requireDocumentRoom(
  transaction: Pick<Transaction, 'document'> & SqlHandle,
  { scope, entityId, workflowSessionId, added }: RoomOptions,
): Promise<void> {
  requireQuota('documentsOfEntity', await transaction.document.count({ where: { entityId } }), added.length);
  if (workflowSessionId !== null) {
    requireQuota(
      'documentsOfLink',
      await transaction.document.count({ where: { workflowSessionId } }),
      added.length,
    );
  }
  const fileBytes = added.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  await requireRoom(transaction, scope, { documents: added.length, fileBytes });
}
