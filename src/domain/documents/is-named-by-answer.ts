import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';

interface NamedOptions {
  transaction: Transaction;
  scope: Scope;
  entityId: string;
  documentId: string;
}

/**
 * Whether an answer to a question of type FILE names a document of the entity. To be asked once the document is locked:
 * whoever is about to name it waits for the lock then.
 */
export async function isNamedByAnswer({
  transaction,
  scope,
  entityId,
  documentId,
}: NamedOptions): Promise<boolean> {
  const answers = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM answers JOIN responses ON responses.id = answers.response_id
    WHERE responses.tenant_id = ${scope.tenantId}::uuid AND responses.mode = ${scope.mode}::"Mode"
      AND responses.entity_id = ${entityId}::uuid AND answers.document_ids @> ARRAY[${documentId}::uuid]
    LIMIT 1`;
  return answers.length > 0;
}
