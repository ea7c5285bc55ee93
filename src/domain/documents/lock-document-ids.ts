import { isOwnedIn, ofTenant } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';

interface FindOptions {
  transaction: Transaction;
  scope: Scope;
  responseId: string;
  ids: readonly string[];
}

/**
 * Which of the ids are documents of the entity that a response is about. They are kept from being deleted until the
 * transaction ends, so that an answer can name them.
 */
export async function lockDocumentIds({
  transaction,
  scope,
  responseId,
  ids,
}: FindOptions): Promise<Set<string>> {
  const documents = await ofTenant(transaction, scope).query<{ id: string }[]>`
    SELECT documents.id FROM documents JOIN responses ON responses.entity_id = documents.entity_id
    WHERE documents.id = ANY (${ids}::uuid[]) AND ${isOwnedIn('documents')} AND responses.id = ${responseId}::uuid
    ORDER BY documents.id FOR KEY SHARE OF documents`;
  return new Set(documents.map(({ id }) => id));
}
