import type { AutofillRun } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { TenantRows } from '../context.ts';

/** A document that a run could not read. */
export interface FailedDocument {
  name: string;
  /** The reason, in a sentence. */
  reason: string;
}

/** The fields of a run that clients see. */
export type AutofillRecord = Pick<
  AutofillRun,
  'id' | 'responseId' | 'status' | 'jobId' | 'answered' | 'total' | 'error' | 'startedAt' | 'finishedAt'
> & { failedDocuments: FailedDocument[] };

/** The newest run of each of the responses, in one statement; a response that was never autofilled is left out. */
export async function readAutofillRuns(
  { db, scope }: TenantRows,
  responseIds: readonly string[],
): Promise<Map<string, AutofillRecord>> {
  const rows = await ofTenant(db, scope).query<AutofillRecord[]>`
    SELECT run.id, run.response_id AS "responseId", run.status, run.job_id AS "jobId", run.answered, run.total, run.error,
      run.failed_documents AS "failedDocuments", run.started_at AS "startedAt", run.finished_at AS "finishedAt"
    FROM unnest(${responseIds}::uuid[]) AS response (id)
    CROSS JOIN LATERAL (
      SELECT * FROM autofill_runs
      WHERE response_id = response.id AND ${isOwned}
      ORDER BY id DESC LIMIT 1
    ) run`;
  return new Map(rows.map((run) => [run.responseId, run]));
}
