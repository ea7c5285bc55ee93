import { Prisma } from '../database/client/client.ts';

/** Which part of a list. Ids grow with time. */
export interface ListPage {
  where: { id?: { lt?: string; gt?: string } };
  orderBy: { id: 'asc' | 'desc' };
  take: number;
  skip: number;
}

/**
 * The condition for rows on a page's side of its cursors.
 *
 * @param column the id's; named with its table where a statement has several
 */
export const isOnPage = ({ id }: ListPage['where'], column = Prisma.sql`id`): Prisma.Sql => {
  const conditions = [
    ...(id?.lt === undefined ? [] : [Prisma.sql`${column} < ${id.lt}::uuid`]),
    ...(id?.gt === undefined ? [] : [Prisma.sql`${column} > ${id.gt}::uuid`]),
  ];
  return conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`true`;
};
