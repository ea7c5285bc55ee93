import type { Transaction } from '../../database/transaction.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { forgetFiles } from '../files/with-received-file.ts';
import type { VersionContent } from '../questionnaires/read-version.ts';
import { submissionOf, transition } from '../responses/response-state.ts';
import { completeStep } from '../workflows/complete-step.ts';
import { type AppliedEntries, applyEntries, type Entry } from './apply-entries.ts';
import { deleteUnneededDocument } from './delete-unneeded-document.ts';
import { type FormQuestion, lockFillableResponse } from './questionnaire-form.ts';
import { LinkClosedError, lockOpenSession, markOpened, type Recipient } from './recipient.ts';

interface SubmitOptions {
  version: VersionContent;
  entries: readonly Entry[];
  /** Questions that a file was given for in the same form, which could not be taken. */
  refusedFiles: ReadonlySet<string>;
}

/** What became of a submission. */
interface Submission extends AppliedEntries {
  isSubmitted: boolean;
  /** Required questions without an answer. */
  missing: Set<string>;
}

/**
 * Saves what a recipient has entered and, when nothing is wrong, missing, refused or in conflict, hands the questionnaire
 * in: the answers to questions that are not asked are dropped, and the step is done. Otherwise all that can be saved is
 * saved and the draft stays open.
 *
 * @throws LinkClosedError also when it was handed in already
 */
export async function submitQuestionnaire(
  recipient: Recipient,
  { version, entries, refusedFiles }: SubmitOptions,
): Promise<Submission> {
  const unneeded: string[] = [];
  const submission = await recipient.db.$transaction(async (transaction) => {
    const now = recipient.services.clock();
    const session = await lockOpenSession(transaction, recipient);
    const response = await lockFillableResponse(transaction, recipient, session);
    const applied = await applyEntries({ transaction, recipient, response, version, entries });
    const { questions } = applied.form;
    const isMissing = ({ isShown, required, value }: FormQuestion) => isShown && required && value === null;
    const missing = new Set(questions.filter(isMissing).map(({ id }) => id));
    // What is entered for a question that is not asked is dropped anyway.
    const hindrances = [missing, applied.malformed, applied.conflicts, refusedFiles];
    const isHindered = questions.some(({ id, isShown }) => isShown && hindrances.some((ids) => ids.has(id)));
    if (isHindered) {
      await markOpened(transaction, recipient, session);
      return { ...applied, isSubmitted: false, missing };
    }

    const status = transition(response.status, submissionOf(response.status));
    const { count } = await transaction.response.updateMany({
      where: { id: response.id, status: response.status },
      data: { ...(status && { status }), submittedAt: now, updatedAt: now },
    });
    if (!status || count === 0) {
      throw new LinkClosedError();
    }
    unneeded.push(...(await dropHiddenAnswers(transaction, recipient, response.id, questions)));
    await recordAuditEvent(transaction, recipient.services, {
      ...recipient.actor,
      scope: recipient.scope,
      type: 'response.submitted',
      responseId: response.id,
      workflowSessionId: session.id,
      at: now,
    });
    await completeStep(transaction, {
      services: recipient.services,
      session,
      step: 'DDQ',
      actor: recipient.actor,
      now,
    });
    return { ...applied, isSubmitted: true, missing };
  });
  await forgetFiles(recipient.services, unneeded);
  return submission;
}

/** @returns the files that nothing names any more */
async function dropHiddenAnswers(
  transaction: Transaction,
  recipient: Recipient,
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
  const deleted: string[] = [];
  for (const id of hidden.flatMap(({ type, value }) =>
    type === 'FILE' && Array.isArray(value) ? value : [],
  )) {
    if (await deleteUnneededDocument(transaction, recipient, id)) {
      deleted.push(id);
    }
  }
  return deleted;
}
