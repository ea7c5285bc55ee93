import { type ListField, type PageArguments, resolvePage, uuidCursor } from './connection.ts';
import type { Context } from './context.ts';
import type { ListLoaders } from './related-loaders.ts';

interface RelatedOptions<Row> {
  list: ListLoaders<Row>;
  /** What the list belongs to. */
  id: string;
  args: PageArguments;
  context: Context;
  info: ListField;
}

/** One page of a list that belongs to something, newest first. */
export const resolveRelated = <Row extends { id: string }>({
  list,
  id,
  args,
  context,
  info,
}: RelatedOptions<Row>) =>
  resolvePage({
    args,
    context,
    info,
    parseId: uuidCursor,
    rows: (page) => list.rows.load({ id, page }),
    idOf: (row) => row.id,
    count: () => list.count.load({ id }),
  });
