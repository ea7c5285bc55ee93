import type { Response } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { dateOf } from '../questionnaires/answer-bounds.ts';
import { type AnswerValue, checkAnswerValue } from '../questionnaires/answer-value.ts';
import type { VersionContent } from '../questionnaires/read-version.ts';
import type { CheckedAnswer } from '../responses/check-answers.ts';
import { statesThatTakeRecipientsAnswers } from '../responses/response-state.ts';
import { writeAnswers } from '../responses/write-answers.ts';
import { fingerprintOf } from './answer-fingerprint.ts';
import { type FormQuestion, type QuestionnaireForm, readQuestionnaireForm } from './questionnaire-form.ts';
import type { Recipient } from './recipient.ts';

/** What came back from a page for one question. Questions that take files are not among them. */
export interface Entry {
  questionId: string;
  /** Null if nothing was entered; undefined if what was entered cannot be read as an answer at all. */
  value: unknown;
  /** The fingerprint of the answer that the page was made with. */
  was: string;
}

/** The outcome of the entries of a page. */
export interface AppliedEntries {
  /** The questions with the answers as they are stored now. */
  form: QuestionnaireForm;
  /** Entries that are no answers to their questions, and were not saved. */
  malformed: Set<string>;
  /**
   * Entries that were not saved because someone else has answered the question differently since the page was made.
   */
  conflicts: Set<string>;
}

interface ApplyOptions {
  transaction: Transaction;
  recipient: Recipient<'cipher' | 'clock'>;
  /** Locked by the transaction. */
  response: Response;
  version: VersionContent;
  entries: readonly Entry[];
  /** Where the recipient is, whose date is `today` in the bounds of questions; undefined if it is not known. */
  timeZone: string | undefined;
  /** Answers to be written with the entries; those of questions that take files. */
  changes: readonly CheckedAnswer[];
}

/**
 * Writes what a recipient has entered on a page, as far as it is theirs: an entry that is as the page was made leaves the
 * stored answer alone, so that an old page never takes back what a newer one has saved, and an entry over an answer that
 * has changed since is not written but reported, so that no one's answer is lost unseen. What is no answer is reported
 * too, and all others are saved.
 */
export async function applyEntries(options: ApplyOptions): Promise<AppliedEntries> {
  const { transaction, recipient, response, version, entries, timeZone } = options;
  const { cipher } = recipient.services;
  const { tenantId } = recipient.scope;
  const stored = { database: transaction, cipher, tenantId, responseId: response.id, version };
  const before = await readQuestionnaireForm(stored);
  const questions = new Map(before.questions.map((question) => [question.id, question]));
  const malformed = new Set<string>();
  const conflicts = new Set<string>();
  const changes: CheckedAnswer[] = [...options.changes];

  for (const { questionId, value, was } of entries) {
    const question = questions.get(questionId);
    if (!question || question.type === 'FILE') {
      continue;
    }
    const checked = check(question, value, dateOf(recipient.services.clock(), timeZone));
    if ('problem' in checked) {
      malformed.add(questionId);
      continue;
    }
    const entered = fingerprintOf(checked.value);
    if (entered === was || entered === question.fingerprint) {
      continue;
    }
    if (question.fingerprint !== was) {
      conflicts.add(questionId);
      continue;
    }
    changes.push({ questionId, questionKey: question.key, value: checked.value });
  }

  if (changes.length === 0) {
    return { form: before, malformed, conflicts };
  }
  await writeAnswers(transaction, {
    cipher,
    responseId: response.id,
    answers: changes,
    statuses: statesThatTakeRecipientsAnswers,
    scope: recipient.scope,
    actor: recipient.actor,
    workflowSessionId: recipient.workflowSessionId,
    now: recipient.services.clock(),
  });
  const form = await readQuestionnaireForm(stored);
  return { form, malformed, conflicts };
}

function check(
  question: FormQuestion,
  value: unknown,
  today: string,
): { value: AnswerValue | null } | { problem: string } {
  return value === undefined ? { problem: 'unreadable' } : checkAnswerValue({ question, value, today });
}
