import type { TenantRows } from '../context.ts';
import { type KeptCount, readKeptCounts } from '../kept-counts.ts';

/** Counts the tenant's responses to any number of questionnaires in one statement. */
export async function countResponsesTo(
  tenant: TenantRows,
  questionnaireIds: readonly number[],
): Promise<Map<number, number>> {
  const kept = questionnaireIds.map((id) => [id, responsesTo(id)] as const);
  const counts = await readKeptCounts(
    tenant,
    kept.map(([, count]) => count),
  );
  return new Map(kept.map(([id, count]) => [id, counts.get(count) ?? 0]));
}

export const responsesTo = (questionnaireId: number) =>
  `responses/questionnaire/${questionnaireId}` as const satisfies KeptCount;
