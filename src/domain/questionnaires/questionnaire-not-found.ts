import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError } from '../../errors.ts';

/**
 * The error for a questionnaire that the tenant does not have. A tenant without any, as a new one is, learns how to get
 * one; the message says nothing of what other tenants have.
 */
export async function questionnaireNotFound(transaction: Transaction): Promise<NotFoundError> {
  const hasAny = (await transaction.questionnaire.findFirst({ select: { id: true } })) !== null;
  return new NotFoundError('Questionnaire', hasAny ? undefined : howToGetOne);
}

const howToGetOne =
  'This tenant has none yet. Create one with the GraphQL mutation `createQuestionnaire` or the command `questionnaire import`. A tenant created with `tenant create --demo-questionnaires` has some from the start.';
