import { NIL } from 'uuid';
import { Prisma } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { SealedColumn } from '../../sealing/sealed-columns.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import { type Renewal, renewOne, type SealingServices } from './renewal.ts';
import { textColumn } from './sealing-record.ts';

interface StaleValue {
  tenantId: string;
  row: string[];
  value: unknown;
}

/** Rows after one and up to another. */
interface Span {
  after: readonly string[];
  end: readonly string[];
}

/** Few enough that a statement and the sealing of all of them take some milliseconds only. */
const rowsAtOnce = 500;

/**
 * Seals anew, with the first key and for their place, all values of a column that are not. Rows that someone is writing to
 * in the meantime are left alone.
 */
export async function renewColumn(
  services: SealingServices,
  column: SealedColumn,
  renewal: Renewal,
): Promise<void> {
  const { allTenants, cipher } = services;
  for await (const span of spansOf(services, column)) {
    await allTenants.$transaction(async (transaction) => {
      const stale = await findStale(transaction, column, { ...span, prefix: cipher.sealedPrefix, lock });
      const fresh = stale.flatMap(({ tenantId, row, value }) => {
        const place = { column, tenantId, row };
        const sealed = renewOne(services, renewal, () => cipher.seal(place, cipher.open(place, value)));
        return sealed === undefined ? [] : [{ row, value: sealed }];
      });
      if (fresh.length > 0) {
        await write(transaction, column, fresh);
      }
    });
  }
}

/** Whether a value that can be read is still to be sealed anew: one that was being written to, and was not after all. */
export async function hasStale(services: SealingServices, column: SealedColumn): Promise<boolean> {
  const { allTenants, cipher } = services;
  for await (const span of spansOf(services, column)) {
    const options = { ...span, prefix: cipher.sealedPrefix, lock: Prisma.empty };
    const stale = await findStale(allTenants, column, options);
    if (
      stale.some(({ tenantId, row, value }) => canOpen(() => cipher.open({ column, tenantId, row }, value)))
    ) {
      return true;
    }
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

/** All rows of a table in spans, until the gateway stops. */
async function* spansOf(
  { allTenants, signal }: SealingServices,
  { table, row }: SealedColumn,
): AsyncGenerator<Span> {
  // Before every row, whose ids are never this one.
  let after: string[] = row.map(() => NIL);
  while (!signal.aborted) {
    const [last] = await allTenants.$queryRaw<{ end: string[] }[]>`
      SELECT ARRAY[${list(row)}]::text[] AS end FROM (
        SELECT ${list(row)} FROM ${Prisma.raw(table)} WHERE (${list(row)}) > (${idsOf(after)})
        ORDER BY ${list(row)} LIMIT ${rowsAtOnce}
      ) AS span ORDER BY ${list(row.map((name) => `${name} DESC`))} LIMIT 1`;
    if (!last) {
      return;
    }
    yield { after, end: last.end };
    after = last.end;
  }
}

/** The values of a span that the first key has not sealed for their place. */
const findStale = (
  database: Pick<Transaction, '$queryRaw'>,
  { table, column, row, isJson }: SealedColumn,
  { after, end, prefix, lock }: Span & { prefix: string; lock: Prisma.Sql },
): Promise<StaleValue[]> =>
  database.$queryRaw<StaleValue[]>`
    SELECT tenant_id AS "tenantId", ARRAY[${list(row)}]::text[] AS row, ${Prisma.raw(column)} AS value
    FROM ${Prisma.raw(table)}
    WHERE (${list(row)}) > (${idsOf(after)}) AND (${list(row)}) <= (${idsOf(end)})
      AND ${Prisma.raw(column)} IS NOT NULL
      AND NOT starts_with(${textColumn({ column, isJson })}, ${prefix})
    ORDER BY ${list(row)} ${lock}`;

async function write(
  transaction: Transaction,
  { table, column, row }: SealedColumn,
  fresh: readonly { row: string[]; value: string }[],
): Promise<void> {
  const rows = fresh.map(({ row: ids, value }) => ({
    ...Object.fromEntries(row.map((name, index) => [name, ids[index]])),
    [column]: value,
  }));
  await transaction.$executeRaw`
    UPDATE ${Prisma.raw(table)} SET ${Prisma.raw(column)} = fresh.${Prisma.raw(column)}
    FROM jsonb_populate_recordset(NULL::${Prisma.raw(table)}, ${JSON.stringify(rows)}::jsonb) AS fresh
    WHERE ${Prisma.raw(row.map((name) => `${table}.${name} = fresh.${name}`).join(' AND '))}`;
}
