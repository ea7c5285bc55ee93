import type { Transaction } from '../../database/transaction.ts';
import { requireQuota } from '../quotas.ts';

/** @throws ConflictError when as many deliveries to an endpoint wait as can */
export async function requireRoomForDelivery(transaction: Transaction, endpointId: string): Promise<void> {
  const waiting = await transaction.webhookDelivery.count({ where: { endpointId, status: 'PENDING' } });
  requireQuota('waitingDeliveries', waiting);
}
