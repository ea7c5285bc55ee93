import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { isNamedByAnswer } from '../documents/is-named-by-answer.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { Recipient } from './recipient.ts';

/**
 * Deletes a document that its recipient has taken out of an answer, if it came by this same link and no other answer refers to
 * it, unless the team has uploaded the same bytes: then it stays. Whoever refers to it again waits for the lock. Its content is
 * to be forgotten once the transaction has ended.
 *
 * @returns whether it was deleted
 */
export async function deleteUnneededDocument(
  transaction: Transaction,
  recipient: Recipient<'clock' | 'eventData' | 'jobs'>,
  documentId: string,
): Promise<boolean> {
  const { scope, entityId, dispatchId, workflowSessionId, responseId, actor, services } = recipient;
  await ofTenant(transaction, scope).query`
    SELECT 1 FROM documents WHERE id = ${documentId}::uuid AND ${isOwned} FOR UPDATE`;
  if (await isNamedByAnswer({ transaction, scope, entityId, documentId })) {
    return false;
  }
  const { count } = await transaction.document.deleteMany({
    where: { id: documentId, entityId, dispatchId, isKeptByTeam: false },
  });
  if (count === 0) {
    return false;
  }
  await recordAuditEvent(transaction, services, {
    ...actor,
    scope,
    type: 'document.deleted',
    entityId,
    responseId,
    workflowSessionId,
    details: { document_id: documentId },
    at: services.clock(),
  });
  return true;
}
