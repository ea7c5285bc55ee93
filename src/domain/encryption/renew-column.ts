import { NIL } from 'uuid';
import { Prisma } from '../../database/client/client.ts';
import { acrossTenants, type SqlHandle } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { SealedColumn } from '../../sealing/sealed-columns.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import { type Renewal, renewOne, type SealingServices } from './renewal.ts';

interface StaleValue {
  tenantId: string;
  row: string[];
  value: unknown;
}

/** Few enough that a statement and the sealing of all of them take some milliseconds only. */
const maxBatchRows = 500;

/**
 * Seals with the first key and for their place all values of a column that are not. Reads those values only. Rows that
 * another transaction is writing to are left alone.
 */
export async function renewColumn(
  services: SealingServices,
  column: SealedColumn,
  renewal: Renewal,
): Promise<void> {
  const { allTenants, cipher, signal } = services;
  for (let after: readonly string[] | undefined = beforeAllRows(column); after && !signal.aborted; ) {
    const from: readonly string[] = after;
    after = await allTenants.$transaction(async (transaction) => {
      const stale = await readStale(transaction, column, { after: from, keyId: cipher.keyId, lock });
      const fresh = stale.flatMap(({ tenantId, row, value }) => {
        const place = { column, tenantId, row };
        const sealed = renewOne(services, renewal, () => cipher.seal(place, cipher.open(place, value)));
        return sealed === undefined ? [] : [{ row, value: sealed }];
      });
      if (fresh.length > 0) {
        await write(transaction, column, fresh);
      }
      return stale.at(-1)?.row;
    });
  }
}

/** Whether a value that can be read is still to be sealed again: one that another transaction was writing to. */
export async function hasStale(services: SealingServices, column: SealedColumn): Promise<boolean> {
  const { allTenants, cipher, signal } = services;
  for (let after: readonly string[] | undefined = beforeAllRows(column); after && !signal.aborted; ) {
    const stale = await readStale(allTenants, column, { after, keyId: cipher.keyId, lock: Prisma.empty });
    if (
      stale.some(({ tenantId, row, value }) => canOpen(() => cipher.open({ column, tenantId, row }, value)))
    ) {
      return true;
    }
    after = stale.at(-1)?.row;
  }
  return false;
}

function canOpen(open: () => string): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (error instanceof UnreadableError) {
      return false;
    }
    throw error;
  }
}

const lock = Prisma.sql`FOR UPDATE SKIP LOCKED`;
const list = (names: readonly string[]) => Prisma.raw(names.join(', '));
const idsOf = (row: readonly string[]) => Prisma.join(row.map((id) => Prisma.sql`${id}::uuid`));

/** No row has this id. */
const beforeAllRows = ({ row }: SealedColumn): string[] => row.map(() => NIL);

interface ReadOptions {
  after: readonly string[];
  /** The id of the first key. */
  keyId: string;
  lock: Prisma.Sql;
}

/**
 * The next values that the first key has not sealed for their place. The database chooses between the index of key ids, when
 * few are left, and the primary key, when most are.
 */
const readStale = (
  database: SqlHandle,
  { table, column, keyId: keyIdColumn, row }: SealedColumn,
  { after, keyId, lock }: ReadOptions,
): Promise<StaleValue[]> => {
  const sealedBy = Prisma.raw(keyIdColumn);
  return acrossTenants(database).query<StaleValue[]>`
    SELECT tenant_id AS "tenantId", ARRAY[${list(row)}]::text[] AS row, ${Prisma.raw(column)} AS value
    FROM ${Prisma.raw(table)}
    WHERE (${list(row)}) > (${idsOf(after)}) AND ${Prisma.raw(column)} IS NOT NULL
      AND (${sealedBy} < ${keyId} OR ${sealedBy} > ${keyId} OR ${sealedBy} IS NULL)
    ORDER BY ${list(row)} LIMIT ${maxBatchRows} ${lock}`;
};

async function write(
  transaction: Transaction,
  { table, column, row }: SealedColumn,
  fresh: readonly { row: string[]; value: string }[],
): Promise<void> {
  const rows = fresh.map(({ row: ids, value }) => ({
    ...Object.fromEntries(row.map((name, index) => [name, ids[index]])),
    [column]: value,
  }));
  await acrossTenants(transaction).execute`
    UPDATE ${Prisma.raw(table)} SET ${Prisma.raw(column)} = fresh.${Prisma.raw(column)}
    FROM jsonb_populate_recordset(NULL::${Prisma.raw(table)}, ${JSON.stringify(rows)}::jsonb) AS fresh
    WHERE ${Prisma.raw(row.map((name) => `${table}.${name} = fresh.${name}`).join(' AND '))}`;
}
