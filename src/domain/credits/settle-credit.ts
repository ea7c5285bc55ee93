import { isOfTenant, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { newId } from '../../ids.ts';

/** Turns a held credit into a used one, with its entry in the ledger. */
export async function chargeHeldCredit(
  transaction: Transaction,
  { tenantId, workflowSessionId }: { tenantId: string; workflowSessionId: string },
): Promise<void> {
  const charged = await ofTenant(transaction, { tenantId }).execute`
    WITH charged AS (
      UPDATE credit_accounts SET balance = balance - 1, held = held - 1, used = used + 1
      WHERE ${isOfTenant} RETURNING tenant_id
    )
    INSERT INTO credit_entries (id, tenant_id, kind, amount, workflow_session_id)
    SELECT ${newId()}::uuid, tenant_id, 'CHARGE', -1, ${workflowSessionId}::uuid FROM charged`;
  if (charged === 0) {
    throw new Error(`The tenant ${tenantId} has no account to charge.`);
  }
}

/** Releases a held credit. */
export async function releaseHeldCredit(transaction: Transaction, tenantId: string): Promise<void> {
  await transaction.creditAccount.update({
    where: { tenantId },
    data: { held: { decrement: 1 } },
    select: { tenantId: true },
  });
}
