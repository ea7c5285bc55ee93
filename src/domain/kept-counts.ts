import { isOwned, ofTenant } from '../database/raw-sql.ts';
import type { TenantRows } from './context.ts';

/*
 * Numbers of rows that the database keeps in `tenant_usage`, by triggers on the tables, because counting a million rows at
 * every page of a list would take longer than the page. Each is the sum of a few rows, and as exact as a count: a
 * transaction sees the numbers of exactly the rows that it sees.
 */

/** A number that is kept. The names are those that the triggers write. */
export type KeptCount =
  | 'entities'
  | `entities/type/${string}`
  | 'responses'
  | `responses/status/${string}`
  | `responses/questionnaire/${number}`
  | `responses/risk/${string}`
  | 'responses/assigned'
  | 'documents'
  | 'workflowSessions'
  | 'verificationSessions';

/** The sum of what the tenant has of each of `counts`. */
export async function readKeptCount(
  { db, scope }: TenantRows,
  counts: readonly KeptCount[],
): Promise<number> {
  const perCount = await readKeptCounts({ db, scope }, counts);
  return [...perCount.values()].reduce((sum, count) => sum + count, 0);
}

/** The length of a list: the kept number while no filter is given, otherwise what `countRows` counts. */
export const countList = (
  tenant: TenantRows,
  { filter, kept, countRows }: { filter: object; kept: KeptCount; countRows: () => Promise<number> },
): Promise<number> => (Object.values(filter).some(Boolean) ? countRows() : readKeptCount(tenant, [kept]));

/** What the tenant has of each of `counts`, in one statement; one that was never written is left out. */
export async function readKeptCounts<Count extends KeptCount>(
  { db, scope }: TenantRows,
  counts: readonly Count[],
): Promise<Map<Count, number>> {
  const rows = await ofTenant(db, scope).query<{ resource: Count; count: number }[]>`
    SELECT resource, sum(used)::int AS count FROM tenant_usage
    WHERE ${isOwned}
      AND resource = ANY (${[...new Set(counts)]}::text[])
    GROUP BY resource`;
  return new Map(rows.map(({ resource, count }) => [resource, count]));
}
