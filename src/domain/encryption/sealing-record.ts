import { Prisma } from '../../database/client/client.ts';
import { acrossTenants } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { type Place, type SealedColumn, sealedColumns } from '../../sealing/sealed-columns.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';

/** What the database says of how its values are sealed. */
export interface SealingState {
  /** Since when only values that are bound to their place are accepted; null while there may be others. */
  boundSince: Date | null;
  /** `boundSince` as a gateway has sealed it; null before the first start. */
  proof: string | null;
}

/** A running gateway that has not reported for so long is gone. It reports three times in this time. */
export const writerTimeoutSeconds = 90;

const statePlace: Place = {
  column: { table: 'sealing_state', column: 'bound_since', isJson: false },
  tenantId: '',
  row: ['1'],
};

const textOf = (boundSince: Date | null): string => boundSince?.toISOString() ?? 'not yet';

/** What proves that a gateway has set the moment. Otherwise it could be cleared, and plain values would be accepted again. */
export const proofOf = (cipher: Cipher, boundSince: Date | null): string =>
  cipher.seal(statePlace, textOf(boundSince));

/** Whether a gateway with one of these keys has set the moment. */
export function isProved(cipher: Cipher, { boundSince, proof }: SealingState): boolean {
  try {
    return cipher.openBound(statePlace, proof) === textOf(boundSince);
  } catch (error) {
    if (error instanceof UnreadableError) {
      return false;
    }
    throw error;
  }
}

/** Reads the state and locks it until the transaction ends: whoever records keys does so one after the other. */
export async function lockState(transaction: Transaction): Promise<SealingState> {
  await acrossTenants(transaction)
    .execute`INSERT INTO sealing_state (id) VALUES (1) ON CONFLICT (id) DO NOTHING`;
  const [state] = await acrossTenants(transaction).query<SealingState[]>`
    SELECT bound_since AS "boundSince", proof FROM sealing_state WHERE id = 1 FOR UPDATE`;
  return state ?? { boundSince: null, proof: null };
}

/** Records that values and files will be sealed with a key from now on. */
export const recordKeys = (transaction: Transaction, ids: readonly string[]) =>
  acrossTenants(transaction).execute`
    INSERT INTO sealing_keys (id, started_at) SELECT id, clock_timestamp() FROM unnest(${ids}::text[]) AS id
    ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at`;

/** The column's values as text. */
const textColumn = ({ column, isJson }: SealedColumn): Prisma.Sql =>
  isJson ? Prisma.sql`${Prisma.raw(column)} #>> '{}'` : Prisma.raw(column);

/**
 * The ids of the keys that values need, and whether any value is bound to its place. Looks up ids in an index, one step per
 * id, and reads all values whose id is not listed there.
 */
export async function findKeyIds(transaction: Transaction): Promise<{ ids: string[]; isAnyBound: boolean }> {
  const found = await acrossTenants(transaction).query<{ id: string; isBound: boolean }[]>`${Prisma.join(
    Object.values(sealedColumns).flatMap((column) => [listedKeyIds(column), unlistedKeyIds(column)]),
    ' UNION ',
  )}`;
  return { ids: [...new Set(found.map(({ id }) => id))], isAnyBound: found.some(({ isBound }) => isBound) };
}

const listedKeyIds = ({ table, keyId }: SealedColumn): Prisma.Sql => Prisma.sql`
  SELECT id, true AS "isBound" FROM (
    WITH RECURSIVE ids (id) AS (
      SELECT min(${Prisma.raw(keyId)}) FROM ${Prisma.raw(table)}
      UNION ALL
      SELECT (SELECT min(${Prisma.raw(keyId)}) FROM ${Prisma.raw(table)} WHERE ${Prisma.raw(keyId)} > ids.id)
      FROM ids WHERE ids.id IS NOT NULL
    ) SELECT id FROM ids WHERE id IS NOT NULL
  ) AS bound`;

/** Of values that are older than the column with the id, and of those that are not bound to their place. */
const unlistedKeyIds = (column: SealedColumn): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT sealed[2] AS id, sealed[1] = 'v2' AS "isBound"
  FROM ${Prisma.raw(column.table)},
    regexp_match(${textColumn(column)}, '^(v1\\.aesgcm256|v2)\\.([0-9a-f]{8})\\.') AS sealed
  WHERE ${Prisma.raw(column.keyId)} IS NULL AND sealed IS NOT NULL`;
