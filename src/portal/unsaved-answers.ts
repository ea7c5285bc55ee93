import type { Services } from '../domain/context.ts';
import type { VersionQuestion } from '../domain/questionnaires/read-version.ts';
import { fingerprintOf } from '../domain/recipients/answer-fingerprint.ts';
import type { Link, RequestLink } from '../domain/recipients/follow-link.ts';
import {
  type FormQuestion,
  readQuestionnaireForm,
  shownQuestions,
} from '../domain/recipients/questionnaire-form.ts';
import { type AnswerValue, checkAnswerValue } from '../domain/responses/answer-value.ts';
import { type FormEntry, readEntries } from './entries.ts';
import type { FormFields } from './read-form.ts';
import type { PortalLanguage } from './texts.ts';
import type { UnsavedAnswers } from './views.ts';

interface UnsavedOptions {
  services: Services;
  link: Link;
  fields: FormFields;
  language: PortalLanguage;
}

/**
 * What a form holds that its recipient has entered and that can no longer be saved: answers that differ from those that
 * the page was made with and from those that are stored. Only whoever had the page knows the ids of its questions.
 */
export async function findUnsaved({
  services,
  link,
  fields,
  language,
}: UnsavedOptions): Promise<UnsavedAnswers> {
  if (!('tenant' in link)) {
    return [];
  }
  const ids = [...fields.keys()].flatMap((name) => /^was\.([0-9a-f-]{36})$/.exec(name)?.[1] ?? []);
  const questions =
    ids.length === 0
      ? []
      : await services.allTenants.question.findMany({
          where: { tenantId: link.tenant.id, id: { in: ids } },
          orderBy: { position: 'asc' },
        });
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

  return given.flatMap(({ questionId, question, value, was }) => {
    const fingerprint = fingerprintOf(value);
    const isSaved = fingerprint === was || fingerprint === stored.get(questionId)?.fingerprint;
    return value === null || isSaved || !asked.has(questionId)
      ? []
      : [{ text: question.text, type: question.type, value, files: [] }];
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
    responseId: response.id,
    version: questionnaire,
  });
  return new Map(questions.map((question) => [question.id, question]));
}
