import type { ProposedAnswer } from '../../domain/autofill/engine.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';

/**
 * Answers yes if a document contains the detail that a question requires after a yes: a company that lists beneficial owners
 * has some. An address is not such a detail, since it may be the same as another one.
 *
 * @param isOpen whether nothing in the documents is about a question
 */
export function addConditions(
  questions: readonly VersionQuestion[],
  answers: readonly ProposedAnswer[],
  isOpen: (questionId: string) => boolean,
): ProposedAnswer[] {
  const answersByQuestion = new Map(answers.map((answer) => [answer.questionId, answer]));
  for (const { id, required, key, visibleWhenKey, visibleWhenEquals } of questions) {
    const condition = questions.find((question) => question.key === visibleWhenKey);
    const detail = answersByQuestion.get(id);
    const isImplied = required && visibleWhenEquals === 'true' && !/address/i.test(key);
    if (
      detail &&
      isImplied &&
      condition?.type === 'BOOLEAN' &&
      isOpen(condition.id) &&
      !answersByQuestion.has(condition.id)
    ) {
      answersByQuestion.set(condition.id, { ...detail, questionId: condition.id, value: true });
    }
  }
  return [...answersByQuestion.values()];
}

/**
 * Drops answers to questions that the other answers hide: details of what does not exist. If a question's condition is among
 * the questions, that condition must be met; if it is not among them, someone has answered it already.
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
