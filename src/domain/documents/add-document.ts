import type { Document } from '../../database/client/client.ts';
import type { Scope } from '../../database/scope.ts';
import type { Transaction } from '../../database/transaction.ts';
import { type EventServices, recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor } from '../context.ts';
import type { ReceivedFile } from '../files/received-file.ts';

interface AddDocumentOptions {
  services: EventServices;
  transaction: Transaction;
  scope: Scope;
  entityId: string;
  received: ReceivedFile;
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
  const { transaction, services, scope, entityId, received, actor, now, workflowSessionId, responseId } =
    options;
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
  }
  return added;

  async function insertOrFind(): Promise<Document> {
    const [inserted] = await transaction.document.createManyAndReturn({
      data: [{ ...received, ...scope, entityId, workflowSessionId, createdAt: now }],
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
