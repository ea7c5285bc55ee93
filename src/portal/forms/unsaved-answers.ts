import { type AnswerValue, checkAnswerValue } from '../../domain/questionnaires/answer-value.ts';
import { localise } from '../../domain/questionnaires/localise.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { fingerprintOf } from '../../domain/recipients/answer-fingerprint.ts';
import type { Link, RequestLink } from '../../domain/recipients/follow-link.ts';
import {
  type FormQuestion,
  readQuestionnaireForm,
  shownQuestions,
} from '../../domain/recipients/questionnaire-form.ts';
import type { Language } from '../../languages.ts';
import { portalTexts } from '../texts/texts.ts';
import type { UnsavedAnswers } from '../views/views.ts';
import { type FormEntry, readEntries } from './entries.ts';
import { placeOf } from './places.ts';
import type { FormFields } from './read-form.ts';
import type { FilesTaken } from './take-files.ts';

interface UnsavedOptions {
  link: Link;
  fields: FormFields;
  files: FilesTaken;
  language: Language;
}

/**
 * The part of a form that its recipient has entered and that can no longer be saved: files, and answers that differ from
 * those that the page was created with and from those that are stored. Only the link's own questions are considered, whatever
 * the form contains: a closed link must not show what others ask.
 */
export async function findUnsaved({
  link,
  fields,
  files,
  language,
}: UnsavedOptions): Promise<UnsavedAnswers> {
  if (!('questionnaire' in link)) {
    return [];
  }
  const questions = link.questionnaire?.questions ?? [];
  const local = new Map(
    (link.questionnaire ? localise(link.questionnaire, language).questions : []).map((question) => [
      question.id,
      question,
    ]),
  );
  const textOf = ({ id, text }: VersionQuestion) => local.get(id)?.text ?? text;
  const stored = 'recipient' in link ? await readStored(link) : new Map<string, FormQuestion>();
  const byId = new Map<string, VersionQuestion>(
    [...questions, ...stored.values()].map((question) => [question.id, question]),
  );
  const entered = readEntries(fields, questions, language).flatMap((entry) => {
    const question = byId.get(entry.questionId);
    return question ? [{ ...entry, question, value: enteredValue(entry, question) }] : [];
  });
  // The form's answers decide which of its questions are asked; a submission drops the others.
  const answers = new Map<string, AnswerValue | null>([
    ...[...stored.values()].map(({ key, value }) => [key, value] as const),
    ...entered.map(({ question, value }) => [question.key, value] as const),
  ]);
  const asked = new Set(shownQuestions([...byId.values()], answers).map(({ id }) => id));

  const answersLost = entered.flatMap(({ questionId, question, value, was }) => {
    const fingerprint = fingerprintOf(value);
    const isSaved = fingerprint === was || fingerprint === stored.get(questionId)?.fingerprint;
    return value === null || isSaved || !asked.has(questionId)
      ? []
      : [
          {
            text: textOf(question),
            type: question.type,
            options: question.options,
            optionTexts: local.get(question.id)?.optionTexts ?? question.options,
            value,
            files: [],
          },
        ];
  });
  const filesLost = files.late.flatMap(({ control, name }) => {
    const place = placeOf(link, control);
    if (!place) {
      return [];
    }
    const text =
      'check' in place ? portalTexts[language].identity.checks[place.check].name : textOf(place.question);
    return [{ text, type: 'TEXT' as const, value: name, files: [] }];
  });
  return [...answersLost, ...filesLost];
}

/** What was entered: as an answer if it is one, otherwise as it was typed. */
function enteredValue({ value, typed }: FormEntry, question: VersionQuestion): AnswerValue | null {
  const checked = value === undefined ? { problem: '' } : checkAnswerValue({ question, value });
  return 'value' in checked ? checked.value : typed;
}

/** The questions of the link's response with their answers, by id. */
async function readStored({
  response,
  questionnaire,
  recipient,
}: RequestLink): Promise<Map<string, FormQuestion>> {
  if (!response || !questionnaire) {
    return new Map();
  }
  const { questions } = await readQuestionnaireForm({
    database: recipient.db,
    cipher: recipient.services.cipher,
    tenantId: recipient.scope.tenantId,
    responseId: response.id,
    version: questionnaire,
  });
  return new Map(questions.map((question) => [question.id, question]));
}
