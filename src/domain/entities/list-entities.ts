import type { z } from 'zod';
import { type Entity, Prisma } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { entityTextColumns, entityTexts } from '../../database/search-indexes.ts';
import type { TenantRows } from '../context.ts';
import { readKeptCount } from '../kept-counts.ts';
import { isOnPage, type ListPage } from '../list-page.ts';
import { searchPatterns } from '../search.ts';
import type { entityFilter } from './entity-filter.ts';

type Filter = Partial<z.output<typeof entityFilter>>;

/** Reads a part of the tenant's entities that a filter finds. */
export async function listEntities(
  { db, scope }: TenantRows,
  { filter, page }: { filter: Filter; page: ListPage },
): Promise<Entity[]> {
  const { where, orderBy, take, skip } = page;
  const rows = await ofTenant(db, scope).query<{ row: Record<string, unknown> }[]>`
    SELECT to_json(entities) AS row FROM entities
    WHERE ${entityConditions(filter)} AND ${isOnPage(where)}
    ORDER BY id ${Prisma.raw(orderBy.id)} LIMIT ${take} OFFSET ${skip}`;
  return rows.map(({ row }) => fromJsonRow('Entity', row));
}

/** Counts the tenant's entities that a filter finds: from what is kept, or from the rows for a text. */
export async function countEntities({ db, scope }: TenantRows, filter: Filter): Promise<number> {
  if (!filter.search) {
    return readKeptCount({ db, scope }, [filter.type ? `entities/type/${filter.type}` : 'entities']);
  }
  const [{ count }] = await ofTenant(db, scope).query<[{ count: number }]>`
    SELECT count(*)::int AS count FROM entities WHERE ${entityConditions(filter)}`;
  return count;
}

const entityConditions = ({ type, search }: Filter): Prisma.Sql =>
  Prisma.join(
    [
      isOwned,
      ...(type ? [Prisma.sql`entity_type = ${type}::"EntityType"`] : []),
      ...(search ? entitiesWith(search) : []),
    ],
    ' AND ',
  );

/** The conditions for entities that have a text in one of their texts. */
function entitiesWith(search: string): Prisma.Sql[] {
  const patterns = searchPatterns(search);
  const inAll = Prisma.sql`${Prisma.raw(entityTexts)} ILIKE ANY (${patterns})`;
  // A text without a line break is in the lines of all texts only where it is in one of them.
  return search.includes('\n') ? [inAll, inOne(patterns)] : [inAll];
}

const inOne = (patterns: readonly string[]): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM unnest(ARRAY[${Prisma.raw(entityTextColumns.join(', '))}]) AS text
  WHERE text ILIKE ANY (${patterns}))`;
