import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';

/**
 * Takes the next numbers for events, in their order: one row of numbers for each tenant and mode. The row stays locked
 * until the transaction ends, so that the order of numbers is the order of commits and a transaction that is rolled back
 * leaves no gap. Rows are locked in an order of their own, so that no two transactions wait for each other here.
 */
export async function takeSequenceNumbers(
  transaction: Transaction,
  scopes: readonly Scope[],
): Promise<number[]> {
  const wanted = [...Map.groupBy(scopes, nameOf).values()].map((alike) => ({
    ...alike[0],
    count: alike.length,
  }));
  const taken = await transaction.$queryRaw<(Scope & { value: bigint })[]>`
    INSERT INTO webhook_sequences AS sequence (tenant_id, mode, value)
    SELECT wanted."tenantId", wanted.mode, wanted.count FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS wanted ("tenantId" uuid, "mode" "Mode", "count" int)
    ORDER BY wanted."tenantId", wanted.mode
    ON CONFLICT (tenant_id, mode) DO UPDATE SET value = sequence.value + excluded.value
    RETURNING tenant_id AS "tenantId", mode, value`;
  const counts = new Map(wanted.map(({ count, ...scope }) => [nameOf(scope as Scope), count]));
  const next = new Map(
    taken.map(({ value, ...scope }) => [nameOf(scope), Number(value) - (counts.get(nameOf(scope)) ?? 0)]),
  );
  return scopes.map((scope) => {
    const number = (next.get(nameOf(scope)) ?? 0) + 1;
    next.set(nameOf(scope), number);
    return number;
  });
}

const nameOf = ({ tenantId, mode }: Scope): string => `${tenantId} ${mode}`;
