import { isNumeric } from '../../domain/questionnaires/answer-bounds.ts';
import type { Language } from '../../languages.ts';
import { portalTexts } from '../texts/texts.ts';
import type { QuestionView } from '../views/views.ts';
import { answerText } from './answer-text.ts';

type Bounded = Pick<QuestionView, 'type' | 'min' | 'max'>;

/** The problem with an answer, in one sentence that says what the question accepts; undefined if there is none. */
export function problemText(
  language: Language,
  { problem, ...question }: Bounded & Pick<QuestionView, 'problem'>,
): string | undefined {
  const texts = portalTexts[language].answers;
  const bounds = problem === 'malformed' ? boundsText(language, question) : undefined;
  return bounds ?? (problem && texts[problem][question.type]);
}

/** The answers that a question with bounds accepts; undefined for others. */
function boundsText(language: Language, { type, min, max }: Bounded): string | undefined {
  if (type !== 'DATE' && !isNumeric(type)) {
    return undefined;
  }
  const { bounds } = portalTexts[language].answers;
  const inWords = (bound: string) =>
    bound === 'today'
      ? bounds.today
      : answerText({ type, value: isNumeric(type) ? Number(bound) : bound, language });
  const texts = bounds[type];
  if (min === null) {
    return max === null ? undefined : texts.max(inWords(max));
  }
  return max === null ? texts.min(inWords(min)) : texts.both(inWords(min), inWords(max));
}

/** The answer that someone else has saved in the meantime; undefined if no one has. */
export function conflictText(
  language: Language,
  { type, theirs, options, optionTexts }: Pick<QuestionView, 'type' | 'theirs' | 'options' | 'optionTexts'>,
): string | undefined {
  const texts = portalTexts[language].answers;
  if (theirs === undefined) {
    return undefined;
  }
  return theirs.value === null
    ? texts.theirsCleared
    : texts.theirs(`“${answerText({ type, value: theirs.value, options, optionTexts, language })}”`);
}
