import type { AutofillEngine, AutofillRun, ResponseStatus } from '../../database/client/client.ts';
import { isOwned, ofTenant, ownTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { sealAnswer, sealQuote } from '../responses/sealed-answer.ts';
import type { Services } from '../services.ts';
import type { FoundAnswer } from './check-proposals.ts';
import { endRun } from './end-run.ts';
import type { FailedDocument } from './read-autofill-runs.ts';

interface CompleteOptions {
  run: AutofillRun;
  found: readonly FoundAnswer[];
  engine: AutofillEngine;
  failedDocuments: readonly FailedDocument[];
}

/**
 * Writes the answers that a run has found and ends the run, in one transaction and with a number of statements that does not
 * grow with the number of answers. Nothing is written for a run that has already ended, so that a job that is run twice writes
 * only once. If the response is no longer PREFILL, it is left as it is and the run fails.
 */
export const completeRun = (
  services: Pick<Services, 'allTenants' | 'cipher' | 'clock' | 'eventData' | 'jobs'>,
  { run, found, engine, failedDocuments }: CompleteOptions,
): Promise<boolean> =>
  services.allTenants.$transaction(async (transaction) => {
    const ending = { transaction, services, run, failedDocuments, now: services.clock() };
    const status = await lockStatus(transaction, run);
    if (status === undefined) {
      return false;
    }
    if (status !== 'PREFILL') {
      const error = `The response’s status had changed from PREFILL to ${status}, so nothing was filled in.`;
      return endRun({ ...ending, status: 'FAILED', answered: 0, error });
    }
    const answered = await writeFoundAnswers(transaction, { run, rows: found.map(toRow), now: ending.now });
    return endRun({ ...ending, status: 'COMPLETED', answered, error: null });

    function toRow(answer: FoundAnswer) {
      const { tenantId, responseId } = run;
      const { questionId } = answer;
      const place = { tenantId, responseId, questionId };
      return {
        response_id: responseId,
        question_id: questionId,
        value: sealAnswer(services.cipher, place, answer.value),
        document_id: answer.documentId,
        document_name: answer.documentName,
        page: answer.page,
        quote: sealQuote(services.cipher, place, answer.quote),
        confidence: answer.confidence,
        engine,
      };
    }
  });

/** The status of the run's response, which cannot change until the transaction ends. Undefined if the run has ended. */
async function lockStatus(transaction: Transaction, run: AutofillRun): Promise<ResponseStatus | undefined> {
  const [response] = await ofTenant(transaction, run).query<{ status: ResponseStatus }[]>`
    SELECT status FROM responses WHERE id = ${run.responseId}::uuid AND ${isOwned} FOR UPDATE`;
  const underWay = await transaction.autofillRun.findUnique({
    where: { id: run.id, status: 'PROCESSING' },
    select: { id: true },
  });
  return underWay ? response?.status : undefined;
}

interface WriteOptions {
  run: AutofillRun;
  /** Answers with the passages that support them, both encrypted: the columns of `answers` and `answer_annotations`. */
  rows: readonly object[];
  now: Date;
}

/**
 * Fills in empty answers and replaces those found by an earlier autofill. An answer that a person entered is replaced only if
 * the run was asked to do so, and never if it was entered while the run was in progress.
 *
 * @returns how many answers were written
 */
async function writeFoundAnswers(
  transaction: Transaction,
  { run, rows, now }: WriteOptions,
): Promise<number> {
  const [{ answered }] = await ofTenant(transaction, run).query<[{ answered: number }]>`
    WITH found AS (
      SELECT ${JSON.stringify(rows)}::jsonb AS rows
    ), written AS (
      INSERT INTO answers (response_id, question_id, tenant_id, value, given_by, updated_at)
      SELECT response_id, question_id, ${ownTenant}, value, ${run.actorKind}::"ActorKind", ${now}
      FROM found, jsonb_populate_recordset(NULL::answers, found.rows)
      ON CONFLICT (response_id, question_id) DO UPDATE
      SET value = excluded.value, document_ids = excluded.document_ids, given_by = excluded.given_by, updated_at = excluded.updated_at
      WHERE (${run.overwrite} AND answers.updated_at <= ${run.startedAt}) OR EXISTS (
        SELECT 1 FROM answer_annotations earlier
        WHERE earlier.response_id = answers.response_id AND earlier.question_id = answers.question_id)
      RETURNING question_id
    ), quoted AS (
      INSERT INTO answer_annotations (response_id, question_id, tenant_id, document_id, document_name, page, quote,
        confidence, engine, created_at)
      SELECT response_id, question_id, ${ownTenant}, document_id, document_name, page, quote, confidence, engine, ${now}
      FROM found, jsonb_populate_recordset(NULL::answer_annotations, found.rows) JOIN written USING (question_id)
      ON CONFLICT (response_id, question_id) DO UPDATE
      SET document_id = excluded.document_id, document_name = excluded.document_name, page = excluded.page,
        quote = excluded.quote, confidence = excluded.confidence, engine = excluded.engine,
        created_at = excluded.created_at
    ), touched AS (
      UPDATE responses SET updated_at = ${now}
      WHERE id = ${run.responseId}::uuid AND ${isOwned} AND EXISTS (SELECT 1 FROM written)
    )
    SELECT count(*)::int AS answered FROM written`;
  return answered;
}
