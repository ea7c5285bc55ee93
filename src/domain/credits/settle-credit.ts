import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';

/** Turns a held credit into a used one, with its entry in the ledger. */
export async function chargeHeldCredit(
  transaction: Transaction,
  { tenantId, workflowSessionId }: { tenantId: string; workflowSessionId: string },
): Promise<void> {
  await transaction.creditAccount.update({
    where: { tenantId },
    data: { balance: { decrement: 1 }, held: { decrement: 1 }, used: { increment: 1 } },
    select: { tenantId: true },
  });
  await transaction.creditEntry.create({
    data: { id: newId(), tenantId, kind: 'CHARGE', amount: -1, workflowSessionId },
    select: { id: true },
  });
}

/** Gives a held credit back, unused. */
export async function releaseHeldCredit(transaction: Transaction, tenantId: string): Promise<void> {
  await transaction.creditAccount.update({
    where: { tenantId },
    data: { held: { decrement: 1 } },
    select: { tenantId: true },
  });
}
