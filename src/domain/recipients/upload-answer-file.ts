import type { Document } from '../../database/client/client.ts';
import { addDocument } from '../documents/add-document.ts';
import { acceptedDocuments } from '../files/accepted-types.ts';
import { FileRefusedError, type ReceivedFile } from '../files/received-file.ts';
import { withReceivedFile } from '../files/with-received-file.ts';
import { findFileQuestion, lockFileAnswer, writeFileAnswer } from './file-answer.ts';
import type { Recipient } from './recipient.ts';
import { UploadRefusedError } from './upload-refused.ts';

/** How many files may answer one question. */
const mostFilesPerQuestion = 10;

/**
 * Adds a received file to the answer of a question of type FILE, as a document of the entity. Its text is read later, so
 * that nobody waits for that on the page. The same bytes again change nothing. Whatever refuses it, neither the document nor the file's content stays.
 *
 * @returns the document, which is an earlier one where the entity has the same bytes already
 * @throws NotFoundError when the recipient's questionnaire has no such question
 * @throws LinkClosedError when the questionnaire cannot be filled in any more
 * @throws UploadRefusedError `too_many` when the question has ten files
 * @throws ConflictError when the link, the entity or the tenant has as many files as it can have
 */
export const uploadAnswerFile = (
  recipient: Recipient,
  { questionId, received }: { questionId: string; received: ReceivedFile },
): Promise<Document> =>
  withReceivedFile(recipient.services, received, async () => {
    if (!acceptedDocuments.has(received.contentType)) {
      throw new FileRefusedError('type_not_accepted');
    }
    await findFileQuestion(recipient, questionId);
    return recipient.db.$transaction(async (transaction) => {
      const answer = await lockFileAnswer(transaction, recipient, questionId);
      const document = await addDocument({
        transaction,
        services: recipient.services,
        scope: recipient.scope,
        entityId: recipient.entityId,
        received,
        readability: null,
        actor: recipient.actor,
        now: recipient.services.clock(),
        link: recipient,
        responseId: answer.responseId,
      });
      if (answer.documentIds.includes(document.id)) {
        return document;
      }
      if (answer.documentIds.length >= mostFilesPerQuestion) {
        throw new UploadRefusedError('too_many');
      }
      const documentIds = [...answer.documentIds, document.id];
      await writeFileAnswer(transaction, recipient, { ...answer, documentIds });
      return document;
    });
  });
