import type { TenantDatabase } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';

/** Does work in a transaction and takes back everything that it has written. */
export async function rehearse<Result>(
  db: TenantDatabase,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const outcome: { result?: { value: Result } } = {};
  const takenBack = new Error('A rehearsal takes back what it has written.');
  await db
    .$transaction(async (transaction) => {
      outcome.result = { value: await work(transaction) };
      throw takenBack;
    })
    .catch((error: unknown) => {
      if (error !== takenBack) {
        throw error;
      }
    });
  if (!outcome.result) {
    throw new Error('A rehearsal has ended without a result.');
  }
  return outcome.result.value;
}
