import { Prisma } from '../../database/client/client.ts';
import type { TenantContext, TenantRows } from '../context.ts';
import { answersJson, entityJson, fromJson, type ResponseWithEntity, responseJson } from './json-rows.ts';
import { openAnswers } from './sealed-answer.ts';

interface ReadOptions {
  /** Which of the tenant's responses; conditions on the table `responses`. */
  conditions: readonly Prisma.Sql[];
  withAnswers: boolean;
  orderBy?: 'asc' | 'desc';
  take: number;
  skip?: number;
}

type JsonRow = Parameters<typeof fromJson>[0];

/** A row of `responses` that is joined with its row of `entities`, for `openResponse`. */
export const responseRow = ({ withAnswers }: Pick<ReadOptions, 'withAnswers'>): Prisma.Sql =>
  Prisma.sql`json_build_object('response', ${responseJson}, 'entity', ${entityJson},
    'answers', ${withAnswers ? Prisma.sql`coalesce(${answersJson}, '[]')` : Prisma.sql`NULL`})`;

/** What the database has written as `responseRow`. */
export const openResponse = (
  { scope, services }: Pick<TenantContext<'cipher'>, 'scope' | 'services'>,
  row: JsonRow,
): ResponseWithEntity => ({
  ...fromJson(row),
  answers:
    row.answers === null
      ? undefined
      : openAnswers(services.cipher, { tenantId: scope.tenantId, responseId: row.response.id }, row.answers),
});

/**
 * Reads responses by id, newest first unless said, in one statement whatever is read of them. The database writes each
 * row as JSON, which costs a fraction of mapping its columns one by one.
 */
export async function readResponses(
  { db, scope, services }: TenantRows & Pick<TenantContext<'cipher'>, 'services'>,
  { conditions, withAnswers, orderBy = 'desc', take, skip = 0 }: ReadOptions,
): Promise<ResponseWithEntity[]> {
  const rows = await db.$queryRaw<{ row: JsonRow }[]>`
    SELECT ${responseRow({ withAnswers })} AS row
    FROM (
      SELECT * FROM responses
      WHERE ${whereOwned(scope, conditions)}
      ORDER BY id ${Prisma.raw(orderBy)} LIMIT ${take} OFFSET ${skip}
    ) responses
    JOIN entities ON entities.id = responses.entity_id
    ORDER BY responses.id ${Prisma.raw(orderBy)}`;
  return rows.map(({ row }) => openResponse({ scope, services }, row));
}

/** How many of the tenant's responses meet the conditions. */
export async function countResponses(
  { db, scope }: TenantRows,
  conditions: readonly Prisma.Sql[],
): Promise<number> {
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM responses WHERE ${whereOwned(scope, conditions)}`;
  return count;
}

const whereOwned = ({ tenantId, mode }: TenantContext['scope'], conditions: readonly Prisma.Sql[]) =>
  Prisma.join(
    [Prisma.sql`tenant_id = ${tenantId}::uuid`, Prisma.sql`mode = ${mode}::"Mode"`, ...conditions],
    ' AND ',
  );
