import type { Prisma } from './client/client.ts';

/** A transaction under way. It has one connection, so that nothing else may be awaited on the client meanwhile. */
export type Transaction = Prisma.TransactionClient;
