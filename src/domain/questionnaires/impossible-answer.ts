import type { QuestionType } from '../../database/client/enums.ts';
import type { Draft } from '../draft.ts';
import { readBound } from './answer-bounds.ts';
import { checkAnswerValue } from './answer-value.ts';

/** A question that a condition refers to, as far as it was understood. */
export type ConditionTarget = Draft<{
  type: QuestionType;
  options: string[];
  min?: string | undefined;
  max?: string | undefined;
}>;

/** Why a question can never be answered with the text that a condition waits for; undefined if it can. */
export function impossibleAnswer(
  { type, options = [], ...bounds }: ConditionTarget,
  equals: string,
): string | undefined {
  if (typeof type !== 'string') {
    return undefined;
  }
  const choices = options.filter((option) => typeof option === 'string');
  if (choices.length < options.length) {
    return undefined;
  }
  switch (type) {
    case 'BOOLEAN':
      return equals === 'true' || equals === 'false' ? undefined : 'Use "true" or "false".';
    case 'ATTESTATION':
      return equals === 'true' ? undefined : 'Use "true".';
    case 'COUNTRIES':
      return problemOf({ type: 'COUNTRY', options: [] }, equals);
    case 'NUMBER':
    case 'PERCENTAGE':
      return String(Number(equals)) === equals && Number.isFinite(Number(equals))
        ? problemOf({ type, options: [], ...fixedBounds(type, bounds) }, Number(equals))
        : 'Use a number as JSON writes it, such as 10 or 2.5.';
    case 'DATE':
      return problemOf({ type, options: [], ...fixedBounds(type, bounds) }, equals);
    case 'SINGLE_CHOICE':
    case 'MULTI_CHOICE':
      return choices.length === 0
        ? undefined
        : problemOf({ type: 'SINGLE_CHOICE', options: choices }, equals);
    default:
      return problemOf({ type, options: [] }, equals) ?? otherForm(type, equals);
  }
}

/** That an answer with the same meaning is kept in another form, such as without spaces; undefined if it is kept as it is. */
function otherForm(type: QuestionType, equals: string): string | undefined {
  const checked = checkAnswerValue({ question: { type, options: [] }, value: equals });
  const kept = 'value' in checked ? checked.value : equals;
  return kept === equals ? undefined : `Use the form in which the answer is kept: ${kept}`;
}

/** The bounds that will be the same whenever the question is answered. */
function fixedBounds(
  type: 'DATE' | 'NUMBER' | 'PERCENTAGE',
  { min, max }: Pick<ConditionTarget, 'min' | 'max'>,
) {
  const fixed = (bound: unknown) =>
    typeof bound === 'string' && bound !== 'today' && readBound(type, bound) !== undefined ? bound : null;
  return { min: fixed(min), max: fixed(max) };
}

function problemOf(question: Parameters<typeof checkAnswerValue>[0]['question'], value: string | number) {
  const checked = checkAnswerValue({ question, value });
  return 'problem' in checked ? checked.problem : undefined;
}
