import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { forgetFiles } from '../files/with-received-file.ts';
import type { Transaction } from '../idempotency.ts';
import { findFileQuestion, lockFileAnswer, writeFileAnswer } from './file-answer.ts';
import type { Recipient } from './recipient.ts';

/**
 * Takes a file out of the answer of a question; the last one taken out clears the answer. The document itself is deleted
 * with its content when the recipient uploaded it by this same link and no other answer names it. A file that is not
 * among those of the answer is none to take out, which is no error.
 *
 * @throws NotFoundError when the recipient's questionnaire has no such question
 * @throws LinkClosedError when the questionnaire cannot be filled in any more
 */
export async function removeAnswerFile(
  recipient: Recipient,
  { questionId, documentId }: { questionId: string; documentId: string },
): Promise<void> {
  await findFileQuestion(recipient, questionId);
  const isDeleted = await recipient.db.$transaction(async (transaction) => {
    const answer = await lockFileAnswer(transaction, recipient, questionId);
    if (!answer.documentIds.includes(documentId)) {
      return false;
    }
    const documentIds = answer.documentIds.filter((id) => id !== documentId);
    await writeFileAnswer(transaction, recipient, { ...answer, documentIds });
    return deleteUnlessNeeded(transaction, recipient, documentId);
  });
  if (isDeleted) {
    await forgetFiles(recipient.services, [documentId]);
  }
}

/** Whether the document was the recipient's to delete, and is deleted. Whoever names it anew waits for the lock. */
async function deleteUnlessNeeded(
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
  await recordAuditEvent(transaction, {
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
