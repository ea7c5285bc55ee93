import { z } from 'zod';
import type { Response, WorkflowSession } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { ConflictError, NotFoundError, RateLimitedError } from '../../errors.ts';
import type { Language } from '../../languages.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { forgetFiles } from '../files/with-received-file.ts';
import { defineOperation } from '../operation.ts';
import { dateOf } from '../questionnaires/answer-bounds.ts';
import { shownLanguage } from '../questionnaires/localise.ts';
import type { VersionContent } from '../questionnaires/read-version.ts';
import { keepFlags, raiseFlags } from '../responses/flags.ts';
import { keepSubmission } from '../responses/keep-submission.ts';
import { submissionOf, transition } from '../responses/response-state.ts';
import { completeStep } from '../workflows/complete-step.ts';
import { AbandonedError, type RequirePresence } from './abandoned-error.ts';
import { type AppliedEntries, applyEntries, type Entry } from './apply-entries.ts';
import {
  type AnswerFileChanges,
  type ChangedAnswerFiles,
  changeAnswerFiles,
  deleteRemovedDocuments,
} from './change-answer-files.ts';
import { type FormQuestion, lockFillableResponse } from './questionnaire-form.ts';
import { LinkClosedError, lockOpenSession, markOpened, type Recipient } from './recipient.ts';

interface FillInOptions extends AnswerFileChanges {
  version: VersionContent;
  entries: readonly Entry[];
  /** The language of the recipient's page. */
  language: Language;
  /** Where the recipient is; defaults to UTC. */
  timeZone?: string | undefined;
  /** Whether the recipient hands the questionnaire in. */
  isSubmission: boolean;
  /** Questions with a file in the same form that was not accepted. */
  rejectedFiles: ReadonlySet<string>;
  /** Asked before anything is done. */
  requirePresence: RequirePresence;
}

/** The outcome of a form. */
export interface FilledIn extends AppliedEntries {
  isSubmitted: boolean;
  /** Whether something about a question that is asked is wrong, missing, rejected or in conflict. */
  isHindered: boolean;
  /** Required questions without an answer, where it was to be handed in. */
  missing: Set<string>;
  files: Pick<ChangedAnswerFiles, 'documentIds' | 'rejections'>;
}

/**
 * Carries out all that a recipient's form asks for, in one transaction: takes files out and adds others, saves what was
 * entered and, when nothing is wrong, missing, rejected or in conflict, hands the questionnaire in. Then the answers to
 * questions that are not asked are dropped, and the step is done. A form that is not handed in saves all that can be
 * saved; what is no answer, or would overwrite what someone else has saved in the meantime, is reported.
 *
 * @throws LinkClosedError also when it was handed in already; nothing is changed then
 * @throws AbandonedError when the recipient has gone; nothing is changed then
 */
export const fillInQuestionnaire = defineOperation({
  name: 'fillInQuestionnaire',
  actor: 'recipient',
  description: 'Saves what a recipient entered into a questionnaire, and submits it if that is requested.',
  input: z.custom<FillInOptions>().describe('The form, as read by the page.'),
  errors: [LinkClosedError, AbandonedError, RateLimitedError, NotFoundError, ConflictError],
  needs: ['allTenants', 'cipher', 'clock', 'eventData', 'files', 'jobs', 'log'],
  run: async ({ context: recipient, input: options }): Promise<FilledIn> => {
    const unneeded: string[] = [];
    const filledIn = await recipient.db.$transaction(async (transaction) => {
      options.requirePresence();
      const session = await lockOpenSession(transaction, recipient);
      const response = await lockFillableResponse(transaction, recipient, session);
      const { version, entries, isSubmission } = options;
      const files = await changeAnswerFiles(transaction, recipient, { ...options, responseId: response.id });
      const applied = await applyEntries({
        transaction,
        recipient,
        response,
        version,
        entries,
        timeZone: options.timeZone,
        changes: files.answers,
      });
      unneeded.push(...(await deleteRemovedDocuments(transaction, recipient, files.removedIds)));

      const { questions } = applied.form;
      const isMissing = ({ isShown, required, value }: FormQuestion) => isShown && required && value === null;
      const missing = new Set(isSubmission ? questions.filter(isMissing).map(({ id }) => id) : []);
      const rejectedHere = options.uploads.filter(({ received }) => files.rejections.has(received.id));
      const rejected = new Set([
        ...options.rejectedFiles,
        ...rejectedHere.map(({ questionId }) => questionId),
      ]);
      // What is entered for a question that is not asked is dropped when the questionnaire is submitted.
      const hindrances = [missing, applied.malformed, applied.conflicts, rejected];
      const isHindered = questions.some(
        ({ id, isShown }) => isShown && hindrances.some((ids) => ids.has(id)),
      );
      const isSubmitted = isSubmission && !isHindered;
      if (isSubmitted) {
        unneeded.push(
          ...(await submit(transaction, { recipient, session, response, questions, ...options })),
        );
      } else {
        await markOpened(transaction, recipient, session);
      }
      return { ...applied, isSubmitted, isHindered, missing, files };
    });
    await forgetFiles(recipient.services, unneeded);
    return filledIn;
  },
});

interface SubmitOptions {
  recipient: Recipient<'cipher' | 'clock' | 'eventData' | 'jobs'>;
  session: WorkflowSession;
  response: Response;
  questions: readonly FormQuestion[];
  version: VersionContent;
  language: Language;
  timeZone?: string | undefined;
}

/** @returns the files that nothing names any more */
async function submit(
  transaction: Transaction,
  { recipient, session, response, questions, version, language, timeZone }: SubmitOptions,
): Promise<string[]> {
  const { services, actor, scope } = recipient;
  const now = services.clock();
  const rules = version.flagRules;
  const raised = raiseFlags({
    rules,
    questions: questions.filter(({ isShown }) => isShown),
    today: dateOf(now, timeZone),
  });
  const place = { tenantId: scope.tenantId, responseId: response.id };
  const flags = keepFlags(services.cipher, place, { rules, raised });
  const status = transition(response.status, submissionOf(response.status));
  const { count } = await transaction.response.updateMany({
    where: { id: response.id, status: response.status },
    data: {
      ...(status && { status }),
      submittedAt: now,
      updatedAt: now,
      language: shownLanguage(version, language),
      ...flags,
    },
  });
  if (!status || count === 0) {
    throw new LinkClosedError();
  }
  const deleted = await dropHiddenAnswers(transaction, recipient, response.id, questions);
  await keepSubmission(transaction, {
    services,
    scope,
    responseId: response.id,
    isResubmission: response.submittedAt !== null,
    answers: questions.flatMap(({ id, isShown, value }) =>
      isShown && value !== null ? [{ questionId: id, value }] : [],
    ),
    now,
  });
  await recordAuditEvent(transaction, services, {
    ...actor,
    scope,
    type: 'response.submitted',
    responseId: response.id,
    workflowSessionId: session.id,
    ...(raised.length > 0 && { details: { flags: raised.length } }),
    at: now,
  });
  await completeStep(transaction, { services, session, step: 'DDQ', actor, now });
  return deleted;
}

/** @returns the files that nothing names any more */
async function dropHiddenAnswers(
  transaction: Transaction,
  recipient: Recipient<'clock' | 'eventData' | 'jobs'>,
  responseId: string,
  questions: readonly FormQuestion[],
): Promise<string[]> {
  const hidden = questions.filter(({ isShown, value }) => !isShown && value !== null);
  if (hidden.length === 0) {
    return [];
  }
  await transaction.answer.deleteMany({
    where: { responseId, questionId: { in: hidden.map(({ id }) => id) } },
  });
  const ids = hidden.flatMap(({ type, value }) => (type === 'FILE' && Array.isArray(value) ? value : []));
  return deleteRemovedDocuments(transaction, recipient, ids);
}
