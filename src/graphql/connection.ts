import type { ArgBuilder } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { ValidationError } from '../errors.ts';
import { isId } from '../ids.ts';
import type { builder } from './builder.ts';
import type { Context } from './context.ts';
import { pagePrice, rootPagePrice, searchPrice } from './prices.ts';

const defaultSize = 50;
const largestSize = 100;
/** Items that a page can skip: the database reads and drops each of them. Cursors have no such limit. */
export const maxOffset = 10_000;
/** What a PostgreSQL `integer` can hold. */
const largestInteger = 2_147_483_647;

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

interface ConnectionSource<Row, Id> {
  args: PageArguments;
  /** The request and the field of a list that has no parent: however often it counts the same, one statement does. */
  root?: { context: Context; info: Pick<GraphQLResolveInfo, 'fieldName'> };
  /** Reads the id out of a cursor's text; undefined when it cannot be one. */
  parseId: (text: string) => Id | undefined;
  rows: (query: PageQuery<Id>) => Promise<Row[]>;
  idOf: (row: Row) => Id;
  /** Asked only when the client selects `totalCount`. */
  count: () => Promise<number>;
}

export const uuidCursor = (text: string): string | undefined => (isId(text) ? text : undefined);
export const integerCursor = (text: string): number | undefined =>
  /^\d{1,10}$/.test(text) && Number(text) <= largestInteger ? Number(text) : undefined;

type SchemaTypes = typeof builder.$inferSchemaTypes;

/** The argument that lists have beside those of the Relay specification. */
export const offsetArgument = (arg: ArgBuilder<SchemaTypes>) => ({
  offset: arg.int({
    description:
      'Skips this many items before the page starts, at most 10000, for clients that count pages. Prefer `after`.',
  }),
});

/** What a list costs that belongs to something. What it selects is read as often as the page can have items. */
export const pageComplexity = ({ first, last }: PageArguments) => ({
  field: pagePrice,
  multiplier: Math.min(Math.max(first ?? last ?? defaultSize, 1), largestSize),
});

/** What a list costs that has no parent. */
export const rootPageComplexity = ({
  filter,
  ...page
}: PageArguments & { filter?: object | null | undefined }) => ({
  ...pageComplexity(page),
  field: rootPagePrice + (filter && 'search' in filter && filter.search ? searchPrice : 0),
});

/**
 * One page of a list, newest first. Ids grow with time and are unique, so a page starts at an id and not at a count:
 * what is added meanwhile makes nothing appear twice or never.
 *
 * @throws ValidationError for a malformed cursor or a negative size
 */
export async function resolvePage<Row, Id extends string | number>(source: ConnectionSource<Row, Id>) {
  const { args, root, parseId, idOf } = source;
  const isBackward = typeof args.last === 'number' && typeof args.first !== 'number';
  const size = Math.min(sizeOf(args, isBackward ? 'last' : 'first'), largestSize);
  const after = readCursor('after', args.after, parseId);
  const before = readCursor('before', args.before, parseId);

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
    orderBy: { id: isBackward ? 'asc' : 'desc' },
    // One more than is shown tells whether there is more.
    take: size + 1,
    skip: sizeOf(args, 'offset'),
  });
  const hasMore = rows.length > size;
  const shown = isBackward ? rows.slice(0, size).reverse() : rows.slice(0, size);
  const edges = shown.map((node) => ({ node, cursor: writeCursor(idOf(node)) }));
  return {
    edges,
    totalCount: root ? () => countOnce(root, args, source.count) : source.count,
    pageInfo: {
      hasNextPage: isBackward ? before !== undefined : hasMore,
      hasPreviousPage: isBackward ? hasMore : after !== undefined || (args.offset ?? 0) > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** What requests have counted. */
const counts = new WeakMap<Context, Map<string, Promise<number>>>();

function countOnce(
  { context, info }: NonNullable<ConnectionSource<unknown, unknown>['root']>,
  { first: _first, last: _last, after: _after, before: _before, offset: _offset, ...filter }: PageArguments,
  count: () => Promise<number>,
): Promise<number> {
  const known = counts.get(context) ?? new Map<string, Promise<number>>();
  counts.set(context, known);
  const list = `${info.fieldName} ${JSON.stringify(filter)}`;
  const counted = known.get(list) ?? count();
  known.set(list, counted);
  return counted;
}

function sizeOf(args: PageArguments, name: 'first' | 'last' | 'offset'): number {
  const size = args[name] ?? (name === 'offset' ? 0 : defaultSize);
  if (size < 0) {
    throw ValidationError.at(name, 'Use an integer from 0.');
  }
  if (name === 'offset' && size > maxOffset) {
    throw ValidationError.at(name, `Use at most ${maxOffset}, or cursors: pass \`endCursor\` as \`after\`.`);
  }
  return size;
}

const writeCursor = (id: string | number): string => Buffer.from(String(id)).toString('base64url');

function readCursor<Id>(
  name: 'after' | 'before',
  cursor: string | null | undefined,
  parseId: (text: string) => Id | undefined,
): Id | undefined {
  if (cursor === null || cursor === undefined) {
    return undefined;
  }
  const id = parseId(Buffer.from(cursor, 'base64url').toString());
  if (id === undefined) {
    throw ValidationError.at(name, 'Use a cursor that a page of this list has given.');
  }
  return id;
}
