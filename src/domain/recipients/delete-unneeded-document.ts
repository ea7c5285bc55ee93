import type { Transaction } from '../../database/transaction.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Recipient } from './recipient.ts';

/**
 * Deletes a document that its recipient has taken out of an answer, when it came by this same link and no other answer
 * names it. Whoever names it anew waits for the lock. Its content is to be forgotten once the transaction has ended.
 *
 * @returns whether it was deleted
 */
export async function deleteUnneededDocument(
  transaction: Transaction,
  recipient: Recipient,
  documentId: string,
): Promise<boolean> {
  const { scope, entityId, workflowSessionId, responseId, actor, services } = recipient;
  await transaction.$queryRaw`SELECT 1 FROM documents WHERE id = ${documentId}::uuid FOR UPDATE`;
  const namedBy = JSON.stringify([documentId]);
  const answers = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM answers JOIN responses ON responses.id = answers.response_id
    WHERE responses.tenant_id = ${scope.tenantId}::uuid AND responses.mode = ${scope.mode}::"Mode"
      AND responses.entity_id = ${entityId}::uuid AND answers.value @> ${namedBy}::jsonb
    LIMIT 1`;
  if (answers.length > 0) {
    return false;
  }
  const { count } = await transaction.document.deleteMany({
    where: { id: documentId, entityId, workflowSessionId },
  });
  if (count === 0) {
    return false;
  }
  await recordAuditEvent(transaction, services, {
    ...actor,
    scope,
    type: 'document.deleted',
    responseId,
    workflowSessionId,
    details: { document_id: documentId },
    at: services.clock(),
  });
  return true;
}
