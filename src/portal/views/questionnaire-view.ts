import type { Document } from '../../database/client/client.ts';
import { dateOf } from '../../domain/questionnaires/answer-bounds.ts';
import type { AnswerValue } from '../../domain/questionnaires/answer-value.ts';
import { effortOf } from '../../domain/questionnaires/effort.ts';
import { localise } from '../../domain/questionnaires/localise.ts';
import type { FilledIn } from '../../domain/recipients/fill-in-questionnaire.ts';
import type { RequestLink } from '../../domain/recipients/follow-link.ts';
import { findPendingChanges } from '../../domain/recipients/pending-changes.ts';
import {
  type FormQuestion,
  type QuestionnaireForm,
  readQuestionnaireForm,
} from '../../domain/recipients/questionnaire-form.ts';
import type { Language } from '../../languages.ts';
import type { FormEntry } from '../forms/entries.ts';
import { type FormPage, isInParts } from './form-page.ts';
import { viewRequest } from './request-view.ts';
import {
  type AnsweredQuestionView,
  controls,
  type FileProblem,
  type FileView,
  type QuestionnaireView,
  type QuestionView,
  type UnsavedAnswers,
} from './views.ts';

/** The outcome of the form that the page responds to. */
export interface QuestionnaireFeedback {
  entries: readonly FormEntry[];
  applied: Pick<FilledIn, 'form' | 'malformed' | 'conflicts' | 'missing' | 'isHindered'>;
}

interface ViewOptions {
  link: RequestLink;
  language: Language;
  /** Defaults to the one with all questions. */
  page?: FormPage;
  chosenLanguage?: Language | undefined;
  feedback?: QuestionnaireFeedback | undefined;
  /** By the control’s name. */
  fileProblems?: ReadonlyMap<string, FileProblem[]>;
  isSaved?: boolean;
  unsaved?: UnsavedAnswers;
}

/** A page on which a recipient fills in a questionnaire. */
export async function viewQuestionnaire(options: ViewOptions): Promise<QuestionnaireView> {
  const { link, feedback, fileProblems = new Map<string, FileProblem[]>() } = options;
  const { page = { kind: 'all' }, chosenLanguage } = options;
  const { session, questionnaire } = link;
  const form = feedback?.applied.form ?? (await readForm(link));
  const documents = await readDocuments(link, form);
  const pendingChanges = await findPendingChanges(link, form);
  const { dispatchId } = link.recipient;
  const byId = new Map(form.questions.map((question) => [question.id, question]));
  const local = questionnaire && localise(questionnaire, options.language);
  const textsById = new Map(local?.questions.map((question) => [question.id, question]));
  const idsByKey = new Map(form.questions.map(({ key, id }) => [key, id]));
  const entries = new Map((feedback?.entries ?? []).map((entry) => [entry.questionId, entry]));

  // Whoever comes from the page with all answers has seen which of them are missing.
  const section =
    page.kind === 'section' && page.isFromCheck ? questionnaire?.sections[page.number - 1] : undefined;
  const checked = new Set(section?.questions.map(({ id }) => id));

  const view = (question: FormQuestion): QuestionView => {
    const { id, visibleWhenKey, visibleWhenEquals } = question;
    const texts = textsById.get(id);
    const conditionId = visibleWhenKey === null ? undefined : idsByKey.get(visibleWhenKey);
    const isMalformed = feedback?.applied.malformed.has(id) ?? false;
    const isConflict = feedback?.applied.conflicts.has(id) ?? false;
    const isMissing = checked.has(id)
      ? question.isShown && question.required && question.value === null
      : (feedback?.applied.missing.has(id) ?? false);
    return {
      id,
      key: question.key,
      text: texts?.text ?? question.text,
      type: question.type,
      options: question.options,
      ...(texts && { optionTexts: texts.optionTexts, fallbacks: texts.fallbacks }),
      helpText: texts?.helpText ?? question.helpText,
      min: question.min,
      max: question.max,
      isRequired: question.required,
      visibleWhen:
        conditionId === undefined || visibleWhenEquals === null
          ? undefined
          : { questionId: conditionId, equals: visibleWhenEquals },
      isShown: question.isShown,
      value: isConflict ? ((entries.get(id)?.value ?? null) as AnswerValue | null) : question.value,
      typed: isMalformed ? entries.get(id)?.typed : undefined,
      fingerprint: question.fingerprint,
      isPrefilled: question.isPrefilled && session.message === null,
      isHighlighted: session.questionKeys.includes(question.key),
      isChangePending: pendingChanges.has(id),
      problem: isMalformed ? 'malformed' : isMissing ? 'missing' : undefined,
      theirs: isConflict ? { value: question.value } : undefined,
      files: filesOf(question.value, { documents, dispatchId }),
      fileProblems: fileProblems.get(controls.file(id)) ?? [],
    };
  };

  const shown = form.questions.filter(({ isShown }) => isShown);
  return {
    request: viewRequest({ ...options, link }),
    page,
    isInParts: questionnaire !== undefined && isInParts(questionnaire),
    chosenLanguage,
    effort: effortOf(form.questions),
    questionLanguage: local?.shownLanguage ?? options.language,
    today: dateOf(link.recipient.services.clock()),
    changes: session.message === null ? undefined : { message: session.message },
    sections: (local?.sections ?? []).map(({ title, titleFallback, questions }) => ({
      title,
      titleFallback,
      questions: questions.flatMap(({ id }) => {
        const question = byId.get(id);
        return question ? [view(question)] : [];
      }),
    })),
    answered: shown.filter(({ value }) => value !== null).length,
    total: shown.length,
    feedback: feedbackOf(options),
  };
}

function feedbackOf({ feedback, fileProblems, isSaved }: ViewOptions): QuestionnaireView['feedback'] {
  if (feedback?.applied.isHindered) {
    return feedback.applied.conflicts.size > 0 ? 'conflict' : 'rejected';
  }
  return fileProblems && fileProblems.size > 0 ? 'rejected' : isSaved ? 'saved' : undefined;
}

/** The current answers, to be read and printed; questions that are not asked are left out. */
export async function viewAnswers(
  link: RequestLink,
  language: Language,
): Promise<{ title: string; questions: AnsweredQuestionView[] }[] | undefined> {
  if (!link.questionnaire || !link.response) {
    return undefined;
  }
  const form = await readForm(link);
  const documents = await readDocuments(link, form);
  const { dispatchId } = link.recipient;
  const shown = new Map(
    form.questions.filter(({ isShown }) => isShown).map((question) => [question.id, question]),
  );
  return localise(link.questionnaire, language).sections.map(({ title, questions }) => ({
    title,
    questions: questions.flatMap(({ id, text, optionTexts }) => {
      const question = shown.get(id);
      return question
        ? [{ ...question, files: filesOf(question.value, { documents, dispatchId }) }].map(
            ({ type, options, value, files }) => ({
              text,
              type,
              options,
              optionTexts,
              value,
              files,
            }),
          )
        : [];
    }),
  }));
}

async function readForm({ recipient, response, questionnaire }: RequestLink): Promise<QuestionnaireForm> {
  return response && questionnaire
    ? readQuestionnaireForm({
        database: recipient.db,
        cipher: recipient.services.cipher,
        tenantId: recipient.scope.tenantId,
        responseId: response.id,
        version: questionnaire,
      })
    : { questions: [] };
}

/** The documents that answers refer to, by id. */
async function readDocuments(
  { recipient, entity }: RequestLink,
  { questions }: QuestionnaireForm,
): Promise<Map<string, Document>> {
  const ids = questions.flatMap(({ type, value }) => (type === 'FILE' && Array.isArray(value) ? value : []));
  const documents =
    ids.length > 0
      ? await recipient.db.document.findMany({ where: { id: { in: ids }, entityId: entity.id } })
      : [];
  return new Map(documents.map((document) => [document.id, document]));
}

const filesOf = (
  value: AnswerValue | null,
  { documents, dispatchId }: { documents: ReadonlyMap<string, Document>; dispatchId: string },
): FileView[] =>
  (Array.isArray(value) ? value : []).flatMap((documentId) => {
    const document = documents.get(documentId);
    return document
      ? [
          {
            id: document.id,
            name: document.name,
            contentType: document.contentType,
            sizeBytes: document.sizeBytes,
            isOwn: document.dispatchId === dispatchId,
          },
        ]
      : [];
  });
