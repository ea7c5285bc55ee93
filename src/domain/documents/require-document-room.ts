import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { requireQuota, requireRoom } from '../quotas.ts';

interface RoomOptions {
  scope: Scope;
  entityId: string;
  /** The session whose recipient uploads; null when the team does. */
  workflowSessionId: string | null;
  /** A document that is about to be added. Defaults to none, for one that has been written already. */
  added?: { sizeBytes: number };
}

/**
 * Ensures that there are not more documents than there can be: of an entity, of a link and of the tenant, by number and by
 * size. Concurrent uploads do not see each other and can exceed a limit by what they add themselves.
 *
 * @throws ConflictError that states the limit
 */
export async function requireDocumentRoom(
  transaction: Pick<Transaction, 'document' | 'tenantUsage'>,
  { scope, entityId, workflowSessionId, added }: RoomOptions,
): Promise<void> {
  const count = added ? 1 : 0;
  requireQuota('documentsOfEntity', await transaction.document.count({ where: { entityId } }), count);
  if (workflowSessionId !== null) {
    requireQuota(
      'documentsOfLink',
      await transaction.document.count({ where: { workflowSessionId } }),
      count,
    );
  }
  await requireRoom(transaction, scope, { documents: count, fileBytes: added?.sizeBytes ?? 0 });
}
