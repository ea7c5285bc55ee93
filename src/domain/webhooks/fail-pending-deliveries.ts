import type { Transaction } from '../../database/transaction.ts';

/**
 * Gives up every delivery to an endpoint that is not done, because nothing goes there any more. The jobs that are still
 * there for them find nothing to do.
 *
 * @returns how many there were
 */
export async function failPendingDeliveries(
  transaction: Transaction,
  { endpointId, reason }: { endpointId: string; reason: string },
): Promise<number> {
  const { count } = await transaction.webhookDelivery.updateMany({
    where: { endpointId, status: 'PENDING' },
    data: { status: 'FAILED', lastError: reason, nextAttemptAt: null },
  });
  return count;
}
