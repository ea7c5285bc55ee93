import type { Prisma } from './client/client.ts';

/** A transaction in progress. It has one connection, so that nothing else may be awaited on the client in the meantime. */
export type Transaction = Prisma.TransactionClient;
