import type { Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { withoutPersonalTexts } from './erased-text.ts';
import { type ErasureStep, inBatches, isOfSubject } from './erasure-subject.ts';

/** Events that one transaction erases. */
const batchSize = 200;

/**
 * Erases what webhook events say of people, and what receivers said about them. An attempt that is in progress locks its event
 * before its result is recorded (`recordAttempt`), so that nothing of it remains either. What is delivered from now on has the
 * same ids and statuses as before.
 */
export const eraseWebhookEvents: ErasureStep = ({ services, subject }) =>
  inBatches(batchSize, (after) =>
    services.allTenants.$transaction(async (transaction) => {
      const sql = ofTenant(transaction, subject.scope);
      const events = await sql.query<{ id: string; data: Prisma.JsonValue }[]>`
        SELECT id, data FROM webhook_events WHERE ${isOfSubject(subject)} AND erased_at IS NULL AND id > ${after}::uuid
        ORDER BY id LIMIT ${batchSize} FOR UPDATE`;
      const erased = events.map(({ id, data }) => ({ id, data: withoutPersonalTexts(data) }));
      await sql.execute`
        UPDATE webhook_events event SET data = erased.data, erased_at = ${services.clock()}
        FROM (
          SELECT id, data FROM jsonb_populate_recordset(NULL::webhook_events, ${JSON.stringify(erased)}::jsonb)
        ) AS erased
        WHERE event.id = erased.id AND ${isOwned}`;
      const ids = events.map(({ id }) => id);
      await sql.execute`
        UPDATE webhook_attempts SET response_body = NULL
        WHERE ${isOwned} AND response_body IS NOT NULL AND delivery_id IN (
          SELECT id FROM webhook_deliveries WHERE event_id = ANY (${ids}::uuid[]))`;
      return ids;
    }),
  );
