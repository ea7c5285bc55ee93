import { Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { forgetFile } from '../files/with-received-file.ts';
import type { Services } from '../services.ts';
import {
  type ErasureStep,
  type ErasureSubject,
  isVerificationOfSubject,
  type StepOptions,
} from './erasure-subject.ts';

/** Files whose rows one transaction deletes, and whose contents are deleted after it. */
const batchSize = 100;

/** Deletes documents: those of the entity, or those that only the response has. */
export const eraseDocuments: ErasureStep = async function* ({ services, subject }) {
  yield* eraseFiles({
    services,
    subject,
    table: Prisma.sql`documents`,
    condition: Prisma.sql`entity_id = ${subject.entityId}::uuid AND ${isDocumentOfSubject(subject)}`,
  });
};

/** Deletes what people provided for verifications. */
export const eraseEvidence: ErasureStep = async function* ({ services, subject }) {
  yield* eraseFiles({
    services,
    subject,
    table: Prisma.sql`verification_evidence`,
    condition: Prisma.sql`verification_session_id IN (
      SELECT id FROM verification_sessions WHERE ${isVerificationOfSubject(subject)})`,
  });
};

/**
 * The documents that a response's recipient uploaded or its answers refer to belong to it, unless the team keeps the recipient's
 * upload for the entity or another response's answers refer to them.
 */
const isDocumentOfSubject = ({ entityId, responseId }: ErasureSubject): Prisma.Sql =>
  responseId === null
    ? Prisma.sql`true`
    : Prisma.sql`(
        (NOT is_kept_by_team
          AND workflow_session_id IN (SELECT id FROM workflow_sessions WHERE response_id = ${responseId}::uuid))
        OR EXISTS (
          SELECT FROM answers WHERE response_id = ${responseId}::uuid AND document_ids @> ARRAY[documents.id])
      ) AND NOT EXISTS (
        SELECT FROM answers JOIN responses ON responses.id = answers.response_id
        WHERE responses.entity_id = ${entityId}::uuid AND responses.id <> ${responseId}::uuid
          AND responses.erased_at IS NULL AND answers.document_ids @> ARRAY[documents.id])`;

interface FilesOptions extends StepOptions {
  table: Prisma.Sql;
  condition: Prisma.Sql;
}

async function* eraseFiles({ services, subject, table, condition }: FilesOptions): AsyncGenerator<void> {
  for (let count = batchSize; count === batchSize; ) {
    const deleted = await ofTenant(services.allTenants, subject.scope).query<{ id: string }[]>`
      WITH deleted AS (
        DELETE FROM ${table} WHERE id IN (
          SELECT id FROM ${table} WHERE ${isOwned} AND ${condition} ORDER BY id LIMIT ${batchSize} FOR UPDATE)
        RETURNING id
      ), noted AS (
        INSERT INTO unneeded_files (id, created_at) SELECT id, ${services.clock()} FROM deleted ON CONFLICT DO NOTHING
      )
      SELECT id FROM deleted`;
    for (const { id } of deleted) {
      await deleteUnneededFile(services, id);
    }
    count = deleted.length;
    yield;
  }
}

type FileServices = Pick<Services, 'allTenants' | 'clock' | 'files' | 'log'>;

/** Deletes the content of a file whose row was erased. A failure is logged, and `deleteUnneededFiles` tries again. */
async function deleteUnneededFile(services: FileServices, id: string): Promise<boolean> {
  try {
    await forgetFile(services, id);
    await services.allTenants.unneededFile.deleteMany({ where: { id } });
    return true;
  } catch (error) {
    services.log.error({ error, fileId: id }, 'The content of an erased file could not be deleted yet.');
    return false;
  }
}

/**
 * Deletes the contents of files whose rows were erased and that are still in the store, because it could not be reached or the
 * process died. Stops at the first one that cannot be deleted, until the next time.
 *
 * @param signal stops the work between two files
 */
export async function deleteUnneededFiles(
  services: FileServices,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  for (;;) {
    const files = await services.allTenants.unneededFile.findMany({
      orderBy: { createdAt: 'asc' },
      take: batchSize,
    });
    for (const { id } of files) {
      if (signal.aborted || !(await deleteUnneededFile(services, id))) {
        return;
      }
    }
    if (files.length < batchSize) {
      return;
    }
  }
}
