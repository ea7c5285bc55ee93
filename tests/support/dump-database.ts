import type { TestGateway } from './gateway.ts';

/** The last dump of a gateway, by the columns that it leaves out. */
const lastDumps = new WeakMap<TestGateway, Map<string, { snapshot: string; rows: string[] }>>();

/**
 * Every row of every table as text, in an order that depends on the rows alone, so that two dumps are equal when nothing
 * has changed in between. The gateways that are running and their regular work are left out: they report every few seconds.
 *
 * Two equal snapshots of PostgreSQL see the same rows, so a dump costs nothing where no transaction has written since the last.
 *
 * @param leaveOut columns that change without anybody's doing, such as the time of a key's last use
 */
export async function dumpDatabase(
  gateway: TestGateway,
  { leaveOut = [] }: { leaveOut?: readonly string[] } = {},
): Promise<string[]> {
  const database = gateway.services.allTenants;
  const columns = leaveOut.map((column) => ` - '${column}'`).join('');
  const dumps = lastDumps.get(gateway) ?? new Map();
  lastDumps.set(gateway, dumps);
  const [current] = await database.$queryRaw<[{ snapshot: string }]>`
    SELECT pg_current_snapshot()::text AS snapshot`;
  const last = dumps.get(columns);
  if (last?.snapshot === current.snapshot) {
    return last.rows;
  }
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('sealing_writers', 'regular_work') ORDER BY name`;
  const found = await database.$queryRawUnsafe<{ row: string }[]>(
    tables
      .map(({ name }) => `SELECT '${name} ' || (to_jsonb(t)${columns})::text AS row FROM "${name}" t`)
      .join(' UNION ALL '),
  );
  const rows = found.map(({ row }) => row).sort();
  dumps.set(columns, { snapshot: current.snapshot, rows });
  return rows;
}
