import type { WorkflowSession } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError } from '../../errors.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import { statesThatTakeRecipientsAnswers } from '../responses/response-state.ts';
import { openAnswer } from '../responses/sealed-answer.ts';
import { writeAnswers } from '../responses/write-answers.ts';
import { lockFillableResponse } from './questionnaire-form.ts';
import { lockOpenSession, markOpened, type Recipient } from './recipient.ts';

/**
 * The question of the recipient's own questionnaire that a file is to answer.
 *
 * @throws NotFoundError when it has no such question, or that one is not answered by files
 */
export async function findFileQuestion(
  { db, responseId, services }: Recipient,
  questionId: string,
): Promise<VersionQuestion> {
  const response =
    responseId === null
      ? null
      : await db.response.findUnique({
          where: { id: responseId },
          select: { questionnaireVersionId: true },
        });
  const version = response && (await services.readVersion(response.questionnaireVersionId));
  const question = version?.questions.find(({ id, type }) => id === questionId && type === 'FILE');
  if (!question) {
    throw new NotFoundError('Question');
  }
  return question;
}

interface FileAnswer {
  session: WorkflowSession;
  responseId: string;
  questionId: string;
  /** The ids of the documents that answer the question so far. */
  documentIds: string[];
}

/**
 * Locks the recipient's session and response, and reads which files answer a question.
 *
 * @throws LinkClosedError when the recipient may not change answers any more
 * @throws UnreadableError
 */
export async function lockFileAnswer(
  transaction: Transaction,
  recipient: Recipient,
  questionId: string,
): Promise<FileAnswer> {
  const session = await lockOpenSession(transaction, recipient);
  const { id: responseId } = await lockFillableResponse(transaction, recipient, session);
  const answer = await transaction.answer.findUnique({
    where: { responseId_questionId: { responseId, questionId } },
    select: { value: true },
  });
  const place = { tenantId: recipient.scope.tenantId, responseId, questionId };
  const value = answer ? openAnswer(recipient.services.cipher, place, answer.value) : [];
  return { session, responseId, questionId, documentIds: Array.isArray(value) ? value : [] };
}

/** Writes which files answer the question from now on; none clears the answer. */
export async function writeFileAnswer(
  transaction: Transaction,
  recipient: Recipient,
  { session, responseId, questionId, documentIds }: FileAnswer,
): Promise<void> {
  const { scope, actor, workflowSessionId, services } = recipient;
  const now = services.clock();
  await writeAnswers(transaction, {
    cipher: services.cipher,
    responseId,
    answers: [{ questionId, value: documentIds.length > 0 ? documentIds : null }],
    statuses: statesThatTakeRecipientsAnswers,
    scope,
    actor,
    workflowSessionId,
    now,
  });
  await markOpened(transaction, recipient, session);
}
