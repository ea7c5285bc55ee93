import { Prisma } from '../../database/client/client.ts';
import { isOfTenant, isOwned, ofTenant, type RawSql } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import { removeItemJobs } from '../batches/item-jobs.ts';
import { eraseAnswers } from './erase-answers.ts';
import { eraseEmails } from './erase-emails.ts';
import { eraseDocuments, eraseEvidence } from './erase-files.ts';
import type { ErasureServices } from './erasure-subject.ts';

/** Rows that one statement deletes. */
const batchSize = 1_000;
/** Entities that are deleted with all that belongs to them in one transaction. */
const entitiesTogether = 20;
/** Batches that one statement deletes with their items. */
const batchesTogether = 10;

const modes = ['LIVE', 'TEST'] as const;

interface DeleteOptions {
  tenantId: string;
  /** Asked between two batches: whether the rest is left to the next time. */
  isTimeOver: () => boolean;
}

/**
 * Deletes all rows and files of a tenant that was closed, except for its own row and its account. In batches, each a
 * transaction of its own, which are safe to interrupt and to start again: what is not there any more needs no work.
 *
 * @returns whether nothing is left
 */
export async function deleteTenantData(
  services: ErasureServices,
  { tenantId, isTimeOver }: DeleteOptions,
): Promise<boolean> {
  for (const mode of modes) {
    for await (const _batch of deleteMode(services, { tenantId, mode })) {
      if (isTimeOver()) {
        return false;
      }
    }
  }
  const sql = ofTenant(services.allTenants, { tenantId });
  for await (const _batch of deleteQuestionnaires(sql)) {
    if (isTimeOver()) {
      return false;
    }
  }
  await sql.execute`DELETE FROM api_keys WHERE ${isOfTenant}`;
  await sql.execute`DELETE FROM tenant_usage WHERE ${isOfTenant}`;
  await sql.execute`DELETE FROM erasures WHERE ${isOfTenant} AND entity_id IS NOT NULL`;
  await sql.execute`UPDATE credit_entries SET note = NULL WHERE ${isOfTenant} AND note IS NOT NULL`;
  return true;
}

async function* deleteMode(services: ErasureServices, scope: Scope): AsyncGenerator<void> {
  const sql = ofTenant(services.allTenants, scope);
  yield* inBatches(() => deleteBatches(services, scope), batchesTogether);
  yield* deleteEntities(services, scope);
  yield* deleteDeliveries(sql);
  yield* inBatches(
    () => sql.execute`
      DELETE FROM webhook_events WHERE id IN (SELECT id FROM webhook_events WHERE ${isOwned} LIMIT ${batchSize})`,
  );
  await sql.execute`DELETE FROM webhook_endpoints WHERE ${isOwned}`;
  await sql.execute`DELETE FROM webhook_sequences WHERE ${isOwned}`;
  for (const table of ['captured_mails', 'team_notices', 'idempotency_records', 'audit_events'].map((name) =>
    Prisma.raw(name),
  )) {
    yield* inBatches(
      () => sql.execute`
        DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${isOwned} LIMIT ${batchSize})`,
    );
  }
}

/** Deletes batches with their items, each of which has few, and the jobs of those that wait. */
const deleteBatches = ({ allTenants, jobs }: ErasureServices, scope: Scope): Promise<number> =>
  allTenants.$transaction(async (transaction) => {
    const sql = ofTenant(transaction, scope);
    const batches = await sql.query<{ id: string }[]>`
      SELECT id FROM batches WHERE ${isOwned} LIMIT ${batchesTogether} FOR UPDATE`;
    const ids = batches.map(({ id }) => id);
    const waiting = await sql.query<{ id: string }[]>`
      SELECT id FROM batch_items WHERE ${isOwned} AND batch_id = ANY (${ids}::uuid[]) AND status = 'PENDING'`;
    await removeItemJobs(
      transaction,
      { jobs },
      waiting.map(({ id }) => id),
    );
    return sql.execute`DELETE FROM batches WHERE ${isOwned} AND id = ANY (${ids}::uuid[])`;
  });

/** Deletes entities with all that belongs to them, a few at a time. */
async function* deleteEntities(services: ErasureServices, scope: Scope): AsyncGenerator<void> {
  for (;;) {
    const entities = await ofTenant(services.allTenants, scope).query<{ id: string }[]>`
      SELECT id FROM entities WHERE ${isOwned} ORDER BY id LIMIT ${entitiesTogether}`;
    if (entities.length === 0) {
      return;
    }
    for (const { id: entityId } of entities) {
      const subject = { scope, entityId, responseId: null };
      for (const step of [eraseDocuments, eraseEvidence, eraseAnswers, eraseEmails]) {
        yield* step({ services, subject });
      }
    }
    await services.allTenants.$transaction(async (transaction) => {
      const sql = ofTenant(transaction, scope);
      const ofEntities = Prisma.sql`${isOwned} AND entity_id = ANY (${entities.map(({ id }) => id)}::uuid[])`;
      // Answers are many, and were deleted in batches before; but they may have been added to since.
      const ofResponses = Prisma.sql`response_id IN (SELECT id FROM responses WHERE ${ofEntities})`;
      for (const table of [
        'answers',
        'answer_annotations',
        'response_comments',
        'submissions',
        'autofill_runs',
      ]) {
        await sql.execute`DELETE FROM ${Prisma.raw(table)} WHERE ${isOfTenant} AND ${ofResponses}`;
      }
      await sql.execute`
        DELETE FROM provider_checks WHERE ${isOwned} AND verification_session_id IN (
          SELECT id FROM verification_sessions WHERE ${ofEntities})`;
      for (const table of ['workflow_sessions', 'verification_sessions', 'responses', 'dispatches']) {
        await sql.execute`DELETE FROM ${Prisma.raw(table)} WHERE ${ofEntities}`;
      }
      await sql.execute`
        DELETE FROM entities WHERE ${isOwned} AND id = ANY (${entities.map(({ id }) => id)}::uuid[])`;
    });
    yield;
  }
}

/** Deletes deliveries with their attempts, by their endpoints. */
async function* deleteDeliveries(sql: RawSql): AsyncGenerator<void> {
  yield* inBatches(async () => {
    const deliveries = await sql.query<{ id: string }[]>`
      SELECT id FROM webhook_deliveries WHERE endpoint_id IN (SELECT id FROM webhook_endpoints WHERE ${isOwned})
      LIMIT ${batchSize}`;
    const ids = deliveries.map(({ id }) => id);
    await sql.execute`DELETE FROM webhook_attempts WHERE ${isOwned} AND delivery_id = ANY (${ids}::uuid[])`;
    await sql.execute`DELETE FROM webhook_deliveries WHERE ${isOwned} AND id = ANY (${ids}::uuid[])`;
    return ids.length;
  });
}

/** Deletes questionnaires, version by version. */
async function* deleteQuestionnaires(sql: RawSql): AsyncGenerator<void> {
  for (;;) {
    const [version] = await sql.query<{ id: string }[]>`
      SELECT id FROM questionnaire_versions WHERE ${isOfTenant} LIMIT 1`;
    if (!version) {
      break;
    }
    const ofVersion = Prisma.sql`${isOfTenant} AND version_id = ${version.id}::uuid`;
    await sql.execute`DELETE FROM questions WHERE ${ofVersion}`;
    await sql.execute`DELETE FROM questionnaire_sections WHERE ${ofVersion}`;
    await sql.execute`DELETE FROM questionnaire_versions WHERE ${isOfTenant} AND id = ${version.id}::uuid`;
    yield;
  }
  await sql.execute`DELETE FROM questionnaires WHERE ${isOfTenant}`;
}

/** Repeats a deletion until less than a batch was deleted. */
async function* inBatches(deleteBatch: () => Promise<number>, size = batchSize): AsyncGenerator<void> {
  for (let count = size; count === size; ) {
    count = await deleteBatch();
    yield;
  }
}
