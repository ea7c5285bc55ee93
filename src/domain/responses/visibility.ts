import type { AnswerValue } from '../questionnaires/answer-value.ts';

/** A question as far as its being shown is concerned. */
export interface ConditionalQuestion {
  key: string;
  /** The question is shown only when the question of this key has this answer; always without one. */
  visibleWhen?: { key: string; equals: string } | null | undefined;
}

/**
 * The questions that are shown, in their order, given the answers so far. A question that depends on a hidden one is
 * hidden too, whatever answer the hidden one still has. Conditions point backwards, which a questionnaire's definition
 * guarantees, so that one pass is enough; a condition that pointed forwards would hide its question.
 */
export function visibleQuestions<Question extends ConditionalQuestion>(
  questions: readonly Question[],
  answersByKey: ReadonlyMap<string, AnswerValue | null>,
): Question[] {
  const shownKeys = new Set<string>();
  return questions.filter(({ key, visibleWhen }) => {
    const isShown =
      !visibleWhen ||
      (shownKeys.has(visibleWhen.key) && isAnswer(answersByKey.get(visibleWhen.key), visibleWhen.equals));
    if (isShown) {
      shownKeys.add(key);
    }
    return isShown;
  });
}

/**
 * Whether an answer is what a condition waits for. Booleans and numbers compare by their JSON text; a list matches when the
 * text is one of its items.
 */
export function isAnswer(value: AnswerValue | null | undefined, equals: string): boolean {
  if (value === null || value === undefined) {
    return false;
  }
  return Array.isArray(value) ? value.includes(equals) : String(value) === equals;
}
