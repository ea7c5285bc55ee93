import type { VersionContent } from '../../domain/questionnaires/read-version.ts';
import type { Language } from '../../languages.ts';
import { addressOf, type FormPage, isInParts, pageAfter, readSentPage } from '../views/form-page.ts';
import type { QuestionnaireFeedback } from '../views/questionnaire-view.ts';
import type { FormOutcome } from './take-form.ts';

interface SentForm {
  outcome: FormOutcome;
  /** Of the address that the form was sent to, which is that of its page. */
  query: Readonly<Record<string, unknown>>;
}

/** The page that a form came from; undefined where its link leads to no questionnaire. */
export const sentPage = ({ outcome: { link }, query }: SentForm): FormPage | undefined =>
  'questionnaire' in link && link.questionnaire ? readSentPage(query, link.questionnaire) : undefined;

/** The parameters of the page that follows a form: its own again, the next one, or whatever the link shows now. */
export function locationAfter({
  chosenLanguage: language,
  ...form
}: SentForm & { chosenLanguage: Language | undefined }): string {
  const { kind, link, ...outcome } = form.outcome;
  const page = sentPage(form);
  const isSaved = kind === 'saved';
  const questionnaire = 'questionnaire' in link ? link.questionnaire : undefined;
  if (!isSaved || !page || !questionnaire || !('questionnaire' in outcome && outcome.questionnaire)) {
    return addressOf({ kind: 'tasks' }, { isInParts: false, language, isSaved });
  }
  const address = { isInParts: isInParts(questionnaire), language };
  return outcome.isContinued
    ? addressOf(pageAfter(page, sectionsNow(questionnaire, outcome.questionnaire)), address)
    : addressOf(page, { ...address, isSaved });
}

/** The sections with their questions as they are asked now. */
function sectionsNow({ sections }: VersionContent, { applied: { form } }: QuestionnaireFeedback) {
  const byId = new Map(form.questions.map((question) => [question.id, question]));
  return sections.map(({ questions }) => ({ questions: questions.flatMap(({ id }) => byId.get(id) ?? []) }));
}
