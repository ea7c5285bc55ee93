import type { TenantContext } from '../context.ts';
import { answersJson } from './json-rows.ts';
import { openAnswers } from './sealed-answer.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** Reads the answers of any number of responses in one statement; the lists stand in the order of the ids. */
export async function readAnswers(
  { db, scope, services }: Pick<TenantContext, 'db' | 'scope' | 'services'>,
  responseIds: readonly string[],
): Promise<StoredAnswer[][]> {
  const rows = await db.$queryRaw<{ responseId: string; answers: StoredAnswer[] | null }[]>`
    SELECT responses.id AS "responseId", ${answersJson} AS answers
    FROM responses
    WHERE responses.id = ANY (${responseIds}::uuid[]) AND responses.tenant_id = ${scope.tenantId}::uuid
      AND responses.mode = ${scope.mode}::"Mode"`;
  const byResponse = new Map(rows.map((row) => [row.responseId, row.answers]));
  return responseIds.map((id) =>
    openAnswers(services.cipher, { tenantId: scope.tenantId, responseId: id }, byResponse.get(id) ?? []),
  );
}
