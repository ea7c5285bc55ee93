import { isOwnedIn, ofTenant } from '../../database/raw-sql.ts';
import type { TenantContext, TenantRows } from '../context.ts';
import { answersJson } from './json-rows.ts';
import { openAnswers } from './sealed-answer.ts';
import type { StoredAnswer } from './stored-answer.ts';

interface ReadOptions {
  responseIds: readonly string[];
  /** How large all values may be together, as they are stored: encrypted. */
  maxBytes: number;
}

interface ReadAnswers {
  /** In the order of the ids; undefined if they are larger than is wanted, and none of them was read. */
  values: StoredAnswer[][] | undefined;
  /** How large all values are together, as they are stored. */
  bytes: number;
}

/** Reads the answers of any number of responses in one statement. */
export async function readAnswers(
  { db, scope, services }: TenantRows & Pick<TenantContext<'cipher'>, 'services'>,
  { responseIds, maxBytes }: ReadOptions,
): Promise<ReadAnswers> {
  const rows = await ofTenant(db, scope).query<
    { responseId: string; bytes: number; answers: StoredAnswer[] | null }[]
  >`
    WITH wanted AS (
      SELECT responses.id, responses.erased_at FROM responses
      WHERE responses.id = ANY (${responseIds}::uuid[]) AND ${isOwnedIn('responses')}
    ), size AS MATERIALIZED (
      SELECT coalesce(sum(pg_column_size(answers.value)), 0)::float8 AS bytes
      FROM answers JOIN wanted ON wanted.id = answers.response_id
    )
    SELECT responses.id AS "responseId", size.bytes,
      CASE WHEN size.bytes <= ${maxBytes} THEN ${answersJson} END AS answers
    FROM wanted AS responses CROSS JOIN size`;
  const bytes = rows[0]?.bytes ?? 0;
  if (bytes > maxBytes) {
    return { values: undefined, bytes };
  }
  const byResponse = new Map(rows.map((row) => [row.responseId, row.answers]));
  const values = responseIds.map((id) =>
    openAnswers(services.cipher, { tenantId: scope.tenantId, responseId: id }, byResponse.get(id) ?? []),
  );
  return { values, bytes };
}
