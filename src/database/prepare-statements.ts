import {
  type messages as backend,
  type PGlite,
  parse,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite';
import { createStatementNames } from './statement-names.ts';

const { serialize } = protocol;

type Parsers = PGlite['parsers'];

/** What the database has said of a statement when it parsed it. */
interface Prepared {
  /** The types of its parameters. */
  types: readonly number[];
  /** Describes the columns of its rows; empty for a statement without any. */
  columns: backend.RowDescriptionMessage[];
}

/**
 * Makes PGlite parse and plan each statement once. Its own `query` calls into the database six times for a statement, and has
 * it parsed and planned every time, which is most of what a statement costs.
 */
export function prepareStatements(pglite: PGlite): void {
  const nameOf = createStatementNames();
  const prepared = new Map<string, Prepared>();
  const parsersWith = createParserLookup(pglite.parsers);
  // The files of the folder need no step of their own to be written, as those of a browser would.
  const send = (...parts: Uint8Array[]) =>
    pglite.execProtocolStream(Buffer.concat(parts), { syncToFs: false });

  async function prepare(name: string, text: string): Promise<Prepared> {
    const found = await send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    );
    const statement: Prepared = {
      types: parse.parseDescribeStatementResults(found),
      columns: found.filter((message) => message.name === 'rowDescription') as Prepared['columns'],
    };
    prepared.set(name, statement);
    return statement;
  }

  const run = <Row>(
    { name, text }: { name: string; text: string },
    values: readonly unknown[],
    options: QueryOptions | undefined,
  ): Promise<Results<Row>> =>
    pglite.runExclusive(async () => {
      const { types, columns } = prepared.get(name) ?? (await prepare(name, text));
      const texts = values.map((value, index) => toText(pglite, value, types[index]));
      const rows = await send(
        serialize.bind({ statement: name, values: texts }),
        serialize.execute({}),
        serialize.sync(),
      );
      const [results] = parse.parseResults([...columns, ...rows], parsersWith(options?.parsers), {
        ...(options?.rowMode && { rowMode: options.rowMode }),
      });
      return results as Results<Row>;
    });

  const queryAlone = pglite.query.bind(pglite);
  const transact = pglite.transaction.bind(pglite);
  const query: PGlite['query'] = async (text, values = [], options) => {
    const name = nameOf(text);
    if (name === '') {
      return queryAlone(text, values, options);
    }
    await pglite._checkReady();
    return pglite._runExclusiveTransaction(() => run({ name, text }, values, options));
  };
  const transaction: PGlite['transaction'] = (callback) =>
    transact((open) => {
      const queryInside = open.query.bind(open);
      const query: Transaction['query'] = async (text, values = [], options) => {
        const name = nameOf(text);
        // The library's own says so of a transaction that has ended.
        return name === '' || open.closed
          ? queryInside(text, values, options)
          : run({ name, text }, values, options);
      };
      return callback(Object.assign(open, { query }));
    });
  Object.assign(pglite, { query, transaction });
}

/**
 * Finds the parsers that some of a caller's make with the library's own. The library has a few hundred, and would copy them for
 * every statement.
 */
function createParserLookup(own: Parsers): (callers: QueryOptions['parsers']) => Parsers {
  const merged = new WeakMap<object, Parsers>();
  return (callers) => {
    if (callers === undefined) {
      return own;
    }
    const found = merged.get(callers) ?? { ...own, ...callers };
    merged.set(callers, found);
    return found;
  };
}

/** A parameter as the library would send it. */
function toText({ serializers }: PGlite, value: unknown, type: number | undefined): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  const serializer = type === undefined ? undefined : serializers[type];
  return serializer ? serializer(value) : String(value);
}
