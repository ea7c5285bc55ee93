import { isOwnedIn, ofTenant } from '../../database/raw-sql.ts';
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
  const answers = await ofTenant(transaction, scope).query<unknown[]>`
    SELECT 1 FROM answers JOIN responses ON responses.id = answers.response_id
    WHERE ${isOwnedIn('responses')}
      AND responses.entity_id = ${entityId}::uuid AND answers.document_ids @> ARRAY[${documentId}::uuid]
    LIMIT 1`;
  return answers.length > 0;
}
