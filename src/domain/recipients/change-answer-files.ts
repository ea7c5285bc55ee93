import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { addDocument } from '../documents/add-document.ts';
import { requireDocumentRoom } from '../documents/require-document-room.ts';
import { acceptedDocuments } from '../files/accepted-types.ts';
import { FileRejectedError, type ReceivedFile } from '../files/received-file.ts';
import type { VersionContent } from '../questionnaires/read-version.ts';
import type { CheckedAnswer } from '../responses/check-answers.ts';
import { openAnswer } from '../responses/sealed-answer.ts';
import { deleteUnneededDocument } from './delete-unneeded-document.ts';
import type { Recipient } from './recipient.ts';
import type { UploadRejection } from './upload-rejection.ts';

/** How many files can answer one question. */
const maxFilesPerQuestion = 10;

/** A recipient's changes to the files that answer questions. */
export interface AnswerFileChanges {
  /** Files to remove. One that does not answer the question is ignored. */
  removals: readonly { questionId: string; documentId: string }[];
  /** Files to add after that, as documents of the entity. */
  uploads: readonly { questionId: string; received: ReceivedFile }[];
}

/** The result of the changes. */
export interface ChangedAnswerFiles {
  /** The new answers, still to be written. */
  answers: CheckedAnswer[];
  /** The documents that answer questions now, by the id of the file that was received for each. */
  documentIds: Map<string, string>;
  /** Files that were not added, by the id of the file. */
  rejections: Map<string, UploadRejection>;
  /** Documents that were removed from an answer and may no longer be needed. */
  removedIds: Set<string>;
}

interface ChangeOptions extends AnswerFileChanges {
  /** Locked by the transaction. */
  responseId: string;
  version: VersionContent;
}

/**
 * Works out which files answer which questions after a recipient's changes, and adds the new ones as documents. The
 * same bytes again change nothing.
 *
 * @throws NotFoundError when the questionnaire has no such question of type FILE
 * @throws FileRejectedError when a file is of a type that is not accepted
 */
export async function changeAnswerFiles(
  transaction: Transaction,
  recipient: Recipient<'cipher' | 'clock' | 'eventData' | 'jobs'>,
  options: ChangeOptions,
): Promise<ChangedAnswerFiles> {
  const { removals, uploads, responseId } = options;
  requireAccepted(options);
  const changed: ChangedAnswerFiles = {
    answers: [],
    documentIds: new Map(),
    rejections: new Map(),
    removedIds: new Set(),
  };
  const questionIds = [...new Set([...removals, ...uploads].map(({ questionId }) => questionId))];
  if (questionIds.length === 0) {
    return changed;
  }
  const before = await readFileAnswers(transaction, recipient, { responseId, questionIds });
  const after = new Map(questionIds.map((id) => [id, new Set(before.get(id))]));

  for (const { questionId, documentId } of removals) {
    if (after.get(questionId)?.delete(documentId)) {
      changed.removedIds.add(documentId);
    }
  }
  for (const { questionId, received } of uploads) {
    const ids = after.get(questionId) ?? new Set();
    const known = await findOwnDocument(transaction, recipient, received);
    if (ids.size >= maxFilesPerQuestion && !(known && ids.has(known))) {
      changed.rejections.set(received.id, 'too_many');
      continue;
    }
    if (!known && !(await hasRoom(transaction, recipient, received))) {
      changed.rejections.set(received.id, 'too_many');
      continue;
    }
    const { id } = await addDocument({
      transaction,
      services: recipient.services,
      scope: recipient.scope,
      entityId: recipient.entityId,
      received,
      readability: null,
      actor: recipient.actor,
      now: recipient.services.clock(),
      link: recipient,
      responseId,
    });
    ids.add(id);
    changed.documentIds.set(received.id, id);
  }
  const changedQuestions = options.version.questions.filter(({ id }) => after.has(id));
  changed.answers = changedQuestions.flatMap(({ id: questionId, key }) => {
    const ids = [...(after.get(questionId) ?? [])];
    const isSame = ids.join() === (before.get(questionId) ?? []).join();
    return isSame ? [] : [{ questionId, questionKey: key, value: ids.length > 0 ? ids : null }];
  });
  return changed;
}

/** Deletes the documents that were removed from answers and that no other answer refers to, once the answers are written. */
export async function deleteRemovedDocuments(
  transaction: Transaction,
  recipient: Recipient<'clock' | 'eventData' | 'jobs'>,
  ids: Iterable<string>,
): Promise<string[]> {
  const deleted: string[] = [];
  // In one order, so that two transactions that lock the same documents do not wait for each other.
  for (const id of [...ids].sort()) {
    if (await deleteUnneededDocument(transaction, recipient, id)) {
      deleted.push(id);
    }
  }
  return deleted;
}

function requireAccepted({ version, removals, uploads }: ChangeOptions): void {
  const fileQuestions = new Set(version.questions.filter(({ type }) => type === 'FILE').map(({ id }) => id));
  if ([...removals, ...uploads].some(({ questionId }) => !fileQuestions.has(questionId))) {
    throw new NotFoundError('Question');
  }
  if (uploads.some(({ received }) => !acceptedDocuments.has(received.contentType))) {
    throw new FileRejectedError('type_not_accepted');
  }
}

async function readFileAnswers(
  transaction: Transaction,
  { scope, services }: Pick<Recipient<'cipher'>, 'scope' | 'services'>,
  { responseId, questionIds }: { responseId: string; questionIds: string[] },
): Promise<Map<string, string[]>> {
  const answers = await transaction.answer.findMany({
    where: { responseId, questionId: { in: questionIds } },
    select: { questionId: true, value: true },
  });
  return new Map(
    answers.map(({ questionId, value }) => {
      const place = { tenantId: scope.tenantId, responseId, questionId };
      const ids = openAnswer(services.cipher, place, value);
      return [questionId, Array.isArray(ids) ? ids : []];
    }),
  );
}

/** Whether the quotas leave room for a file. Which one does not is the team's business, not the recipient's. */
async function hasRoom(
  transaction: Transaction,
  { scope, entityId, workflowSessionId }: Pick<Recipient, 'scope' | 'entityId' | 'workflowSessionId'>,
  received: ReceivedFile,
): Promise<boolean> {
  try {
    await requireDocumentRoom(transaction, { scope, entityId, workflowSessionId, added: [received] });
    return true;
  } catch (error) {
    if (error instanceof ConflictError) {
      return false;
    }
    throw error;
  }
}

async function findOwnDocument(
  transaction: Transaction,
  { entityId, dispatchId }: Pick<Recipient, 'entityId' | 'dispatchId'>,
  { sha256 }: ReceivedFile,
): Promise<string | undefined> {
  const document = await transaction.document.findFirst({
    where: { entityId, dispatchId, sha256 },
    select: { id: true },
  });
  return document?.id;
}
