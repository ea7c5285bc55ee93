import type { Transaction } from '../../database/transaction.ts';
import { InsufficientCreditsError } from '../../errors.ts';

/**
 * Reserves one credit for a mail that is about to leave. The comparison and the reservation are one statement, so that
 * parallel sends can never hold more than there is.
 *
 * @throws InsufficientCreditsError when every credit is used or held
 */
export async function holdCredit(transaction: Transaction, tenantId: string): Promise<void> {
  const held = await transaction.$executeRaw`
    UPDATE credit_accounts SET held = held + 1 WHERE tenant_id = ${tenantId}::uuid AND balance - held >= 1`;
  if (held === 0) {
    throw new InsufficientCreditsError();
  }
}
