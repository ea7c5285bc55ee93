import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { type ErasureStep, inBatches } from './erasure-subject.ts';

/** Items that one statement erases. */
const batchSize = 500;

/**
 * Erases the inputs, results and errors of sends of batches to an entity. An item that is pending then fails, because its entity
 * was erased. Those of one response contain nothing of its answers, and stay.
 */
export const eraseBatchItems: ErasureStep = async function* ({ services, subject }) {
  const { scope, entityId, responseId } = subject;
  if (responseId !== null) {
    return;
  }
  yield* inBatches(batchSize, async (after) => {
    const items = await ofTenant(services.allTenants, scope).query<{ id: string }[]>`
      WITH batch AS (
        SELECT id FROM batch_items WHERE ${isOwned} AND entity_id = ${entityId}::uuid AND id > ${after}::uuid
        ORDER BY id LIMIT ${batchSize} FOR UPDATE
      ), erased AS (
        UPDATE batch_items SET content = NULL FROM batch WHERE batch_items.id = batch.id
      )
      SELECT id FROM batch ORDER BY id`;
    return items.map(({ id }) => id);
  });
};
