import { z } from 'zod';
import { NotFoundError } from '../../errors.ts';
import type { Services } from '../context.ts';
import { optional, singleLine } from '../fields.ts';
import { isId, newId } from '../identifiers.ts';
import { parseInput } from '../parse-input.ts';

/** The most credits that one grant may add, far below what the account's integer holds. */
const largestGrant = 1_000_000;

const grantCreditsInput = z.strictObject({
  tenantId: z.string(),
  amount: z
    .int()
    .min(1, 'Use a whole number from 1 to 1000000.')
    .max(largestGrant, 'Use a whole number from 1 to 1000000.'),
  note: optional(singleLine({ max: 500 })),
});

/**
 * Adds credits to a tenant's account, with an entry in its ledger. For the operator.
 *
 * @throws NotFoundError when there is no such tenant
 */
export async function grantCredits({ services, input }: { services: Services; input: unknown }) {
  const { tenantId, amount, note } = parseInput(grantCreditsInput, input);
  if (!isId(tenantId)) {
    throw new NotFoundError('Tenant');
  }
  return services.allTenants.$transaction(async (transaction) => {
    const { count } = await transaction.creditAccount.updateMany({
      where: { tenantId },
      data: { balance: { increment: amount } },
    });
    if (count === 0) {
      throw new NotFoundError('Tenant');
    }
    await transaction.creditEntry.create({
      data: { id: newId(), tenantId, kind: 'GRANT', amount, note: note ?? null },
      select: { id: true },
    });
    return transaction.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  });
}
