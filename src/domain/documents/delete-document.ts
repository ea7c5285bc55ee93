import { z } from 'zod';
import type { Document } from '../../database/client/client.ts';
import { isOwned, ofTenant } from '../../database/raw-sql.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { recordAuditEvent } from '../events/record-audit-events.ts';
import { uuid } from '../fields.ts';
import { forgetFiles } from '../files/with-received-file.ts';
import { defineOperation } from '../operation.ts';
import { isNamedByAnswer } from './is-named-by-answer.ts';

/**
 * Deletes a document with its content and its text. An autofill run that is in progress continues without it. What it has
 * been the source of stays answered.
 *
 * @throws NotFoundError
 * @throws ConflictError when an answer to a question of type FILE names it; the answer has to be changed first
 */
export const deleteDocument = defineOperation({
  name: 'deleteDocument',
  actor: 'tenant',
  description: 'Deletes a document with its content. A document that an answer refers to cannot be deleted.',
  errors: [NotFoundError, ConflictError],
  payload: { documentId: { type: 'ID', description: 'The id of the deleted document.' } },
  needs: ['allTenants', 'clock', 'eventData', 'files', 'jobs', 'log'],
  scope: 'WRITE',
  input: z.strictObject({ id: uuid.describe('The document’s id.') }).describe('A document to delete.'),
  run: async ({
    context: { services, db, scope, actor },
    input: { id },
  }): Promise<{ documentId: string }> => {
    const deleted = await db.$transaction(async (transaction) => {
      const document = await lockDocument();
      if (
        await isNamedByAnswer({ transaction, scope, entityId: document.entityId, documentId: document.id })
      ) {
        throw new ConflictError('An answer refers to this document. Remove it from the answer first.');
      }
      await transaction.document.deleteMany({ where: { id: document.id } });
      await recordAuditEvent(transaction, services, {
        ...actor,
        scope,
        type: 'document.deleted',
        entityId: document.entityId,
        workflowSessionId: document.workflowSessionId,
        details: { document_id: document.id },
        at: services.clock(),
      });
      return document;

      async function lockDocument(): Promise<Document> {
        await ofTenant(transaction, scope).query`
          SELECT 1 FROM documents WHERE id = ${id}::uuid AND ${isOwned} FOR UPDATE`;
        const found = await transaction.document.findUnique({ where: { id } });
        if (!found) {
          throw new NotFoundError('Document');
        }
        return found;
      }
    });
    await forgetFiles(services, [deleted.id]);
    return { documentId: deleted.id };
  },
});
