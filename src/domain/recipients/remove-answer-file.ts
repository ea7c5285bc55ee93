import { forgetFiles } from '../files/with-received-file.ts';
import { deleteUnneededDocument } from './delete-unneeded-document.ts';
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
    return deleteUnneededDocument(transaction, recipient, documentId);
  });
  if (isDeleted) {
    await forgetFiles(recipient.services, [documentId]);
  }
}
