import { isDeepStrictEqual } from 'node:util';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';
import type { Services } from '../services.ts';
import { openSubmission, type SubmittedAnswer, type SubmittedChange, sealSubmission } from './submission.ts';

interface KeepOptions {
  services: Pick<Services, 'cipher'>;
  scope: Scope;
  /** Locked by the transaction. */
  responseId: string;
  /** Whether it was submitted before. */
  isResubmission: boolean;
  /** What is submitted, in the order of the questionnaire. */
  answers: readonly SubmittedAnswer[];
  now: Date;
}

/**
 * Keeps a response as it is submitted, with what changed since the previous submission, in the transaction that submits it. A
 * response that was submitted before submissions were kept starts with its next one.
 *
 * @throws UnreadableError when the previous submission cannot be read
 */
export async function keepSubmission(
  transaction: Transaction,
  { services: { cipher }, scope, responseId, isResubmission, answers, now }: KeepOptions,
): Promise<void> {
  const previous = isResubmission
    ? await transaction.submission.findFirst({ where: { responseId }, orderBy: { number: 'desc' } })
    : null;
  const place = { tenantId: scope.tenantId, responseId };
  const changes = previous
    ? changesBetween(openSubmission(cipher, { ...place, id: previous.id }, previous.content).answers, answers)
    : [];
  const id = newId();
  await transaction.submission.create({
    data: {
      id,
      ...scope,
      responseId,
      number: (previous?.number ?? 0) + 1,
      content: sealSubmission(cipher, { ...place, id }, { answers: [...answers], changes }),
      submittedAt: now,
    },
    select: { id: true },
  });
}

/** In the order of the answers afterwards; questions that have none any more come last. */
function changesBetween(
  before: readonly SubmittedAnswer[],
  after: readonly SubmittedAnswer[],
): SubmittedChange[] {
  const valuesBefore = new Map(before.map(({ questionId, value }) => [questionId, value]));
  const answered = new Set(after.map(({ questionId }) => questionId));
  return [
    ...after.flatMap(({ questionId, value }) => {
      const valueBefore = valuesBefore.get(questionId) ?? null;
      return isDeepStrictEqual(valueBefore, value) ? [] : [{ questionId, before: valueBefore, after: value }];
    }),
    ...before.flatMap(({ questionId, value }) =>
      answered.has(questionId) ? [] : [{ questionId, before: value, after: null }],
    ),
  ];
}
