import { type Entity, Prisma } from '../../database/client/client.ts';
import { fromJsonRow } from '../../database/json-row.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Transaction } from '../../database/transaction.ts';
import { InvalidStateError, NotFoundError } from '../../errors.ts';
import type { TenantContext } from '../context.ts';

/**
 * Reads an entity and locks it until the transaction ends, so that of two concurrent calls the second sees what the first did.
 * Rows that belong to the entity can still be written: an operation that starts from the entity keeps it from being erased with
 * `keepUnerased`, and any other with the lock of its response or its session.
 *
 * @throws NotFoundError
 */
export async function lockEntity(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  id: string,
): Promise<Entity> {
  const [locked] = await ofTenant(transaction, scope).query<{ row: Record<string, unknown> }[]>`
    SELECT to_json(entities) AS row FROM entities
    WHERE id = ${id}::uuid AND ${isOwned} FOR NO KEY UPDATE`;
  if (!locked) {
    throw new NotFoundError('Entity');
  }
  return fromJsonRow('Entity', locked.row);
}

/**
 * Keeps an entity from being erased until the transaction ends, for operations that add to it. To be their first lock, because
 * an erasure locks the entity before its sessions and responses.
 *
 * @throws NotFoundError
 * @throws InvalidStateError when it was erased already
 */
export async function keepUnerased(
  transaction: Transaction,
  { scope }: Pick<TenantContext, 'scope'>,
  id: string,
): Promise<void> {
  const [entity] = await ofTenant(transaction, scope).query<Pick<Entity, 'erasedAt'>[]>`
    SELECT erased_at AS "erasedAt" FROM entities
    WHERE id = ${id}::uuid AND ${isOwned} FOR SHARE`;
  if (!entity) {
    throw new NotFoundError('Entity');
  }
  requireUnerased(entity);
}

/**
 * A row unless an entity was erased, which it cannot be then until the transaction ends; for statements that add to the entity.
 */
export const unerasedEntity = (id: string): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM entities WHERE id = ${id}::uuid AND ${isOwned} AND erased_at IS NULL FOR SHARE`;

/** @throws InvalidStateError when the entity was erased */
export function requireUnerased({ erasedAt }: { erasedAt: unknown }): void {
  if (erasedAt !== null) {
    throw entityErased();
  }
}

/** An erased entity has no status of its own; this is what clients get as its current one. */
export const entityErased = () => new InvalidStateError('The entity was erased.', 'ERASED');
