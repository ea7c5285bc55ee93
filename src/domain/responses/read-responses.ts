import { Prisma } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { TenantContext, TenantRows } from '../context.ts';
import {
  answersJson,
  currentVersionJson,
  entityJson,
  fromJson,
  type ResponseWithEntity,
  responseJson,
} from './json-rows.ts';
import { openAnswers } from './sealed-answer.ts';

/** What can be read with a response, in the same statement. */
export type ResponsePart = 'answers' | 'currentVersion';

interface ReadOptions {
  /** Which of the tenant's responses; conditions on the table `responses`. */
  conditions: readonly Prisma.Sql[];
  /** What else to read, beside the entity. */
  parts: readonly ResponsePart[];
  orderBy?: 'asc' | 'desc';
  take: number;
  skip?: number;
}

/** What the database writes as `responseRow`. */
export type ResponseRow = Parameters<typeof fromJson>[0] & { currentVersion: Record<string, unknown> | null };

/** A row of `responses` that is joined with its row of `entities`, for `openResponse`. */
export const responseRow = (parts: readonly ResponsePart[]): Prisma.Sql => {
  const part = (name: ResponsePart, json: Prisma.Sql) => (parts.includes(name) ? json : Prisma.sql`NULL`);
  return Prisma.sql`json_build_object('response', ${responseJson}, 'entity', ${entityJson},
    'answers', ${part('answers', Prisma.sql`coalesce(${answersJson}, '[]')`)},
    'currentVersion', ${part('currentVersion', currentVersionJson)})`;
};

/** A response that was read without its answers. */
export const responseWithoutAnswers = (row: ResponseRow): ResponseWithEntity => ({
  ...fromJson(row),
  currentVersion: row.currentVersion ? fromJsonRow('QuestionnaireVersion', row.currentVersion) : undefined,
  answers: undefined,
});

/** A response with its answers, if they were read. */
export const openResponse = (
  { scope, services }: Pick<TenantContext<'cipher'>, 'scope' | 'services'>,
  row: ResponseRow,
): ResponseWithEntity => ({
  ...responseWithoutAnswers(row),
  answers:
    row.answers === null
      ? undefined
      : openAnswers(services.cipher, { tenantId: scope.tenantId, responseId: row.response.id }, row.answers),
});

/**
 * Reads responses by id, newest first by default, in one statement whatever is read of them. The database writes each
 * row as JSON, which costs a fraction of mapping its columns one by one.
 */
export async function readResponses(
  { db, scope, services }: TenantRows & Pick<TenantContext<'cipher'>, 'services'>,
  { conditions, parts, orderBy = 'desc', take, skip = 0 }: ReadOptions,
): Promise<ResponseWithEntity[]> {
  const rows = await ofTenant(db, scope).query<{ row: ResponseRow }[]>`
    SELECT ${responseRow(parts)} AS row
    FROM (
      SELECT * FROM responses
      WHERE ${whereOwned(conditions)}
      ORDER BY id ${Prisma.raw(orderBy)} LIMIT ${take} OFFSET ${skip}
    ) responses
    JOIN entities ON entities.id = responses.entity_id
    ORDER BY responses.id ${Prisma.raw(orderBy)}`;
  return rows.map(({ row }) => openResponse({ scope, services }, row));
}

/** The conditions, and that a response is the tenant’s. */
export const whereOwned = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  Prisma.join([isOwned, ...conditions], ' AND ');
