import { type Document, Prisma } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Actor } from '../context.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import type { ReceivedFile } from '../files/received-file.ts';
import type { Services } from '../services.ts';
import { requireDocumentRoom } from './require-document-room.ts';

/** Whether text was found in a document, and why not, as its row has it. */
export type Readability = Pick<Document, 'readable' | 'unreadableReason'>;

interface AddDocumentOptions {
  services: Pick<Services, 'eventData' | 'jobs'>;
  transaction: Transaction;
  scope: Scope;
  entityId: string;
  received: ReceivedFile;
  /** The result of reading its text; null leaves that to a job. */
  readability: Readability | null;
  actor: Actor;
  now: Date;
  /** The link by which its recipient uploads it; null when the team does. */
  link: { workflowSessionId: string; dispatchId: string } | null;
  /** The response that it is uploaded for, if any. */
  responseId: string | null;
}

/**
 * Makes a received file a document of an entity, unless it is one already: the document that was there first is returned
 * then, locked until the transaction ends, so that it is not deleted before an answer refers to it. To be called inside
 * `withReceivedFile`, which then forgets the content that is not needed.
 *
 * For the team, the entity has the same bytes once, whoever uploaded them. For the recipient of a link only the uploads
 * through that same link exist: whatever the team or anyone else has uploaded, the recipient's file becomes a document of its
 * own, under the recipient's name for it, and nothing shows that the bytes were known.
 *
 * @throws ConflictError when there are as many documents as there can be; the caller's transaction must be rolled back
 */
export async function addDocument(options: AddDocumentOptions): Promise<Document> {
  const { transaction, services, scope, entityId, received, readability, actor, now } = options;
  const { link, responseId } = options;
  const workflowSessionId = link?.workflowSessionId ?? null;
  const added = await (link ? insertOrFind({ dispatchId: link.dispatchId }) : addForTeam());
  if (added.id === received.id) {
    await requireDocumentRoom(transaction, { scope, entityId, workflowSessionId, added: [] });
    await recordAuditEvent(transaction, services, {
      ...actor,
      scope,
      type: 'document.uploaded',
      entityId,
      responseId,
      workflowSessionId,
      details: { document_id: added.id, content_type: added.contentType, size_bytes: added.sizeBytes },
      at: now,
    });
    if (!readability) {
      await services.jobs.enqueue(transaction, 'document-text', [
        { tenantId: scope.tenantId, data: { documentId: added.id } },
      ]);
    }
  }
  return added;

  async function addForTeam(): Promise<Document> {
    const existing = await lockExisting(Prisma.empty);
    if (existing?.isKeptByTeam) {
      return existing;
    }
    return existing
      ? transaction.document.update({ where: { id: existing.id }, data: { isKeptByTeam: true } })
      : insertOrFind({ dispatchId: null });
  }

  async function insertOrFind({ dispatchId }: { dispatchId: string | null }): Promise<Document> {
    const isKeptByTeam = dispatchId === null;
    const origin = { workflowSessionId, dispatchId, isKeptByTeam };
    const [inserted] = await transaction.document.createManyAndReturn({
      data: [{ ...received, ...readability, ...scope, ...origin, entityId, createdAt: now }],
      skipDuplicates: true,
    });
    const isSameOrigin = isKeptByTeam
      ? Prisma.sql`AND workflow_session_id IS NULL`
      : Prisma.sql`AND dispatch_id = ${dispatchId}::uuid`;
    // One that is not there either was deleted between the two statements.
    return inserted ?? (await lockExisting(isSameOrigin)) ?? insertOrFind({ dispatchId });
  }

  /** The document with these bytes, the team's own first, then the one that was there first. */
  async function lockExisting(condition: Prisma.Sql): Promise<Document | null> {
    const [row] = await ofTenant(transaction, scope).query<{ id: string }[]>`
      SELECT id FROM documents WHERE entity_id = ${entityId}::uuid AND sha256 = ${received.sha256} AND ${isOwned} ${condition}
      ORDER BY (workflow_session_id IS NULL) DESC, id LIMIT 1 FOR UPDATE`;
    return row ? transaction.document.findUnique({ where: { id: row.id } }) : null;
  }
}
