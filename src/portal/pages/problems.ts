import { type PortalLanguage, portalTexts } from '../texts/texts.ts';
import type { QuestionView } from '../views/views.ts';
import { answerText } from './answer-text.ts';

/** What is wrong with an answer, in one sentence that says what the question takes; undefined where nothing is. */
export const problemText = (
  language: PortalLanguage,
  { type, problem }: Pick<QuestionView, 'type' | 'problem'>,
): string | undefined => problem && portalTexts[language].answers[problem][type];

/** What somebody else has saved in the place of the recipient's answer; undefined where nobody has. */
export function conflictText(
  language: PortalLanguage,
  { type, theirs }: Pick<QuestionView, 'type' | 'theirs'>,
): string | undefined {
  const texts = portalTexts[language].answers;
  if (theirs === undefined) {
    return undefined;
  }
  return theirs.value === null
    ? texts.theirsCleared
    : texts.theirs(`“${answerText({ type, value: theirs.value, language })}”`);
}
