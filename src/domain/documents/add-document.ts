import type { Document } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor, Services } from '../context.ts';
import type { ReceivedFile } from '../files/received-file.ts';

/** Whether text was found in a document, and why not, as its row has it. */
export type Readability = Pick<Document, 'readable' | 'unreadableReason'>;

interface AddDocumentOptions {
  services: Pick<Services, 'jobs'>;
  transaction: Transaction;
  scope: Scope;
  entityId: string;
  received: ReceivedFile;
  /** What came of reading its text; null leaves that to a job. */
  readability: Readability | null;
  actor: Actor;
  now: Date;
  /** The session whose recipient uploads it; null when the team does. */
  workflowSessionId: string | null;
  /** The response that it is uploaded for, if any. */
  responseId: string | null;
}

/**
 * Makes a received file a document of an entity. An entity has the same bytes once, however often and by whomever they
 * are uploaded, at the same moment too: the first document stays and is returned, locked until the transaction ends so
 * that nobody deletes it under the hands of who names it. To be called inside `withReceivedFile`, which then forgets the
 * content that is not needed.
 */
export async function addDocument(options: AddDocumentOptions): Promise<Document> {
  const { transaction, services, scope, entityId, received, readability, actor, now } = options;
  const { workflowSessionId, responseId } = options;
  const added = await insertOrFind();
  if (added.id === received.id) {
    await recordAuditEvent(transaction, services, {
      ...actor,
      scope,
      type: 'document.uploaded',
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

  async function insertOrFind(): Promise<Document> {
    const [inserted] = await transaction.document.createManyAndReturn({
      data: [{ ...received, ...readability, ...scope, entityId, workflowSessionId, createdAt: now }],
      skipDuplicates: true,
    });
    if (inserted) {
      return inserted;
    }
    const { sha256 } = received;
    await transaction.$queryRaw`
      SELECT 1 FROM documents WHERE entity_id = ${entityId}::uuid AND sha256 = ${sha256} FOR UPDATE`;
    const existing = await transaction.document.findFirst({ where: { entityId, sha256 } });
    // It was deleted between the two statements.
    return existing ?? insertOrFind();
  }
}
