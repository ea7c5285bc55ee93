import { z } from 'zod';
import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError, ValidationError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { idempotencyKey, integerFrom, optional, singleLine, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';

/** Credits that one grant can add. */
const maxGrant = 1_000_000;
/** Credits that an account can hold: the largest integer of its column and of GraphQL's `Int`. */
const maxBalance = 2_147_483_647;

/**
 * Adds credits to a tenant's account, with an entry in its ledger. For the operator. The comparison with what an account
 * can hold and the addition are one statement, so that no number of concurrent grants exceeds it.
 *
 * @throws ValidationError for an invalid amount, and for one that the account cannot hold
 * @throws NotFoundError if the tenant does not exist
 */
export const grantCredits = defineOperation({
  name: 'grantCredits',
  createsOrSends: true,
  actor: 'operator',
  description: 'Adds send credits to a tenant’s account.',
  errors: [NotFoundError],
  subject: { tenant: 'Tenant' },
  needs: ['allTenants'],
  input: z
    .strictObject({
      tenantId: uuid.describe('The tenant’s id.'),
      amount: integerFrom({ min: 1, max: maxGrant }).describe('The number of credits, 1 to 1000000.'),
      note: optional(singleLine({ max: 500 })).describe('The reason, for the ledger.'),
      idempotencyKey,
    })
    .describe('Credits to add to a tenant’s account.'),
  run: ({ context: { services }, once, input: { tenantId, amount, note } }) =>
    services.allTenants.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { count } = await transaction.creditAccount.updateMany({
        where: { tenantId, balance: { lte: maxBalance - amount } },
        data: { balance: { increment: amount } },
      });
      if (count === 0) {
        throw await reasonOfRejection(transaction, tenantId);
      }
      await transaction.creditEntry.create({
        data: { id: newId(), tenantId, kind: 'GRANT', amount, note: note ?? null },
        select: { id: true },
      });
      const tenant = await transaction.tenant.findUniqueOrThrow({ where: { id: tenantId } });
      await once.complete(transaction, tenant);
      return tenant;
    }),
});

async function reasonOfRejection(transaction: Transaction, tenantId: string): Promise<Error> {
  const account = await transaction.creditAccount.findUnique({
    where: { tenantId },
    select: { balance: true },
  });
  return account
    ? ValidationError.at(
        'amount',
        `Use at most ${maxBalance - account.balance}: an account can have at most ${maxBalance} credits.`,
      )
    : new NotFoundError('Tenant');
}
