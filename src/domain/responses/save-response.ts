import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import { lockDocumentIds } from '../documents/lock-document-ids.ts';
import { defineOperation } from '../operation.ts';
import { dateOf } from '../questionnaires/answer-bounds.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import { checkAnswers } from './check-answers.ts';
import { requireResponseUnerased } from './lock-response.ts';
import { statesThatTakeAnswers } from './response-state.ts';
import { type AnswerInput, saveResponseInput } from './save-response-input.ts';
import { writeAnswers } from './write-answers.ts';

/**
 * Saves answers to a response in PREFILL or DRAFT. Answers that are not named stay; null clears one. One bad answer
 * rejects them all.
 *
 * @throws ValidationError with every bad answer, NotFoundError
 * @throws InvalidStateError when the response cannot be filled in any more, or was erased
 */
export const saveResponse = defineOperation({
  name: 'saveResponse',
  actor: 'tenant',
  description:
    'Saves answers to a response in `PREFILL` or `DRAFT`. One invalid answer rejects them all, and every invalid answer is reported.',
  errors: [NotFoundError, InvalidStateError],
  subject: { response: 'Response' },
  needs: ['cipher', 'clock', 'findVersionId', 'readVersion'],
  scope: 'WRITE',
  input: saveResponseInput,
  run: async ({ context, input: { responseId, answers } }) => {
    const versionId = await context.services.findVersionId(context, responseId);
    if (versionId === undefined) {
      throw new NotFoundError('Response');
    }
    const version = await context.services.readVersion(versionId);
    const save = async (database: Transaction) =>
      writeAnswers(database, {
        cipher: context.services.cipher,
        responseId,
        answers: await checkAnswers({
          questions: version.questions,
          answers,
          today: dateOf(context.services.clock()),
          lockDocumentIds: (ids) =>
            lockDocumentIds({ transaction: database, scope: context.scope, responseId, ids }),
        }),
        statuses: statesThatTakeAnswers,
        scope: context.scope,
        actor: context.actor,
        now: context.services.clock(),
      });
    // Documents that answers name must still be there when the answers are.
    const saved = await (namesFiles(version.questions, answers)
      ? context.db.$transaction(async (transaction) => {
          // First, as recipients' uploads do: two transactions that lock in different orders wait for each other.
          await ofTenant(transaction, context.scope).query`
            SELECT 1 FROM responses WHERE id = ${responseId}::uuid AND ${isOwned} FOR UPDATE`;
          return save(transaction);
        })
      : save(context.db));
    if (saved) {
      return saved;
    }
    const response = await context.db.response.findUnique({
      where: { id: responseId },
      select: { status: true, erasedAt: true },
    });
    if (!response) {
      throw new NotFoundError('Response');
    }
    requireResponseUnerased(response);
    throw new InvalidStateError('Answers can only be saved in PREFILL and DRAFT.', response.status);
  },
});

function namesFiles(questions: readonly VersionQuestion[], answers: readonly AnswerInput[]): boolean {
  const names = new Set(
    answers.flatMap(({ questionId, questionKey }) => [questionId?.toLowerCase(), questionKey]),
  );
  return questions.some(({ id, key, type }) => type === 'FILE' && (names.has(id) || names.has(key)));
}
