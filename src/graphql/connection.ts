import type { ArgBuilder } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { ValidationError } from '../errors.ts';
import { isId } from '../ids.ts';
import type { builder } from './builder.ts';
import type { Context } from './context.ts';
import { pagePrice, rootPagePrice, searchPrice } from './prices.ts';

const defaultSize = 50;
const maxPageSize = 100;
/** Items that a page can skip: the database reads and drops each of them. Cursors have no such limit. */
export const maxOffset = 10_000;

/** What one page of a list asks of the database. */
export interface PageQuery<Id> {
  /** Which ids belong to the page's side of the cursors. */
  where: { id?: { lt?: Id; gt?: Id } };
  orderBy: { id: 'asc' | 'desc' };
  take: number;
  skip: number;
}

/** What a client says of the page that it wants. */
export interface PageArguments {
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
  offset?: number | null | undefined;
}

/** The field of the schema that is a list. */
export type ListField = Pick<GraphQLResolveInfo, 'parentType' | 'fieldName' | 'schema'>;

interface ConnectionSource<Row, Id> {
  args: PageArguments;
  context: Context;
  /** The field that is the list. Cursors belong to it. */
  info: ListField;
  /** Reads the id out of a cursor's text; undefined when it cannot be one. */
  parseId: (text: string) => Id | undefined;
  rows: (query: PageQuery<Id>) => Promise<Row[]>;
  idOf: (row: Row) => Id;
  /** Asked only when the client selects `totalCount`. */
  count: () => Promise<number>;
}

export const uuidCursor = (text: string): string | undefined => (isId(text) ? text : undefined);

type SchemaTypes = typeof builder.$inferSchemaTypes;

/** The argument that lists have beside those of the Relay specification. */
export const offsetArgument = (arg: ArgBuilder<SchemaTypes>) => ({
  offset: arg.int({
    description:
      'Skips this many items before the page starts, at most 10000, for clients that count pages. Prefer `after`.',
  }),
});

/** Arguments as a request has them: an operation is priced before its variables are checked. */
type UncheckedArguments = { [Name in 'first' | 'last' | 'filter']?: unknown };

/** What a list costs that belongs to something. What it selects is read as often as the page can have items. */
export const pageComplexity = ({ first, last }: UncheckedArguments) => {
  const sizes = [first, last].filter((size) => typeof size === 'number');
  return {
    field: pagePrice,
    multiplier: Math.min(Math.max(1, ...(sizes.length === 0 ? [defaultSize] : sizes)), maxPageSize),
  };
};

/** What a list costs that has no parent. */
export const rootPageComplexity = ({ filter, ...page }: UncheckedArguments) => ({
  ...pageComplexity(page),
  field: rootPagePrice + (isSearch(filter) ? searchPrice : 0),
});

const isSearch = (filter: unknown): boolean =>
  typeof filter === 'object' && filter !== null && 'search' in filter && Boolean(filter.search);

/**
 * One page of a list, newest first. Ids grow with time and are unique, so a page starts at an id and not at a count:
 * rows that are added in the meantime make no row appear twice or never.
 *
 * @throws ValidationError for a cursor that is not of this list, a negative size or a large offset
 */
export async function resolvePage<Row, Id extends string | number>(source: ConnectionSource<Row, Id>) {
  const { args, context, info, parseId, idOf } = source;
  const list = `${info.parentType.name}.${info.fieldName}`;
  const sizes = sizesOf(args);
  const { first, last } = sizes;
  const offset = integerOf(args, 'offset') ?? 0;
  const after = readCursor(list, { name: 'after', args, parseId });
  const before = readCursor(list, { name: 'before', args, parseId });

  const rows = await source.rows({
    where:
      after === undefined && before === undefined
        ? {}
        : {
            id: {
              ...(after === undefined ? {} : { lt: after }),
              ...(before === undefined ? {} : { gt: before }),
            },
          },
    orderBy: { id: first === undefined ? 'asc' : 'desc' },
    // One more than is shown reveals whether there are more.
    take: Math.max(first ?? 0, last ?? 0) + 1,
    skip: offset,
  });
  const edges = cut(rows, sizes).map((node) => ({ node, cursor: writeCursor(list, idOf(node)) }));
  return {
    edges,
    totalCount:
      info.parentType === info.schema.getQueryType()
        ? () => countOnce({ context, list, args }, source.count)
        : source.count,
    pageInfo: {
      hasNextPage: first === undefined ? before !== undefined || offset > 0 : rows.length > first,
      hasPreviousPage: last === undefined ? after !== undefined || offset > 0 : rows.length > last,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Of the lists that have no parent: however often one is counted, one statement does. */
function countOnce(
  { context, list, args }: { context: Context; list: string; args: PageArguments },
  count: () => Promise<number>,
): Promise<number> {
  const { first: _first, last: _last, after: _after, before: _before, offset: _offset, ...filter } = args;
  const key = `${list} ${JSON.stringify(filter)}`;
  const counted = context.counts.get(key) ?? count();
  context.counts.set(key, counted);
  return counted;
}

/** How many items a page has from the start of its list, from the end, or from the end of those from the start. */
type Sizes = { first: number; last: number | undefined } | { first: undefined; last: number };

function sizesOf(args: PageArguments): Sizes {
  const first = integerOf(args, 'first');
  const last = integerOf(args, 'last');
  if (first === undefined && last !== undefined) {
    return { first, last: Math.min(last, maxPageSize) };
  }
  return {
    first: Math.min(first ?? defaultSize, maxPageSize),
    last: last === undefined ? last : Math.min(last, maxPageSize),
  };
}

/** The rows that a page shows, in the list's order, of those that were read for it in the page's own order. */
function cut<Row>(rows: readonly Row[], { first, last }: Sizes): Row[] {
  if (first === undefined) {
    return rows.slice(0, last).reverse();
  }
  const page = rows.slice(0, first);
  return last === undefined ? page : page.slice(Math.max(page.length - last, 0));
}

function integerOf(args: PageArguments, name: 'first' | 'last' | 'offset'): number | undefined {
  const value = args[name] ?? undefined;
  if (value !== undefined && value < 0) {
    throw ValidationError.at(name, 'Use an integer from 0.');
  }
  if (name === 'offset' && value !== undefined && value > maxOffset) {
    throw ValidationError.at(name, `Use at most ${maxOffset}, or cursors: pass \`endCursor\` as \`after\`.`);
  }
  return value;
}

const writeCursor = (list: string, id: string | number): string =>
  Buffer.from(`${list} ${id}`).toString('base64url');

interface CursorOptions<Id> {
  name: 'after' | 'before';
  args: PageArguments;
  parseId: (text: string) => Id | undefined;
}

function readCursor<Id>(list: string, { name, args, parseId }: CursorOptions<Id>): Id | undefined {
  const cursor = args[name] ?? undefined;
  if (cursor === undefined) {
    return undefined;
  }
  const [cursorList, text = '', ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const id = cursorList === list && rest.length === 0 ? parseId(text) : undefined;
  if (id === undefined) {
    throw ValidationError.at(name, 'Pass a cursor that a page of this list returned.');
  }
  return id;
}
