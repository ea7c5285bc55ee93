import type { TenantRows } from '../context.ts';

/** Counts the tenant's responses to any number of questionnaires in one statement; one without responses is left out. */
export async function countResponsesTo(
  { db, scope }: TenantRows,
  questionnaireIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ questionnaireId: number; count: number }[]>`
    SELECT questionnaire_id AS "questionnaireId", count(*)::int AS count FROM responses
    WHERE questionnaire_id = ANY (${questionnaireIds}::int[]) AND tenant_id = ${scope.tenantId}::uuid
      AND mode = ${scope.mode}::"Mode"
    GROUP BY 1`;
  return new Map(rows.map(({ questionnaireId, count }) => [questionnaireId, count]));
}
