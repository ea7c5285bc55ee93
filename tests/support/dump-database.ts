import type { TestGateway } from './gateway.ts';

/**
 * Every row of every table as text, in an order that depends on the rows alone, so that two dumps are equal when nothing
 * has changed in between. The gateways that are running are left out: they report every half minute.
 *
 * @param leaveOut columns that change without anybody's doing, such as the time of a key's last use
 */
export async function dumpDatabase(
  { services }: TestGateway,
  { leaveOut = [] }: { leaveOut?: readonly string[] } = {},
): Promise<string[]> {
  const database = services.allTenants;
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'sealing_writers' ORDER BY table_name`;
  const columns = leaveOut.map((column) => ` - '${column}'`).join('');
  const rows = await database.$queryRawUnsafe<{ row: string }[]>(
    tables
      .map(({ name }) => `SELECT '${name} ' || (to_jsonb(t)${columns})::text AS row FROM "${name}" t`)
      .join(' UNION ALL '),
  );
  return rows.map(({ row }) => row).sort();
}
