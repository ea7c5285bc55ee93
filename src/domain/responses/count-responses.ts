import type { z } from 'zod';
import { ofTenant } from '../../database/raw-sql.ts';
import type { TenantRows } from '../context.ts';
import { type KeptCount, readKeptCount, readKeptCounts } from '../kept-counts.ts';
import { responsesTo } from './count-responses-to.ts';
import { whereOwned } from './read-responses.ts';
import { responseConditions, type responseFilter } from './response-filter.ts';

type Filter = z.output<typeof responseFilter>;

/** Counts the tenant's responses that a filter finds: from what is kept, or from the rows where the filter is finer. */
export async function countResponses(tenant: TenantRows, filter: Filter): Promise<number> {
  const { assigned, ...others } = filter;
  if (assigned !== undefined && !Object.values(others).some(Boolean)) {
    return countAssigned(tenant, assigned);
  }
  const kept = keptCounts(filter);
  if (kept) {
    return readKeptCount(tenant, kept);
  }
  const conditions = responseConditions(filter);
  const [{ count }] = await ofTenant(tenant.db, tenant.scope).query<[{ count: number }]>`
    SELECT count(*)::int AS count FROM responses WHERE ${whereOwned(conditions)}`;
  return count;
}

/** The kept numbers whose sum is that of the responses that a filter finds; undefined if there are none. */
function keptCounts({ statuses, questionnaireId, riskLevel, ...finer }: Filter): KeptCount[] | undefined {
  const kept = [statuses, questionnaireId, riskLevel].filter(Boolean);
  if (Object.values(finer).some((value) => value !== undefined) || kept.length > 1) {
    return undefined;
  }
  if (riskLevel) {
    return [`responses/risk/${riskLevel}`];
  }
  if (questionnaireId) {
    return [responsesTo(questionnaireId)];
  }
  return statuses ? statuses.map((status) => `responses/status/${status}` as const) : ['responses'];
}

/** All of the tenant's responses are assigned to someone or to no one; the former are kept. */
async function countAssigned(tenant: TenantRows, assigned: boolean): Promise<number> {
  const counts = await readKeptCounts(tenant, ['responses', 'responses/assigned']);
  const assignedCount = counts.get('responses/assigned') ?? 0;
  return assigned ? assignedCount : (counts.get('responses') ?? 0) - assignedCount;
}
