import type { ActorKind, WorkflowSession } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import type { AnswerValue } from '../questionnaires/answer-value.ts';
import type { VersionContent, VersionQuestion } from '../questionnaires/read-version.ts';
import { statesThatTakeRecipientsAnswers } from '../responses/response-state.ts';
import { openAnswer } from '../responses/sealed-answer.ts';
import { visibleQuestions } from '../responses/visibility.ts';
import { fingerprintOf } from './answer-fingerprint.ts';
import { LinkClosedError, type Recipient } from './recipient.ts';

/** A question with its answer as it is stored. */
export interface FormQuestion extends VersionQuestion {
  value: AnswerValue | null;
  /** When the answer was last given; null without one. */
  answeredAt: Date | null;
  fingerprint: string;
  /** Whether it is asked, given the other answers. */
  isShown: boolean;
  /** Whether the team has given the answer and the recipient has left it as it is. */
  isPrefilled: boolean;
}

/** A questionnaire as its recipient is about to fill it in. */
export interface QuestionnaireForm {
  /** In the questionnaire's order. */
  questions: FormQuestion[];
}

interface ReadOptions {
  database: Pick<Transaction, 'answer'>;
  cipher: Cipher;
  tenantId: string;
  responseId: string;
  version: VersionContent;
}

/**
 * Reads the answers of a response into the questions that they belong to.
 *
 * @throws UnreadableError when one of them cannot be read: a form without it would be submitted without it
 */
export async function readQuestionnaireForm({
  database,
  cipher,
  tenantId,
  responseId,
  version,
}: ReadOptions): Promise<QuestionnaireForm> {
  const answers = await database.answer.findMany({
    where: { responseId },
    select: { questionId: true, value: true, givenBy: true, updatedAt: true },
  });
  const byQuestion = new Map(
    answers.map(({ questionId, value, ...rest }) => [
      questionId,
      { value: openAnswer(cipher, { tenantId, responseId, questionId }, value), ...rest },
    ]),
  );
  return createForm(version, byQuestion);
}

/** A questionnaire that nothing was answered of. */
export const emptyForm = (version: VersionContent): QuestionnaireForm => createForm(version, new Map());

function createForm(
  { questions }: VersionContent,
  answers: ReadonlyMap<string, { value: AnswerValue; givenBy: ActorKind; updatedAt: Date }>,
): QuestionnaireForm {
  const answerOf = ({ id }: VersionQuestion) => answers.get(id)?.value ?? null;
  const shown = new Set(
    shownQuestions(questions, new Map(questions.map((question) => [question.key, answerOf(question)]))),
  );
  return {
    questions: questions.map((question) => {
      const value = answerOf(question);
      return {
        ...question,
        value,
        answeredAt: answers.get(question.id)?.updatedAt ?? null,
        fingerprint: fingerprintOf(value),
        isShown: shown.has(question),
        isPrefilled: value !== null && answers.get(question.id)?.givenBy !== 'RECIPIENT',
      };
    }),
  };
}

/** The questions that are asked, given the answers by the questions' keys. */
export function shownQuestions<Question extends VersionQuestion>(
  questions: readonly Question[],
  answersByKey: ReadonlyMap<string, AnswerValue | null>,
): Question[] {
  const conditional = questions.map((question) => ({
    question,
    key: question.key,
    visibleWhen:
      question.visibleWhenKey === null || question.visibleWhenEquals === null
        ? null
        : { key: question.visibleWhenKey, equals: question.visibleWhenEquals },
  }));
  return visibleQuestions(conditional, answersByKey).map(({ question }) => question);
}

/**
 * The recipient's response, locked until the transaction ends, if they may fill it in.
 *
 * @throws LinkClosedError when the link asks for no questionnaire, or it was submitted
 */
export async function lockFillableResponse(
  transaction: Transaction,
  { responseId, scope }: Pick<Recipient, 'responseId' | 'scope'>,
  { steps, completedSteps }: WorkflowSession,
) {
  if (responseId === null || !steps.includes('DDQ') || completedSteps.includes('DDQ')) {
    throw new LinkClosedError();
  }
  await ofTenant(transaction, scope).query`
    SELECT 1 FROM responses WHERE id = ${responseId}::uuid AND ${isOwned} FOR UPDATE`;
  const response = await transaction.response.findUnique({ where: { id: responseId } });
  if (!response || !statesThatTakeRecipientsAnswers.includes(response.status)) {
    throw new LinkClosedError();
  }
  return response;
}
