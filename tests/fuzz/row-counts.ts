import type { TestGateway } from '../support/gateway.ts';

/** The number of rows of each table, by which a request that was rejected is seen to have created nothing. */
export async function createRowCounter({ services: { allTenants } }: TestGateway) {
  const tables = await allTenants.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
      OR (table_schema, table_name) = ('pgboss', 'job')
    ORDER BY 1`;
  const counts = tables.map(({ name }) => `'${name}', (SELECT count(*) FROM ${name})`).join(', ');
  return async (): Promise<Record<string, number>> => {
    const [row] = await allTenants.$queryRawUnsafe<{ counts: Record<string, number> }[]>(
      `SELECT jsonb_build_object(${counts}) AS counts`,
    );
    return row!.counts;
  };
}
