import type { Transaction } from '../../database/transaction.ts';
import { NotFoundError, ValidationError } from '../../errors.ts';

/** The maximum number of documents that one run reads. */
export const maxDocuments = 100;

interface DocumentToRead {
  id: string;
  name: string;
  readable: boolean;
  unreadableReason: string | null;
}

/**
 * The documents for a run to read: those listed, in that order, or all of the entity's documents, newest first.
 *
 * @throws NotFoundError if one of those listed does not belong to the entity
 * @throws ValidationError if none is listed and the entity has more documents than a run reads
 */
export async function findDocumentsToRead(
  transaction: Transaction,
  { entityId, ids }: { entityId: string; ids: readonly string[] | undefined },
): Promise<DocumentToRead[]> {
  const found = await transaction.document.findMany({
    where: { entityId, ...(ids && { id: { in: [...ids] } }) },
    orderBy: { id: 'desc' },
    take: maxDocuments + 1,
    select: { id: true, name: true, readable: true, unreadableReason: true },
  });
  if (ids) {
    const byId = new Map(found.map((document) => [document.id, document]));
    return ids.map((id) => {
      const document = byId.get(id);
      if (!document) {
        throw new NotFoundError('Document');
      }
      return document;
    });
  }
  if (found.length > maxDocuments) {
    throw ValidationError.at(
      'documentIds',
      `The entity has more than ${maxDocuments} documents. List the ones to read.`,
    );
  }
  return found;
}
