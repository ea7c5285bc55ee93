import type { Tenant } from '../../database/client/client.ts';
import type { Services } from '../../domain/context.ts';
import { isId } from '../../domain/identifiers.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { fingerprintOf } from '../../domain/recipients/answer-fingerprint.ts';
import type { Link, RequestLink } from '../../domain/recipients/follow-link.ts';
import {
  type FormQuestion,
  readQuestionnaireForm,
  shownQuestions,
} from '../../domain/recipients/questionnaire-form.ts';
import { type AnswerValue, checkAnswerValue } from '../../domain/responses/answer-value.ts';
import { type PortalLanguage, portalTexts } from '../texts/texts.ts';
import type { UnsavedAnswers } from '../views/views.ts';
import { type FormEntry, readEntries } from './entries.ts';
import type { FormFields } from './read-form.ts';
import { type FilesTaken, placeOf } from './take-files.ts';

interface UnsavedOptions {
  services: Services;
  link: Link;
  fields: FormFields;
  files: FilesTaken;
  language: PortalLanguage;
}

/** More than a questionnaire can have; a form that names more was not made here. */
const mostQuestions = 1000;

/**
 * What a form holds that its recipient has entered and that can no longer be saved: files, and answers that differ from
 * those that the page was made with and from those that are stored. Only whoever had the page knows the ids of its
 * questions.
 */
export async function findUnsaved({
  services,
  link,
  fields,
  files,
  language,
}: UnsavedOptions): Promise<UnsavedAnswers> {
  if (!('tenant' in link)) {
    return [];
  }
  const questions = await findQuestions({ services, link, fields, files });
  const stored = 'recipient' in link ? await readStored(link) : new Map<string, FormQuestion>();
  const byId = new Map<string, VersionQuestion>(
    [...questions, ...stored.values()].map((question) => [question.id, question]),
  );
  const given = readEntries(fields, questions, language).flatMap((entry) => {
    const question = byId.get(entry.questionId);
    return question ? [{ ...entry, question, value: enteredValue(entry, question) }] : [];
  });
  // What the form answers decides on which of its questions are asked; a submission drops the others.
  const answers = new Map<string, AnswerValue | null>([
    ...[...stored.values()].map(({ key, value }) => [key, value] as const),
    ...given.map(({ question, value }) => [question.key, value] as const),
  ]);
  const asked = new Set(shownQuestions([...byId.values()], answers).map(({ id }) => id));

  const answersLost = given.flatMap(({ questionId, question, value, was }) => {
    const fingerprint = fingerprintOf(value);
    const isSaved = fingerprint === was || fingerprint === stored.get(questionId)?.fingerprint;
    return value === null || isSaved || !asked.has(questionId)
      ? []
      : [{ text: question.text, type: question.type, value, files: [] }];
  });
  const filesLost = files.late.map(({ control, name }) => {
    const place = placeOf(control) ?? { questionId: '' };
    const text =
      'check' in place
        ? portalTexts[language].identity.checks[place.check].name
        : (byId.get(place.questionId)?.text ?? '');
    return { text, type: 'TEXT' as const, value: name, files: [] };
  });
  return [...answersLost, ...filesLost];
}

/** The tenant's questions that a form names. */
async function findQuestions({
  services,
  link,
  fields,
  files,
}: Omit<UnsavedOptions, 'language'> & { link: { tenant: Tenant } }): Promise<VersionQuestion[]> {
  const named = [...fields.keys(), ...files.late.map(({ control }) => control)];
  const ids = named.flatMap((name) => /^(?:was|answer|file)\.(.+)$/.exec(name)?.[1] ?? []).filter(isId);
  return ids.length === 0
    ? []
    : services.allTenants.question.findMany({
        where: { tenantId: link.tenant.id, id: { in: ids.slice(0, mostQuestions) } },
        orderBy: { position: 'asc' },
      });
}

/** What was entered: as an answer where it is one, else as it was typed. */
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
