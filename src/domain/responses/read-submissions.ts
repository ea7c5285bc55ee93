import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { TenantContext, TenantRows } from '../context.ts';
import { isOfUnerasedResponse } from './json-rows.ts';
import { openSubmission, type SubmissionContent } from './submission.ts';

interface ReadOptions {
  ids: readonly string[];
  /** How large all contents may be together, as they are stored: encrypted. */
  maxBytes: number;
}

interface ReadSubmissions {
  /** In the order of the ids; undefined if they are larger than is wanted, and none of them was read. */
  values: SubmissionContent[] | undefined;
  /** How large all contents are together, as they are stored. */
  bytes: number;
}

/** Reads what any number of submissions contain in one statement. */
export async function readSubmissions(
  { db, scope, services }: TenantRows & Pick<TenantContext<'cipher'>, 'services'>,
  { ids, maxBytes }: ReadOptions,
): Promise<ReadSubmissions> {
  const rows = await ofTenant(db, scope).query<
    { id: string; responseId: string; bytes: number; content: unknown }[]
  >`
    WITH wanted AS (
      SELECT id, response_id, content FROM submissions
      WHERE id = ANY (${ids}::uuid[]) AND ${isOwned} AND ${isOfUnerasedResponse('submissions')}
    ), size AS MATERIALIZED (
      SELECT coalesce(sum(pg_column_size(content)), 0)::float8 AS bytes FROM wanted
    )
    SELECT id, response_id AS "responseId", size.bytes,
      CASE WHEN size.bytes <= ${maxBytes} THEN content END AS content
    FROM wanted CROSS JOIN size`;
  const bytes = rows[0]?.bytes ?? 0;
  if (bytes > maxBytes) {
    return { values: undefined, bytes };
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  const values = ids.map((id): SubmissionContent => {
    const row = byId.get(id);
    // Erased since its row was read.
    return row
      ? openSubmission(
          services.cipher,
          { tenantId: scope.tenantId, responseId: row.responseId, id },
          row.content,
        )
      : { answers: [], changes: [] };
  });
  return { values, bytes };
}
