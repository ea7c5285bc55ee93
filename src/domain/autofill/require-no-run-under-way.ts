import type { Transaction } from '../../database/transaction.ts';
import { ConflictError } from '../../errors.ts';

/**
 * Holds that no autofill of a locked response is under way: its answers may still change, and those that a recipient is
 * sent must not.
 *
 * @throws ConflictError
 */
export async function requireNoRunUnderWay(transaction: Transaction, responseId: string): Promise<void> {
  const underWay = await transaction.autofillRun.findFirst({
    where: { responseId, status: 'PROCESSING' },
    select: { id: true },
  });
  if (underWay) {
    throw new ConflictError('Autofill of this response is under way.');
  }
}
