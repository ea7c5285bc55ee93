import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQueryable,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { derive } from './derive.ts';

/** Runs a statement and sees its text, without its parameters, how long it takes and whether it fails. */
export type ObserveStatement = <Result>(sql: string, run: () => PromiseLike<Result>) => Promise<Result>;

/** Lets each statement of a client be observed, those of transactions too. */
export function observeStatements(
  factory: SqlDriverAdapterFactory,
  observe: ObserveStatement,
): SqlDriverAdapterFactory {
  const queriesOf = (original: SqlQueryable): Pick<SqlQueryable, 'queryRaw' | 'executeRaw'> => ({
    queryRaw: (query) => observe(query.sql, () => original.queryRaw(query)),
    executeRaw: (query) => observe(query.sql, () => original.executeRaw(query)),
  });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      return derive<SqlDriverAdapter>(adapter, {
        ...queriesOf(adapter),
        startTransaction: async (isolationLevel) => {
          const transaction = await adapter.startTransaction(isolationLevel);
          return derive<Transaction>(transaction, queriesOf(transaction));
        },
      });
    },
  };
}
