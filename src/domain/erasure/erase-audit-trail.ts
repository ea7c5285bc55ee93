import { Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { erasedText, keptDetails } from './erased-text.ts';
import { type ErasureStep, type ErasureSubject, inBatches } from './erasure-subject.ts';

/** Events that one statement goes through. */
const batchSize = 1_000;

/**
 * Replaces the names of recipients in the audit trail and every text that people wrote into it, except for the reason of the
 * erasure itself. The events stay, with their types, times, actors, ids and numbers.
 */
export const eraseAuditTrail: ErasureStep = ({ services, subject }) =>
  inBatches(batchSize, async (after) => {
    const events = await ofTenant(services.allTenants, subject.scope).query<{ id: string }[]>`
      WITH batch AS (
        SELECT id FROM audit_events WHERE ${isInTrail(subject)} AND id > ${after}::uuid
        ORDER BY id LIMIT ${batchSize} FOR UPDATE
      ), erased AS (
        UPDATE audit_events event SET
          actor_name = CASE WHEN event.actor_kind = 'RECIPIENT' THEN ${erasedText} ELSE event.actor_name END,
          details = (
            SELECT coalesce(jsonb_object_agg(key, CASE
              WHEN key = ANY (${keptDetails}::text[]) OR jsonb_typeof(value) IN ('number', 'boolean', 'null') THEN value
              ELSE to_jsonb(${erasedText}::text) END), '{}')
            FROM jsonb_each(event.details))
        FROM batch WHERE event.id = batch.id AND event.type <> 'entity.erased'
      )
      SELECT id FROM batch ORDER BY id`;
    return events.map(({ id }) => id);
  });

const isInTrail = ({ entityId, responseId }: ErasureSubject): Prisma.Sql => Prisma.sql`
  ${isOwned} AND ${
    responseId === null
      ? Prisma.sql`entity_id = ${entityId}::uuid`
      : Prisma.sql`(response_id = ${responseId}::uuid OR workflow_session_id IN (
          SELECT id FROM workflow_sessions WHERE response_id = ${responseId}::uuid))`
  }`;
