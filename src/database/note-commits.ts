import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils';
import { derive } from './derive.ts';

interface NoteOptions {
  /** Whether a statement writes what is of interest. */
  isOfInterest: (sql: string) => boolean;
  /** Called after such a statement has been committed. */
  onCommit: () => void;
}

/** Lets a client report what it has committed, whichever operation it belongs to. What is rolled back is not reported. */
export function noteCommits(
  factory: SqlDriverAdapterFactory,
  { isOfInterest, onCommit }: NoteOptions,
): SqlDriverAdapterFactory {
  const noting = (
    original: SqlQueryable,
    note: () => void,
  ): Pick<SqlQueryable, 'queryRaw' | 'executeRaw'> => {
    const noted = async <Result>(sql: string, run: () => PromiseLike<Result>): Promise<Result> => {
      const result = await run();
      if (isOfInterest(sql)) {
        note();
      }
      return result;
    };
    return {
      queryRaw: (query) => noted(query.sql, () => original.queryRaw(query)),
      executeRaw: (query) => noted(query.sql, () => original.executeRaw(query)),
    };
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      return derive<SqlDriverAdapter>(adapter, {
        ...noting(adapter, onCommit),
        startTransaction: async (isolationLevel) => {
          const transaction = await adapter.startTransaction(isolationLevel);
          let isNoted = false;
          return derive(transaction, {
            ...noting(transaction, () => {
              isNoted = true;
            }),
            commit: async () => {
              await transaction.commit();
              if (isNoted) {
                onCommit();
              }
            },
          });
        },
      });
    },
  };
}
