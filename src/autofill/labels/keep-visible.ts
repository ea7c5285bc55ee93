import type { ProposedAnswer } from '../../domain/autofill/engine.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';

/**
 * Drops answers to questions that the other answers hide: details of what there is not. A question whose condition is
 * among the questions needs that condition met; where it is not among them, somebody has answered it already.
 */
export function keepVisible(
  questions: readonly VersionQuestion[],
  answers: readonly ProposedAnswer[],
): ProposedAnswer[] {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const kept = new Map(answers.map((answer) => [answer.questionId, answer]));
  for (const { id, visibleWhenKey, visibleWhenEquals } of questions) {
    const condition = visibleWhenKey === null ? undefined : byKey.get(visibleWhenKey);
    if (condition) {
      const value = kept.get(condition.id)?.value;
      const isMet = Array.isArray(value)
        ? value.includes(visibleWhenEquals)
        : value !== undefined && String(value) === visibleWhenEquals;
      if (!isMet) {
        kept.delete(id);
      }
    }
  }
  return [...kept.values()];
}
